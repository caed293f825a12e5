package io.tidegate.scenario;

import io.tidegate.Dimension;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A varied value as texts that a scenario could hold: levels, or any place of a range. Ends of a range are quantities of one unit,
 * in which it is divided; a value that must be whole stays whole.
 */
public final class Varied {
    /** Digits of a value within a range. */
    private static final MathContext DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

    private static final int LONGEST_PLAIN = 20;
    private static final int LONGEST_LEVEL = 1000;

    private final VarySpec spec;
    private final Shape.@Nullable Leaf leaf;
    private final @Nullable Range range;
    private final List<String> levels;

    /** Two ends in one unit, and how much of the base unit one of it is. */
    private record Range(BigDecimal from, BigDecimal to, String unit, BigDecimal scale) {}

    private Varied(VarySpec spec, Shape.@Nullable Leaf leaf) {
        this.spec = spec;
        this.leaf = leaf;
        if (spec.from() == null || spec.to() == null) {
            this.range = null;
            this.levels = spec.values();
        } else {
            this.range = range(spec.from(), spec.to(), leaf);
            this.levels = steps();
        }
    }

    /**
     * Takes a specification at its word. Whether the path exists and its values fit shows when they are bound.
     *
     * @param source the scenario whose value is varied
     * @param spec values or a range
     * @throws IllegalArgumentException if it is neither, or both; the message says what is wrong, without the path
     */
    public static Varied of(ScenarioSource source, VarySpec spec) {
        boolean ends = spec.from() != null || spec.to() != null;
        if (ends == !spec.values().isEmpty()) {
            throw new IllegalArgumentException("needs either values, or a range with from and to");
        }
        if (ends && (spec.from() == null || spec.to() == null)) {
            throw new IllegalArgumentException("a range needs from and to");
        }
        if (!ends && (spec.steps() != 0 || spec.scale() != VarySpec.Scale.LINEAR)) {
            throw new IllegalArgumentException("steps and scale are those of a range with from and to");
        }
        if (spec.steps() == 1) {
            throw new IllegalArgumentException("a range needs 2 steps or more, as its ends are two of them");
        }
        for (String value : spec.values()) {
            if (value.isBlank() || value.length() > LONGEST_LEVEL) {
                throw new IllegalArgumentException("has a value that is empty or too long");
            }
        }
        Varied varied = new Varied(spec, source.leaf(spec.path()));
        if (new LinkedHashSet<>(varied.levels).size() < varied.levels.size()) {
            throw new IllegalArgumentException(
                    ends ? "has fewer whole values than steps; ask for fewer" : "has a value twice");
        }
        return varied;
    }

    /** What is varied. */
    public String path() {
        return spec.path();
    }

    /** The values that were listed, or the steps of a range; none for a range without steps. */
    public List<String> levels() {
        return levels;
    }

    /** What the value measures; nothing where it is no number with a unit, or that is not known. */
    public @Nullable Dimension dimension() {
        return leaf == null || leaf.unit() == null ? null : leaf.unit().value();
    }

    /** A value as a number in its base unit; NaN where it is none. */
    public double number(String text) {
        try {
            return leaf == null || leaf.unit() == null
                    ? Quantity.parse(text, Dimension.FACTOR)
                    : Quantity.parse(text, leaf.unit().value());
        } catch (IllegalArgumentException e) {
            return Double.NaN;
        }
    }

    /**
     * The value at a place drawn uniformly: one of the levels, all alike, or within the range.
     *
     * @param u 0 or more, less than 1
     */
    public String at(double u) {
        if (range == null || !levels.isEmpty()) {
            return levels.get((int) (u * levels.size()));
        }
        if (whole() && spec.scale() == VarySpec.Scale.LINEAR) {
            BigDecimal first = range.from.min(range.to).multiply(range.scale).setScale(0, RoundingMode.CEILING);
            BigDecimal last = range.from.max(range.to).multiply(range.scale).setScale(0, RoundingMode.FLOOR);
            BigDecimal count = last.subtract(first).add(BigDecimal.ONE).max(BigDecimal.ONE);
            return inUnit(first.add(new BigDecimal(u).multiply(count).setScale(0, RoundingMode.FLOOR)), range);
        }
        return between(range, u);
    }

    private List<String> steps() {
        List<String> all = new ArrayList<>();
        for (int i = 0; range != null && i < spec.steps(); i++) {
            all.add(between(range, i / (spec.steps() - 1.0)));
        }
        return List.copyOf(all);
    }

    private String between(Range range, double part) {
        BigDecimal value;
        if (part == 0 || part == 1) {
            value = part == 0 ? range.from : range.to;
        } else if (spec.scale() == VarySpec.Scale.LOG) {
            double from = range.from.doubleValue();
            double ratio = range.to.doubleValue() / from;
            value = new BigDecimal(from * StrictMath.exp(part * StrictMath.log(ratio))).round(DIGITS);
        } else {
            BigDecimal width = range.to.subtract(range.from);
            value = range.from.add(width.multiply(new BigDecimal(part))).round(DIGITS);
        }
        return whole()
                ? inUnit(value.multiply(range.scale).setScale(0, RoundingMode.HALF_EVEN), range)
                : text(value, range.unit);
    }

    private boolean whole() {
        return leaf != null && (leaf.type() == int.class || leaf.type() == long.class);
    }

    private static String inUnit(BigDecimal base, Range range) {
        return text(base.divide(range.scale, MathContext.DECIMAL64), range.unit);
    }

    private static String text(BigDecimal value, String unit) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        String plain = stripped.toPlainString();
        String number = plain.length() > LONGEST_PLAIN ? stripped.toString() : plain;
        return unit.isEmpty() ? number : number + " " + unit;
    }

    private Range range(String from, String to, Shape.@Nullable Leaf leaf) {
        Quantity.Written first = written(from);
        Quantity.Written last = written(to);
        boolean bare = first.number().signum() == 0 && first.unit().isEmpty();
        boolean bareLast = last.number().signum() == 0 && last.unit().isEmpty();
        String unit = bare ? last.unit() : first.unit();
        if (!bare && !bareLast && !first.unit().equals(last.unit())) {
            throw new IllegalArgumentException(
                    "needs both ends in one unit, found " + Suggestion.quote(from) + " and " + Suggestion.quote(to));
        }
        if (first.number().compareTo(last.number()) == 0) {
            throw new IllegalArgumentException("has one value at both ends");
        }
        if (spec.scale() == VarySpec.Scale.LOG
                && (first.number().signum() <= 0 || last.number().signum() <= 0)) {
            throw new IllegalArgumentException("can be divided in equal ratios only between values above 0");
        }
        Map<String, BigDecimal> units = leaf == null || leaf.unit() == null
                ? Map.of()
                : Quantity.units(leaf.unit().value());
        return new Range(
                first.number(), last.number(), unit, units.getOrDefault(unit.replace(" ", ""), BigDecimal.ONE));
    }

    private static Quantity.Written written(String text) {
        Quantity.Written written = Quantity.written(text);
        if (written == null) {
            throw new IllegalArgumentException(
                    "a range needs numbers at its ends, found " + Suggestion.quote(text) + "; list the values instead");
        }
        return written;
    }
}
