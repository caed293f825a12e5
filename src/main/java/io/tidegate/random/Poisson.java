package io.tidegate.random;

import org.apache.commons.math3.special.Gamma;

/**
 * Poisson counts by inversion of one uniform draw: the least count whose cumulative probability exceeds it. As a count never
 * falls when the mean or the draw rises, variants that differ in intensity stay coupled.
 */
public final class Poisson {
    /** Above this mean the search starts at the mode: from 0 it would be long, and far above it its first term underflows. */
    private static final double FROM_ZERO = 30;

    private static final double GREATEST_MEAN = 1e8;

    private Poisson() {}

    /**
     * The count for a draw.
     *
     * @param mean 0 to 10<sup>8</sup>; the time needed grows with its square root
     * @param u uniform in [0, 1)
     * @throws IllegalArgumentException if either is out of range
     */
    public static int sample(double mean, double u) {
        if (!(mean >= 0 && mean <= GREATEST_MEAN)) {
            throw new IllegalArgumentException("mean: need 0 to 1e8, found " + mean);
        }
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("u: need a draw in [0, 1), found " + u);
        }
        if (mean <= FROM_ZERO) {
            double none = StrictMath.exp(-mean);
            return upwards(mean, u, 0, none, none);
        }
        int mode = (int) mean;
        double term = StrictMath.exp(mode * StrictMath.log(mean) - mean - Gamma.logGamma(mode + 1.0));
        double cumulative = Gamma.regularizedGammaQ(mode + 1.0, mean);
        return u < cumulative ? downwards(mean, u, mode, term, cumulative) : upwards(mean, u, mode, term, cumulative);
    }

    private static int upwards(double mean, double u, int from, double termThere, double cumulativeThere) {
        int count = from;
        double term = termThere;
        double cumulative = cumulativeThere;
        while (cumulative <= u) {
            count++;
            term *= mean / count;
            double next = cumulative + term;
            // Past the mode terms only fall: when one no longer adds, the sum has reached 1 up to rounding.
            if (next == cumulative && count > mean) {
                return count;
            }
            cumulative = next;
        }
        return count;
    }

    private static int downwards(double mean, double u, int from, double termThere, double cumulativeThere) {
        int count = from;
        double term = termThere;
        double below = cumulativeThere - termThere;
        while (count > 0 && u < below) {
            term *= count / mean;
            count--;
            below -= term;
        }
        return count;
    }
}
