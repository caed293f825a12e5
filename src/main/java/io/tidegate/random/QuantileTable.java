package io.tidegate.random;

import java.util.function.DoubleUnaryOperator;

/**
 * A distribution as a table of its quantile function, straight between points: sampled by one look-up, whatever it costs to
 * invert.
 *
 * <p>Points lie as floating-point numbers do, 64 to each halving of the distance to the nearer end, down to 2<sup>-44</sup>: as
 * fine in the tails as in the body. A draw closer to an end than that (6e-14) takes the last point's value.
 */
public final class QuantileTable {
    private static final int POINT_BITS = 6;
    private static final int SHIFT = 52 - POINT_BITS;
    private static final double NEAREST = 0x1p-44;
    private static final long FIRST = Double.doubleToRawLongBits(NEAREST) >>> SHIFT;
    private static final int POINTS = (int) ((Double.doubleToRawLongBits(0.5) >>> SHIFT) - FIRST) + 1;

    /** Quantiles by distance from 0, or at even steps from 0 to 1 if {@code upper} is empty. */
    private final double[] lower;

    /** Quantiles by distance from 1. */
    private final double[] upper;

    private QuantileTable(double[] lower, double[] upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /**
     * A log-normal distribution.
     *
     * @param median positive, any unit
     * @param sigma standard deviation of the logarithm, 0 to 4
     * @throws IllegalArgumentException if either is out of range
     */
    public static QuantileTable logNormal(double median, double sigma) {
        check(median > 0 && median < Double.POSITIVE_INFINITY, "median", "a positive number", median);
        check(sigma >= 0 && sigma <= 4, "sigma", "0 to 4", sigma);
        return tabulate(
                v -> median * StrictMath.exp(-sigma * Quantiles.normalAbove(v)),
                v -> median * StrictMath.exp(sigma * Quantiles.normalAbove(v)));
    }

    /** The standard normal distribution. */
    public static QuantileTable normal() {
        return tabulate(v -> -Quantiles.normalAbove(v), Quantiles::normalAbove);
    }

    /** The exponential distribution of mean 1. */
    public static QuantileTable exponential() {
        return tabulate(v -> -StrictMath.log1p(-v), v -> -StrictMath.log(v));
    }

    /**
     * The gamma distribution of mean 1: gaps of a renewal process with a coefficient of variation of 1/√shape.
     *
     * @param shape 1/64 to 64
     * @throws IllegalArgumentException if it is out of range
     */
    public static QuantileTable gamma(double shape) {
        check(shape >= 1.0 / 64 && shape <= 64, "shape", "1/64 to 64", shape);
        return tabulate(v -> Quantiles.gammaBelow(shape, v) / shape, v -> Quantiles.gammaAbove(shape, v) / shape);
    }

    /**
     * A distribution given by quantiles at even steps of probability from 0, the least value, to 1, the greatest.
     *
     * @param sortedQuantiles two or more finite numbers, never falling
     * @throws IllegalArgumentException if they are not
     */
    public static QuantileTable of(double[] sortedQuantiles) {
        check(sortedQuantiles.length >= 2, "quantiles", "two or more", sortedQuantiles.length);
        for (int i = 0; i < sortedQuantiles.length; i++) {
            double q = sortedQuantiles[i];
            check(Double.isFinite(q), "quantiles", "finite numbers", q);
            check(i == 0 || q >= sortedQuantiles[i - 1], "quantiles", "never falling values", q);
        }
        return new QuantileTable(sortedQuantiles.clone(), new double[0]);
    }

    /** The quantile of a probability in [0, 1]. */
    public double at(double u) {
        if (upper.length == 0) {
            double x = u * (lower.length - 1);
            int i = Math.min((int) x, lower.length - 2);
            return lower[i] + (x - i) * (lower[i + 1] - lower[i]);
        }
        return u < 0.5 ? at(u, lower) : at(1 - u, upper);
    }

    /** The draw that a hash makes. */
    public double sample(long hash) {
        return at(Hash.openUnit(hash));
    }

    /** Exponent and leading bits of the distance number the point; the bits after them say how far it is to the next. */
    private static double at(double distance, double[] points) {
        long bits = Double.doubleToRawLongBits(distance);
        int i = (int) ((bits >>> SHIFT) - FIRST);
        if (i < 0) {
            return points[0];
        }
        double fraction = (bits & ((1L << SHIFT) - 1)) * (1.0 / (1L << SHIFT));
        return points[i] + fraction * (points[i + 1] - points[i]);
    }

    private static QuantileTable tabulate(DoubleUnaryOperator below, DoubleUnaryOperator above) {
        return new QuantileTable(points(below), points(above));
    }

    /** The quantile at each distance, and the last once more: distance 1/2 has no next point, and no way to go to it. */
    private static double[] points(DoubleUnaryOperator quantile) {
        double[] points = new double[POINTS + 1];
        for (int i = 0; i < POINTS; i++) {
            points[i] = quantile.applyAsDouble(Double.longBitsToDouble((FIRST + i) << SHIFT));
        }
        points[POINTS] = points[POINTS - 1];
        return points;
    }

    private static void check(boolean holds, String what, String need, double found) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": need " + need + ", found " + found);
        }
    }
}
