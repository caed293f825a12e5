package io.tidegate.measure;

import java.util.OptionalInt;

/**
 * Where a simulated series has lost the memory of its start: the truncation that minimises the standard error of what is left,
 * on means of five values each.
 *
 * <p>Source: K. P. White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997;
 * K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation", Winter
 * Simulation Conference 2000 (batches of five).
 */
public final class Mser5 {
    private static final int BATCH = 5;

    private Mser5() {}

    /**
     * How many leading values to drop, a multiple of five. Empty if the best truncation lies in the second half of the series, or
     * there are fewer than ten values: it is too short to tell.
     *
     * @param series successive values at even steps, raw or already means; an incomplete last five are not used
     */
    public static OptionalInt truncation(double[] series) {
        int batches = series.length / BATCH;
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        double mean = 0;
        double squares = 0;
        // Backwards, so that each truncation adds one batch to the mean and sum of squares (Welford) of the one after
        // it.
        for (int from = batches - 1; from >= 0; from--) {
            double batch = batchMean(series, from);
            int left = batches - from;
            double change = batch - mean;
            mean += change / left;
            squares += change * (batch - mean);
            // The last few batches can agree by chance: a truncation that leaves fewer than five is not considered.
            double error = squares / ((double) left * left);
            if (left >= Math.min(BATCH, batches) && error <= least) {
                least = error;
                best = from;
            }
        }
        return best < 0 || batches < 2 || best > batches / 2 ? OptionalInt.empty() : OptionalInt.of(best * BATCH);
    }

    private static double batchMean(double[] series, int batch) {
        double sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += series[batch * BATCH + i];
        }
        return sum / BATCH;
    }
}
