package io.tidegate.experiment.diff;

import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;
import java.util.Arrays;

/**
 * A statistic of one run less a multiple of that of another.
 *
 * @param value the difference; NaN where one of the two is not known
 * @param variance of the difference; NaN where there are fewer than five groups
 * @param degrees of freedom of Student's distribution
 */
record Contrast(double value, double variance, int degrees) {
    /**
     * Compares two statistics.
     *
     * @param factor by which the base is multiplied
     * @param paired whether the groups of both met the same people and draws. Otherwise the variances add up, and the degrees of
     *     freedom are Welch's (B. L. Welch, "The generalization of Student's problem when several different population variances
     *     are involved", Biometrika 34, 1947), rounded down.
     */
    static Contrast of(Replicates base, Replicates head, double factor, boolean paired) {
        Replicates scaled = base.times(factor);
        int n = head.leftOut().length;
        int m = scaled.leftOut().length;
        double value = head.value() - scaled.value();
        if (paired) {
            boolean same = factor == 1 && identical(base, head);
            return new Contrast(value, same ? 0 : n == m ? head.minus(scaled).variance() : Double.NaN, n - 1);
        }
        double ofHead = head.variance();
        double ofBase = scaled.variance();
        double sum = ofHead + ofBase;
        int degrees = StrictMath.min(n, m) - 1;
        if (sum > 0) {
            degrees = (int) (sum * sum / (ofHead * ofHead / (n - 1) + ofBase * ofBase / (m - 1)));
        }
        return new Contrast(value, sum, degrees);
    }

    /** Whether all of two statistics, with what each group adds, is the same. */
    static boolean identical(Replicates base, Replicates head) {
        return Double.compare(base.value(), head.value()) == 0 && Arrays.equals(base.leftOut(), head.leftOut());
    }

    /** The value with half its 95 % interval. */
    Estimate estimate() {
        return new Estimate(value, halfWidth(0.975), degrees + 1);
    }

    /** How far a bound lies from the value, of which the true one lies this side with a probability; NaN without an interval. */
    double halfWidth(double level) {
        if (Double.isNaN(value) || Double.isNaN(variance)) {
            return Double.NaN;
        }
        return variance == 0 ? 0 : Replicates.student(StrictMath.max(1, degrees), level) * StrictMath.sqrt(variance);
    }
}
