package io.tidegate.random;

/**
 * Gaps of a renewal process of mean 1 that is in equilibrium when it is first looked at (Cox, Renewal Theory, 1962, section
 * 5.2).
 *
 * @param each between events
 * @param atStart the gap that a moment falls into, over its mean: long ones catch more moments
 * @param meanAtStart mean of the gap that a moment falls into
 */
public record RenewalGaps(QuantileTable each, QuantileTable atStart, double meanAtStart) {
    /** Gamma gaps of a shape; the gap that a moment falls into has a shape greater by 1. */
    public static RenewalGaps gamma(double shape) {
        return new RenewalGaps(QuantileTable.gamma(shape), QuantileTable.gamma(shape + 1), (shape + 1) / shape);
    }

    /** Exponential gaps: a Poisson process. */
    public static RenewalGaps poisson() {
        return new RenewalGaps(QuantileTable.exponential(), QuantileTable.gamma(2), 2);
    }

    /** From a moment to the first event after it: a part of the gap that the moment falls into. */
    public double first(long hash, double part) {
        return meanAtStart * atStart.sample(hash) * part;
    }
}
