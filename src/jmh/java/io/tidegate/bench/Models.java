package io.tidegate.bench;

import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;

/** The replicas that are measured. A step takes 20 ms, 0.1 ms per decoding request, 40 ns per token held and 20 µs per prefill token. */
final class Models {
    static final int MAX_BATCH = 256;
    static final int BLOCK_TOKENS = 16;
    private static final int TOKEN_BUDGET = 2048;
    private static final StepLaw LAW = new StepLaw(20e-3, 0.1e-3, 4e-8, 2e-5, 0, 0, 0, 1, 1, 1);

    private Models() {}

    /** Neither the budget of a step nor the KV cache ever limits anything. */
    static ReplicaModel unlimited() {
        return model(Batching.chunked(MAX_BATCH, 1 << 28), KvCache.ofBlocks(1L << 40, BLOCK_TOKENS));
    }

    /** Prompts are computed in chunks, and requests hold blocks of a KV cache. */
    static ReplicaModel limited(KvCache kv) {
        return model(Batching.chunked(MAX_BATCH, TOKEN_BUDGET), kv);
    }

    /**
     * Decoding requests on average, from the balance of a steady state: a share {@code load·cP·prefill} of the time computes
     * prompts, in the rest each of the batch gets a token per step.
     *
     * @param load requests per second of one replica, below what it can serve
     */
    static double meanBatch(Traffic traffic, double load) {
        double perToken = (1 - load * LAW.cP() * traffic.meanPrefill()) / (load * traffic.meanOutput());
        return LAW.c0() / (perToken - LAW.cB() - LAW.cK() * traffic.meanContext());
    }

    private static ReplicaModel model(Batching batching, KvCache kv) {
        return new ReplicaModel(new StepTime(LAW), batching, kv, 1, StepPower.NONE, FittedRange.EVERYWHERE);
    }
}
