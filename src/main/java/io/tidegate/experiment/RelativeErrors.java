package io.tidegate.experiment;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The spread of absolute relative errors.
 *
 * @param count how many
 * @param median half are no greater; NaN without errors
 * @param p90 nine of ten are no greater; NaN without errors
 */
public record RelativeErrors(int count, double median, double p90) {
    /** The spread of some errors; those that are NaN are not counted. */
    public static RelativeErrors of(DoubleStream errors) {
        double[] sorted = errors.filter(error -> !Double.isNaN(error))
                .map(StrictMath::abs)
                .toArray();
        Arrays.sort(sorted);
        return new RelativeErrors(sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.9));
    }

    /** On the straight line between the two nearest of n values, which stand for the quantiles i/(n − 1). */
    private static double quantile(double[] sorted, double at) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = at * (sorted.length - 1);
        int below = (int) StrictMath.floor(place);
        int above = StrictMath.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
