package io.tidegate.scenario;

import io.tidegate.Unit;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text to the value of one component; every mistake is an IllegalArgumentException that names the valid form. */
final class Scalars {
    private static final double WHOLE_IN_DOUBLE = 9e15;

    private Scalars() {}

    static Object parse(String text, Class<?> type, @Nullable Unit unit) {
        if (type == boolean.class) {
            return truth(text);
        } else if (type == String.class) {
            return line(text);
        } else if (type == LocalDateTime.class) {
            return dateTime(text);
        } else if (type == LocalTime.class) {
            return time(text);
        } else if (type == ZoneId.class) {
            return zone(text);
        } else if (type.isEnum()) {
            return constant(text, type);
        } else if (unit == null && type == long.class) {
            return plainLong(text);
        } else if (unit != null) {
            double value = Quantity.parse(text, unit);
            if (type == double.class || type == Double.class) {
                return value;
            } else if (type == int.class) {
                return (int) whole(text, value, Integer.MAX_VALUE);
            } else if (type == long.class) {
                return (long) whole(text, value, WHOLE_IN_DOUBLE);
            }
        }
        throw new IllegalStateException("no way to write a " + type + " in a scenario");
    }

    private static double whole(String text, double value, double most) {
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("must be whole, found " + Suggestion.quote(text));
        }
        if (Math.abs(value) > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "must be at most %.0f, found %s", most, Suggestion.quote(text)));
        }
        return value;
    }

    private static long plainLong(String text) {
        if (text.matches("-?(0|[1-9]\\d{0,18})")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("too large, found " + Suggestion.quote(text), e);
            }
        }
        throw new IllegalArgumentException("need a whole number, such as 42, found " + Suggestion.quote(text));
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false, found " + Suggestion.quote(text));
        };
    }

    private static String line(String text) {
        if (text.isBlank() || text.length() > 1000 || !text.codePoints().allMatch(Scalars::isText)) {
            throw new IllegalArgumentException("need one line of text, found " + Suggestion.quote(text));
        }
        return text;
    }

    private static boolean isText(int code) {
        return !Character.isISOControl(code) && Character.getType(code) != Character.SURROGATE;
    }

    private static LocalDateTime dateTime(String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?")) {
            try {
                return LocalDateTime.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("no such date or time: " + Suggestion.quote(text), e);
            }
        }
        throw new IllegalArgumentException(
                "need a local date and time, such as 2026-05-06T05:00, found " + Suggestion.quote(text));
    }

    private static LocalTime time(String text) {
        if (text.matches("\\d\\d:\\d\\d(:\\d\\d)?")) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("no such time: " + Suggestion.quote(text), e);
            }
        }
        throw new IllegalArgumentException("need a local time, such as 05:00, found " + Suggestion.quote(text));
    }

    private static ZoneId zone(String text) {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        List<String> sorted = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        throw new IllegalArgumentException("need a time zone, such as America/Los_Angeles, found "
                + Suggestion.quote(text) + Suggestion.of(text, sorted));
    }

    private static Object constant(String text, Class<?> type) {
        List<String> words = words(type);
        for (Object constant : type.getEnumConstants()) {
            if (word((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("must be one of " + String.join(", ", words) + ", found "
                + Suggestion.quote(text) + Suggestion.of(text, words));
    }

    /** How the constants of an enum are written. */
    static List<String> words(Class<?> type) {
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(word((Enum<?>) constant));
        }
        return words;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
