package io.tidegate.bench;

import io.tidegate.serving.KvCache;
import org.openjdk.jmh.annotations.Param;

/** A KV cache that never fills must cost the same whatever its number of blocks. */
public class KvSizeBenchmark extends FleetBenchmark {
    private static final int REPLICAS = 100;
    /** Requests per second and replica that hold less than half of the smallest cache on average. */
    private static final double LOAD = 2;

    /** Blocks of 16 tokens. */
    @Param({"10000", "1000000", "100000000"})
    public long blocks;

    @Override
    Fleet idle() {
        KvCache kv = KvCache.ofBlocks(blocks, Models.BLOCK_TOKENS);
        return new Fleet(REPLICAS, LOAD, Models.limited(kv), Traffic.mixed());
    }
}
