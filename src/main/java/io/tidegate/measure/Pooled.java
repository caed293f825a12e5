package io.tidegate.measure;

import java.util.Arrays;
import java.util.List;

/**
 * One statistic of several independent replications, each of the same number of groups: their mean, and its 95 % interval.
 *
 * <p>Five replications or more are taken as independent values of one distribution: the half-width is t(R - 1)·s/√R. With fewer,
 * the interval comes from the groups (cells) within replications, as if these were all that varied:
 * t(R(C - 1))·√(Σ<sub>r</sub> v<sub>r</sub>)/R, where v<sub>r</sub> is the jackknife's variance of replication r. So what cells of a
 * replication share is missing from it. For normal values both have exactly the nominal coverage.
 */
public final class Pooled {
    private static final int FEWEST = 5;

    private Pooled() {}

    /**
     * The mean over replications.
     *
     * @param replications the statistic of each; one or more
     * @return without an interval where there are fewer than five replications and fewer than five groups in all; NaN where one
     *     of the replications is
     */
    public static Estimate estimate(List<Replicates> replications) {
        int n = replications.size();
        double[] values = replications.stream().mapToDouble(Replicates::value).toArray();
        double mean = Arrays.stream(values).sum() / n;
        if (n >= FEWEST) {
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Estimate(mean, Replicates.student(n - 1) * Math.sqrt(squares / (n - 1) / n), n);
        }
        int groups = 0;
        double variance = 0;
        for (Replicates each : replications) {
            double[] leftOut = each.leftOut();
            groups += leftOut.length;
            variance += leftOut.length < 2 ? Double.NaN : jackknife(leftOut);
        }
        boolean none = Double.isNaN(mean) || Double.isNaN(variance) || groups < FEWEST;
        double halfWidth = none ? Double.NaN : Replicates.student(groups - n) * Math.sqrt(variance) / n;
        return new Estimate(mean, halfWidth, groups);
    }

    private static double jackknife(double[] leftOut) {
        int n = leftOut.length;
        double centre = Arrays.stream(leftOut).sum() / n;
        double squares = 0;
        for (double each : leftOut) {
            squares += (each - centre) * (each - centre);
        }
        return squares * (n - 1) / n;
    }
}
