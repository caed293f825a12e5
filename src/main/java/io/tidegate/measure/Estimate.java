package io.tidegate.measure;

/**
 * A point estimate and the half-width of its interval.
 *
 * @param value the estimate; NaN where there are too few observations for it
 * @param halfWidth half the width of the 95 % interval; NaN where there is none
 * @param n cells or replications that the interval comes from
 */
public record Estimate(double value, double halfWidth, int n) {
    /** Of what nothing was measured. */
    public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, 0);

    /** Whether there is anything to print. */
    public boolean isKnown() {
        return !Double.isNaN(value);
    }

    /** Whether the interval exists. */
    public boolean hasInterval() {
        return !Double.isNaN(halfWidth);
    }
}
