package io.tidegate.serving;

/** What every replica refuses. */
final class Requests {
    private Requests() {}

    /**
     * The tokens of prompt and answer together, of a request that arrives at {@code t} after {@code latest}.
     *
     * @throws IllegalArgumentException if it goes back in time, an argument is out of its range, or it does not fit the model
     */
    static int check(
            double t,
            double latest,
            int request,
            int priority,
            int cached,
            int prefill,
            int output,
            ReplicaModel model) {
        if (!(t >= latest && t < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "request " + request + " arrives at " + t + " s, but the replica was brought to " + latest + " s");
        }
        if (request < 0 || cached < 0 || prefill < 0 || output < 1) {
            throw new IllegalArgumentException("request " + request + ": cached and prefill must be 0 or more, output 1"
                    + " or more, not " + cached + ", " + prefill + ", " + output);
        }
        if (priority < 0 || priority >= Replica.PRIORITIES) {
            throw new IllegalArgumentException("the priority of request " + request + " must be 0 to "
                    + (Replica.PRIORITIES - 1) + ", not " + priority);
        }
        if (prefill == 0 && (cached == 0 || output < 2)) {
            throw new IllegalArgumentException("request " + request + ": without prefill, cached must be 1 or more and"
                    + " output 2 or more, not " + cached + ", " + output);
        }
        long prompt = (long) cached + prefill;
        long tokens = prompt + output;
        if (tokens > Integer.MAX_VALUE || !model.kv().holds(prompt, output)) {
            throw new IllegalArgumentException("request " + request + " of " + prompt + " + " + output
                    + " tokens never fits a KV cache of " + model.kv().tokens() + " tokens");
        }
        if (!model.fits(prompt, output)) {
            throw new IllegalArgumentException("the prompt of request " + request + " of " + prompt
                    + " tokens never fits a batch of " + model.batching().tokenBudget());
        }
        return (int) tokens;
    }

    /**
     * Refuses to cancel a request at {@code t}.
     *
     * @throws IllegalArgumentException if that is before {@code latest}, or not finite
     */
    static void checkCancel(double t, double latest, int request) {
        if (!(t >= latest && t < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("request " + request + " is cancelled at " + t
                    + " s, but the replica was brought to " + latest + " s");
        }
    }

    static void checkStretch(double compute, double memory) {
        if (!(compute > 0 && memory > 0) || Double.isInfinite(compute) || Double.isInfinite(memory)) {
            throw new IllegalArgumentException("stretch must be finite and above 0, not " + compute + ", " + memory);
        }
    }
}
