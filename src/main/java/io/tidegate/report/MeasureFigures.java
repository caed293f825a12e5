package io.tidegate.report;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;

/** Measured values as people read them, by what they measure. */
public final class MeasureFigures {
    private static final double MEGA = 1e6;

    private MeasureFigures() {}

    /** A value with the half-width of its interval, where it has one. */
    public static String value(Dimension dimension, Estimate value) {
        if (value.value() < 0) {
            return "-" + value(dimension, new Estimate(-value.value(), value.halfWidth(), value.n()));
        }
        return switch (dimension) {
            case TIME -> Figures.duration(value);
            case SHARE -> Figures.share(value);
            case POWER -> known(value, Figures.number(times(value, 1 / MEGA)), " MW");
            case COUNT, FACTOR, TOKENS, CREDITS, PER_MINUTE, TOKEN_RATE -> Figures.number(value);
        };
    }

    /** A value without an interval. */
    public static String value(Dimension dimension, double value) {
        return value(dimension, new Estimate(value, Double.NaN, 0));
    }

    /** The unit of plain numbers. */
    static String unit(Dimension dimension) {
        return switch (dimension) {
            case SHARE -> "share (0 to 1)";
            case FACTOR, COUNT -> "1";
            case TIME -> "s";
            case POWER -> "W";
            case TOKENS -> "tokens";
            case CREDITS -> "credits";
            case PER_MINUTE -> "1/min";
            case TOKEN_RATE -> "tokens/s";
        };
    }

    /** A difference with its sign; that of shares is in percentage points. */
    public static String change(Dimension dimension, Estimate change) {
        if (!change.isKnown()) {
            return Figures.UNKNOWN;
        }
        Estimate size = new Estimate(StrictMath.abs(change.value()), change.halfWidth(), change.n());
        String text = value(dimension, size);
        String sign = change.value() > 0 ? "+" : change.value() < 0 ? "-" : "";
        return sign + (dimension == Dimension.SHARE ? text.replace("%", "points") : text);
    }

    /** A relative change: {@code +33 % ±4 %}; what is relative to 0 is not known. */
    static String relative(Estimate relative) {
        if (!relative.isKnown()) {
            return "from 0";
        }
        String sign = relative.value() > 0 ? "+" : relative.value() < 0 ? "-" : "";
        String half = relative.hasInterval() ? " ±" + percent(relative.halfWidth()) : "";
        return sign + percent(StrictMath.abs(relative.value())) + half;
    }

    /** Per cent to two digits or so: {@code 33 %}, {@code 4.1 %}, {@code 0 %}. */
    static String percent(double share) {
        double percent = 100 * share;
        double shown = percent < 9.95 ? StrictMath.rint(percent * 10) / 10 : StrictMath.rint(percent);
        return (shown == StrictMath.rint(shown) ? Figures.count(shown) : Double.toString(shown)) + " %";
    }

    private static Estimate times(Estimate value, double factor) {
        return new Estimate(value.value() * factor, value.halfWidth() * factor, value.n());
    }

    private static String known(Estimate value, String text, String unit) {
        return value.isKnown() ? text + unit : text;
    }
}
