package io.tidegate.scenario;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers with units, exactly: {@code 22 %} is the double nearest to 0.22. */
public final class Quantity {
    private static final int LONGEST = 40;
    private static final Pattern NUMBER =
            Pattern.compile("(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?)\\s*([^\\d\\s].*)?");
    private static final Set<String> NOT_FINITE =
            Set.of("nan", ".nan", "inf", ".inf", "-inf", "-.inf", "infinity", "-infinity");

    private static final Map<Dimension, Map<String, BigDecimal>> UNITS = new EnumMap<>(Dimension.class);

    static {
        for (Dimension dimension : Dimension.values()) {
            UNITS.put(dimension, Collections.unmodifiableMap(unitsOf(dimension)));
        }
    }

    private Quantity() {}

    /** Units of a dimension and the factors that bring them to its base unit; the empty unit is a plain number. */
    static Map<String, BigDecimal> units(Dimension dimension) {
        return Objects.requireNonNull(UNITS.get(dimension));
    }

    private static Map<String, BigDecimal> unitsOf(Dimension dimension) {
        return switch (dimension) {
            case COUNT -> scaled("");
            case SHARE -> units("", "1", "%", "0.01");
            case FACTOR -> units("", "1");
            case TIME -> units("us", "1e-6", "ms", "0.001", "s", "1", "min", "60", "h", "3600", "d", "86400");
            case POWER -> units("W", "1", "kW", "1e3", "MW", "1e6", "GW", "1e9");
            case TOKENS -> scaled("tok");
            case CREDITS -> scaled("credits");
            case TOKEN_RATE -> units("tok/s", "1", "ktok/s", "1e3", "Mtok/s", "1e6", "Gtok/s", "1e9");
            case PER_MINUTE -> {
                Map<String, BigDecimal> all = scaled("/min");
                all.remove("G");
                all.remove("G/min");
                yield all;
            }
        };
    }

    private static Map<String, BigDecimal> scaled(String suffix) {
        Map<String, BigDecimal> all = units("", "1", "k", "1e3", "M", "1e6", "G", "1e9");
        for (String prefix : List.of("", "k", "M", "G")) {
            all.putIfAbsent(prefix + suffix, all.getOrDefault(prefix, BigDecimal.ONE));
        }
        return all;
    }

    private static Map<String, BigDecimal> units(String... pairs) {
        Map<String, BigDecimal> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], new BigDecimal(pairs[i + 1]));
        }
        return all;
    }

    /** An example of a dimension, as a user would write it. */
    public static String example(Dimension dimension) {
        return switch (dimension) {
            case COUNT -> "6 M";
            case SHARE -> "22 %";
            case FACTOR -> "1.5";
            case TIME -> "5 min";
            case POWER -> "300 MW";
            case TOKENS -> "30k";
            case CREDITS -> "1.8 M credits";
            case PER_MINUTE -> "500 k/min";
            case TOKEN_RATE -> "2 M tok/s";
        };
    }

    /**
     * A quantity in its dimension's base unit.
     *
     * @throws IllegalArgumentException if the text is not one; the message says what is
     */
    public static double parse(String text, Dimension dimension) {
        String found = ", found " + Suggestion.quote(text);
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("too long for a number" + found);
        }
        if (NOT_FINITE.contains(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("need a finite number" + found);
        }
        if (text.matches("-?\\d[\\d_]*_[\\d_]*.*")) {
            throw new IllegalArgumentException("write a number without underscores" + found);
        }
        if (text.matches("-?0\\d.*")) {
            throw new IllegalArgumentException("write a number without leading zeros" + found);
        }
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("need a number, such as " + example(dimension) + found);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String written = matcher.group(2) == null ? "" : matcher.group(2).strip();
        BigDecimal scale = scale(written, number.signum() == 0, dimension, found);
        double value = number.multiply(scale).doubleValue();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("need a finite number" + found);
        }
        return value;
    }

    private static BigDecimal scale(String written, boolean zero, Dimension dimension, String found) {
        Map<String, BigDecimal> units = units(dimension);
        BigDecimal scale = units.get(written.replaceAll("\\s+", ""));
        if (scale != null) {
            return scale;
        }
        if (written.isEmpty() && zero) {
            return BigDecimal.ONE;
        }
        List<String> named =
                units.keySet().stream().filter(unit -> !unit.isEmpty()).toList();
        if (written.isEmpty()) {
            throw new IllegalArgumentException(
                    "needs a unit, one of " + String.join(", ", named) + ", such as " + example(dimension) + found);
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException("takes no unit" + found);
        }
        throw new IllegalArgumentException("unit " + Suggestion.quote(written) + " is not one of "
                + String.join(", ", named) + found + Suggestion.of(written, named));
    }

    /** A number and its unit as written; the unit is empty where there is none. */
    record Written(BigDecimal number, String unit) {}

    /** The parts of a quantity, whatever its dimension; nothing where the text is none. */
    static @Nullable Written written(String text) {
        Matcher matcher = text.length() > LONGEST ? null : NUMBER.matcher(text.strip());
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2).strip().replaceAll("\\s+", " ");
        if (unit.chars().anyMatch(Character::isDigit)) {
            return null;
        }
        return new Written(new BigDecimal(matcher.group(1)), unit);
    }

    /**
     * A quantity in its base unit and within its range.
     *
     * @throws IllegalArgumentException if it is not; the message says what is allowed
     */
    static double parse(String text, Unit unit) {
        double value = parse(text, unit.value());
        if (value < unit.min() || value > unit.max()) {
            String allowed = Double.isInfinite(unit.max())
                    ? show(unit.min(), unit.value()) + " or more"
                    : show(unit.min(), unit.value()) + " to " + show(unit.max(), unit.value());
            throw new IllegalArgumentException("must be " + allowed + ", found " + Suggestion.quote(text));
        }
        return value;
    }

    private static String show(double value, Dimension dimension) {
        String number =
                new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        return switch (dimension) {
            case TIME -> number + " s";
            case POWER -> number + " W";
            case PER_MINUTE -> number + "/min";
            case TOKEN_RATE -> number + " tok/s";
            case COUNT, SHARE, FACTOR, TOKENS, CREDITS -> number;
        };
    }
}
