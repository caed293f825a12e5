package io.tidegate.report;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;

/** Measured values of any dimension as people read them. */
public final class Amounts {
    private static final double MEGAWATT = 1e6;

    private Amounts() {}

    /** A value with its half-width, such as {@code 5.31 ±0.42 s}. */
    public static String text(Estimate value, Dimension dimension) {
        return switch (dimension) {
            case TIME -> Figures.duration(value);
            case SHARE -> Figures.share(value);
            case POWER -> {
                Estimate megawatts =
                        new Estimate(value.value() / MEGAWATT, value.halfWidth() / MEGAWATT, value.n());
                yield megawatts.isKnown() ? Figures.number(megawatts) + " MW" : Figures.UNKNOWN;
            }
            default -> Figures.number(value);
        };
    }

    /** A value without its half-width. */
    public static String text(double value, Dimension dimension) {
        return text(new Estimate(value, Double.NaN, 0), dimension);
    }

    /** A change with its sign: {@code +5.31 ±0.42 s}, {@code -83 ±4 ms}. */
    public static String change(Estimate change, Dimension dimension) {
        if (!change.isKnown()) {
            return Figures.UNKNOWN;
        }
        Estimate size = new Estimate(StrictMath.abs(change.value()), change.halfWidth(), change.n());
        String sign = change.value() > 0 ? "+" : change.value() < 0 ? "-" : "";
        return sign + text(size, dimension);
    }
}
