package io.tidegate.serving;

/** Replicas of tests: chunked, with KV in blocks of one token and no watermark. */
final class Models {
    private Models() {}

    static ReplicaModel chunked(StepTime time, int budget, int cap, long kvTokens) {
        return chunked(time, budget, cap, kvTokens, StepPower.NONE);
    }

    static ReplicaModel chunked(StepTime time, int budget, int cap, long kvTokens, StepPower power) {
        KvCache kv = new KvCache(kvTokens, 1, 0);
        return new ReplicaModel(time, Batching.chunked(cap, budget), kv, 1, power, FittedRange.EVERYWHERE);
    }
}
