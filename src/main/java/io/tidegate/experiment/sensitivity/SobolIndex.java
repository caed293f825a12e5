package io.tidegate.experiment.sensitivity;

/**
 * What an input contributes to the variance of a value, as shares of that variance.
 *
 * @param first the first-order index: what the input explains alone
 * @param total the total-order index: what it has a part in, alone or together with others
 * @param unknown points of the input at which the value is not known; with any of them there are no indices
 */
public record SobolIndex(Share first, Share total, int unknown) {
    /**
     * A share and its 95 % interval.
     *
     * @param value the estimate, which may be somewhat below 0 or above 1; NaN where it is not known
     * @param low the lower end of the interval; NaN where there is none
     * @param high the upper end
     */
    public record Share(double value, double low, double high) {
        static final Share UNKNOWN = new Share(Double.NaN, Double.NaN, Double.NaN);

        /** Whether there is anything to print. */
        public boolean isKnown() {
            return !Double.isNaN(value);
        }

        /** Whether the interval exists. */
        public boolean hasInterval() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }
    }
}
