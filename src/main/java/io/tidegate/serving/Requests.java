package io.tidegate.serving;

/** What every replica refuses. */
final class Requests {
    private Requests() {}

    /** The tokens of prompt and answer together, of a request that arrives at {@code t} after {@code latest}. */
    static int check(double t, double latest, int request, int cached, int prefill, int output, long kvTokens) {
        if (!(t >= latest && t < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "request " + request + " arrives at " + t + " s, but the replica was brought to " + latest + " s");
        }
        if (request < 0 || cached < 0 || prefill < 1 || output < 1) {
            throw new IllegalArgumentException("request " + request + ": cached must be 0 or more, prefill and output 1"
                    + " or more, not " + cached + ", " + prefill + ", " + output);
        }
        long kv = (long) cached + prefill + output;
        if (kv > kvTokens || kv > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "request " + request + " of " + kv + " tokens never fits a KV cache of " + kvTokens);
        }
        return (int) kv;
    }

    static void checkStretch(double compute, double memory) {
        if (!(compute > 0 && memory > 0) || Double.isInfinite(compute) || Double.isInfinite(memory)) {
            throw new IllegalArgumentException("stretch must be finite and above 0, not " + compute + ", " + memory);
        }
    }
}
