package io.tidegate.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * How evenly amounts are spread over people: counts and sums in bins of the amount's logarithm, so that those of many cells merge by
 * addition.
 *
 * <p>Jain's index and the mean are exact. The Gini coefficient and the Lorenz curve take each bin at its own mean, which makes the
 * points of the curve between bins exact and the coefficient too small by at most {@link #giniError()}: bins do not overlap, so the
 * coefficient is the one between bins plus, for each bin, its own times its shares of people and of the sum; and values of which
 * none is more than r times another have at most (√r - 1)/(√r + 1).
 *
 * <p>Sources: R. Jain, D. Chiu, W. Hawe, DEC-TR-301 (1984); J. L. Gastwirth, "The Estimation of the Lorenz Curve and Gini Index",
 * Review of Economics and Statistics 54 (1972).
 */
public final class Inequality {
    private static final int BINS_PER_OCTAVE = 16;
    private static final int OCTAVES = 40;
    /** Below 1, then bins of equal ratio up to 2 to the 40th, and what is above. Zeros are the first of all. */
    private static final int BINS = 2 + BINS_PER_OCTAVE * OCTAVES + 1;

    private static final double ROOT = StrictMath.pow(2, 0.5 / BINS_PER_OCTAVE);
    private static final double WITHIN = (ROOT - 1) / (ROOT + 1);

    private final long[] counts = new long[BINS];
    private final double[] sums = new double[BINS];
    private long count;
    private double squares;

    /**
     * Counts one person's amount.
     *
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public void add(double amount) {
        if (!(amount >= 0)) {
            throw new IllegalArgumentException("amount: need 0 or more, found " + amount);
        }
        int bin = bin(amount);
        counts[bin]++;
        sums[bin] += amount;
        count++;
        squares += amount * amount;
    }

    private static int bin(double amount) {
        if (amount < 1) {
            return amount == 0 ? 0 : 1;
        }
        double octaves = StrictMath.log(amount) / StrictMath.log(2);
        return (int) Math.min(BINS - 1, 2 + Math.floor(octaves * BINS_PER_OCTAVE));
    }

    /** Adds what another has counted. Rounding depends on the order of merging: merge in a fixed one. */
    public void merge(Inequality other) {
        for (int b = 0; b < BINS; b++) {
            counts[b] += other.counts[b];
            sums[b] += other.sums[b];
        }
        count += other.count;
        squares += other.squares;
    }

    /** People counted. */
    public long count() {
        return count;
    }

    /** Sum of their amounts. */
    public double sum() {
        double sum = 0;
        for (double each : sums) {
            sum += each;
        }
        return sum;
    }

    /** Jain's index, (Σx)²/(n·Σx²): 1 where all have the same, 1/n where one has all; NaN where there is nothing. */
    public double jain() {
        double sum = sum();
        return sum > 0 ? sum * sum / (count * squares) : Double.NaN;
    }

    /** The Gini coefficient, 0 where all have the same, up to 1; NaN where there is nothing. */
    public double gini() {
        double total = sum();
        double below = 0;
        double twice = 0;
        for (int b = 0; b < BINS; b++) {
            twice += counts[b] * (2 * below + sums[b]);
            below += sums[b];
        }
        return total > 0 ? 1 - twice / (count * total) : Double.NaN;
    }

    /** By how much the Gini coefficient may be too small for want of what differs within bins. */
    public double giniError() {
        double total = sum();
        double error = 0;
        for (int b = 1; b < BINS; b++) {
            double most = b == 1 || b == BINS - 1 ? 1 : WITHIN;
            error += most * counts[b] * sums[b];
        }
        return total > 0 ? error / (count * total) : Double.NaN;
    }

    /** The share of the sum that the greatest amounts make up, those of a share {@code people}, 0 to 1, of all. */
    public double topShare(double people) {
        double total = sum();
        double left = people * count;
        double sum = 0;
        for (int b = BINS - 1; b >= 0 && left > 0; b--) {
            double taken = counts[b] == 0 ? 0 : Math.min(1, left / counts[b]);
            sum += taken * sums[b];
            left -= counts[b];
        }
        return total > 0 ? sum / total : Double.NaN;
    }

    /**
     * The Lorenz curve: pairs of the share of people, from the least amount on, and of their share of the sum, from (0, 0) to (1, 1).
     *
     * @param points into how many steps the unit square's sides are divided, 1 or more; a bin gives a pair where one is crossed
     */
    public List<double[]> lorenz(int points) {
        List<double[]> pairs = new ArrayList<>();
        double total = sum();
        if (!(total > 0)) {
            return pairs;
        }
        pairs.add(new double[] {0, 0});
        long people = 0;
        double amount = 0;
        for (int b = 0; b < BINS && people < count; b++) {
            people += counts[b];
            amount += sums[b];
            double[] last = pairs.get(pairs.size() - 1);
            double across = (double) people / count;
            double up = people == count ? 1 : amount / total;
            if (people == count
                    || Math.floor(across * points) > Math.floor(last[0] * points)
                    || Math.floor(up * points) > Math.floor(last[1] * points)) {
                pairs.add(new double[] {across, up});
            }
        }
        return pairs;
    }
}
