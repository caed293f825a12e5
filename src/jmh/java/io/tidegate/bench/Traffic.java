package io.tidegate.bench;

import io.tidegate.random.QuantileTable;

/**
 * Arrivals of a Poisson process and the lengths of requests, from small tables by the bits of a hash: a draw costs next to
 * nothing beside what it is for.
 */
final class Traffic {
    /** Each table has this many quantiles at even steps. Bits 48 to 63 of a hash are left to the router. */
    private static final int ROWS = 1 << 12;

    private final double[] gaps = quantiles(QuantileTable.exponential());
    private final int[] prompts;
    private final int[] outputs;
    private final int[] cached;

    private Traffic(int[] prompts, int[] outputs, int[] cached) {
        this.prompts = prompts;
        this.outputs = outputs;
        this.cached = cached;
    }

    /** Chat and API: prompts of 1.5k tokens on average and answers of 540, log-normal; nothing known to be cached. */
    static Traffic mixed() {
        return new Traffic(
                tokens(QuantileTable.logNormal(910, 1), 1),
                tokens(QuantileTable.logNormal(360, 0.9), 2),
                new int[ROWS]);
    }

    /** Agents: prompts of 40k to 120k tokens of which 85 to 95 % are cached, answers of about 500. */
    static Traffic agents() {
        return new Traffic(
                tokens(QuantileTable.of(new double[] {40_000, 120_000}), 1),
                tokens(QuantileTable.logNormal(400, 0.67), 2),
                tokens(QuantileTable.of(new double[] {850, 950}), 0));
    }

    /** Gaps between arrivals, in means. */
    double gap(long hash) {
        return gaps[(int) hash & (ROWS - 1)];
    }

    int prompt(long hash) {
        return prompts[(int) (hash >>> 12) & (ROWS - 1)];
    }

    int output(long hash) {
        return outputs[(int) (hash >>> 24) & (ROWS - 1)];
    }

    /** Tokens of a prompt that are known to be cached. */
    int cached(long hash, int prompt) {
        return (int) ((long) prompt * cached[(int) (hash >>> 36) & (ROWS - 1)] / 1000);
    }

    /** Tokens of a prompt and its answer. */
    double meanContext() {
        return mean(prompts) + mean(outputs);
    }

    /** Tokens of a prompt that are not known to be cached. */
    double meanPrefill() {
        return mean(prompts) * (1 - mean(cached) / 1000);
    }

    double meanOutput() {
        return mean(outputs);
    }

    private static double mean(int[] values) {
        double sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double[] quantiles(QuantileTable table) {
        double[] values = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = table.at((i + 0.5) / ROWS);
        }
        return values;
    }

    private static int[] tokens(QuantileTable table, int least) {
        double[] values = quantiles(table);
        int[] tokens = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            tokens[i] = Math.max(least, (int) Math.round(values[i]));
        }
        return tokens;
    }
}
