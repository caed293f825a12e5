package io.tidegate.random;

/**
 * A finite distribution, sampled in constant time from one hash: Walker's alias method with Vose's construction.
 *
 * <p>Source: M. D. Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE Transactions on
 * Software Engineering 17(9), 1991.
 */
public final class AliasTable {
    private final double[] keep;
    private final int[] alias;

    /**
     * A distribution proportional to the weights.
     *
     * @param weights finite, 0 or more, not all 0; an index of weight 0 is never drawn
     * @throws IllegalArgumentException if a weight is negative or not finite, or none is positive
     */
    public AliasTable(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("weights: each must be 0 or more, found " + weight);
            }
            sum += weight;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights: need a positive, finite sum, found " + sum);
        }
        keep = new double[weights.length];
        alias = new int[weights.length];
        fill(weights, sum);
    }

    /** Fills each column up to height 1: an index below it takes what it lacks from one that is above. */
    private void fill(double[] weights, double sum) {
        int n = weights.length;
        int[] below = new int[n];
        int[] above = new int[n];
        int belows = 0;
        int aboves = 0;
        for (int i = 0; i < n; i++) {
            keep[i] = weights[i] / sum * n;
            alias[i] = i;
            if (keep[i] < 1) {
                below[belows++] = i;
            } else {
                above[aboves++] = i;
            }
        }
        while (belows > 0 && aboves > 0) {
            int poor = below[--belows];
            int rich = above[aboves - 1];
            alias[poor] = rich;
            keep[rich] = (keep[rich] + keep[poor]) - 1;
            if (keep[rich] < 1) {
                aboves--;
                below[belows++] = rich;
            }
        }
        // What is left differs from 1 by rounding only.
        while (belows > 0) {
            keep[below[--belows]] = 1;
        }
        while (aboves > 0) {
            keep[above[--aboves]] = 1;
        }
    }

    /** Number of indices, drawn or not. */
    public int size() {
        return keep.length;
    }

    /** The index, 0 to size - 1, that a hash draws. */
    public int sample(long hash) {
        // The 128-bit product of a 64-bit fraction and the size: its high word is the column, its low word the place in
        // it.
        long fraction = hash >>> 1;
        long columns = 2L * keep.length;
        int column = (int) Math.multiplyHigh(fraction, columns);
        double place = Hash.unit(fraction * columns);
        return place < keep[column] ? column : alias[column];
    }

    /** The probability with which the table draws an index: its weight over the sum of the weights, up to rounding. */
    public double probability(int i) {
        double columns = keep[i];
        for (int j = 0; j < alias.length; j++) {
            if (alias[j] == i && j != i) {
                columns += 1 - keep[j];
            }
        }
        return columns / keep.length;
    }
}
