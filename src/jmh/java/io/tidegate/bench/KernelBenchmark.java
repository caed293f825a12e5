package io.tidegate.bench;

import io.tidegate.serving.KvCache;
import org.openjdk.jmh.annotations.Param;

/**
 * Requests per core-second by size of the fleet, load and model: mixed traffic to the less loaded of two replicas. 5.5 requests
 * per second are about nine tenths of what a reduced replica can serve.
 */
public class KernelBenchmark extends FleetBenchmark {
    /** What replicas are limited by. */
    public enum Model {
        /** The batch cap alone. */
        REDUCED,
        /** Also the token budget of a step and the KV cache, in which what requests leave is kept as long as there is room. */
        COMPLETE,
        /** Complete replicas with host memory for prefixes, and sessions that return to the replica that holds theirs. */
        SESSIONS
    }

    /** KV cache of a complete replica, in tokens held on average: small enough to be full at times. */
    private static final double KV_SHARE = 1.25;
    /** Tokens; the longest request must fit. */
    private static final double LEAST_KV = 64_000;

    /** Replicas. */
    @Param({"100", "1000", "27500"})
    public int replicas;

    /** Requests per second and replica. */
    @Param({"0.5", "2", "3.64", "5.5"})
    public double load;

    /** What limits a replica. */
    @Param({"REDUCED", "COMPLETE", "SESSIONS"})
    public Model model = Model.REDUCED;

    @Override
    Fleet idle() {
        Traffic traffic = Traffic.mixed();
        if (model == Model.REDUCED) {
            return new Fleet(replicas, load, Models.unlimited(), traffic);
        }
        double kvTokens = Math.max(LEAST_KV, KV_SHARE * Models.meanBatch(traffic, load) * traffic.meanContext());
        KvCache kv = KvCache.ofTokens((long) kvTokens, Models.BLOCK_TOKENS);
        Fleet.Reuse reuse = model == Model.COMPLETE ? Fleet.Reuse.KEPT : Fleet.Reuse.RETURNING;
        return new Fleet(replicas, load, Models.limited(kv), traffic, reuse);
    }
}
