package io.tidegate.bench;

import io.tidegate.serving.KvCache;

/** Agents' long prompts, of which most is cached: few requests, each of many steps. */
public class LongPromptBenchmark extends FleetBenchmark {
    private static final int REPLICAS = 30;
    /** Requests per second and replica. */
    private static final double LOAD = 0.4;
    /** About twice what is held on average. */
    private static final long KV_TOKENS = 2_500_000;

    @Override
    Fleet idle() {
        KvCache kv = KvCache.ofTokens(KV_TOKENS, Models.BLOCK_TOKENS);
        return new Fleet(REPLICAS, LOAD, Models.limited(kv), Traffic.agents());
    }
}
