package io.tidegate.serving;

/** What the replicas of a pool have in common. */
public final class ReplicaModel {
    private final StepTime time;
    private final int tokenBudget;
    private final int maxBatch;
    private final long kvTokens;
    private final double[] decodeWatts;
    private final double prefillWatts;
    private final double idleWatts;

    /**
     * A model of replicas.
     *
     * @param time step times
     * @param tokenBudget most prefill tokens in a step, 1 or more
     * @param maxBatch most requests in a batch, prefilling or decoding, 1 or more
     * @param kvTokens tokens of KV cache, 1 or more
     * @param decodeWatts watts of one accelerator while it decodes, by number of decoding requests from 0; the last holds for
     *     all larger batches
     * @param prefillWatts watts of one accelerator while it prefills
     * @param idleWatts watts of one accelerator of an idle replica
     * @throws IllegalArgumentException if a number is below its range, or watts are missing, negative or not finite
     */
    public ReplicaModel(
            StepTime time,
            int tokenBudget,
            int maxBatch,
            long kvTokens,
            double[] decodeWatts,
            double prefillWatts,
            double idleWatts) {
        if (tokenBudget < 1 || maxBatch < 1 || kvTokens < 1) {
            throw new IllegalArgumentException("token budget, batch cap and KV tokens must be 1 or more, not "
                    + tokenBudget + ", " + maxBatch + ", " + kvTokens);
        }
        if (decodeWatts.length == 0) {
            throw new IllegalArgumentException("need the watts of at least one batch size");
        }
        for (double watts : decodeWatts) {
            checkWatts(watts);
        }
        this.time = time;
        this.tokenBudget = tokenBudget;
        this.maxBatch = maxBatch;
        this.kvTokens = kvTokens;
        this.decodeWatts = decodeWatts.clone();
        this.prefillWatts = checkWatts(prefillWatts);
        this.idleWatts = checkWatts(idleWatts);
    }

    private static double checkWatts(double watts) {
        if (!(watts >= 0 && watts < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("watts must be finite and 0 or more, not " + watts);
        }
        return watts;
    }

    /** Step times. */
    public StepTime time() {
        return time;
    }

    /** Most prefill tokens in a step. */
    public int tokenBudget() {
        return tokenBudget;
    }

    /** Most requests in a batch. */
    public int maxBatch() {
        return maxBatch;
    }

    /** Tokens of KV cache. */
    public long kvTokens() {
        return kvTokens;
    }

    /** Watts of one accelerator while {@code batch} requests (0 or more) decode. */
    public double decodeWatts(int batch) {
        return decodeWatts[Math.min(batch, decodeWatts.length - 1)];
    }

    /** Watts of one accelerator while it prefills. */
    public double prefillWatts() {
        return prefillWatts;
    }

    /** Watts of one accelerator of an idle replica. */
    public double idleWatts() {
        return idleWatts;
    }
}
