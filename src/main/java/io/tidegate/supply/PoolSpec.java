package io.tidegate.supply;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Replicas of one kind at one site.
 *
 * @param name the pool
 * @param site where
 * @param model the model class it serves
 * @param accelerator on what
 * @param profile how fast
 * @param gpus accelerators of one replica; a multiple of the profile's stands for a larger model at the same step time
 * @param replicas replicas in the whole fleet
 * @param blockTokens tokens of a block of the KV cache
 * @param watermark share of the blocks that stays free when a waiting request is let in
 * @param hostCache tokens of idle prefixes that a replica's hosts keep in their memory; 0 for none
 * @param reload tokens per second that a replica reads back from there; above 0 if it keeps any
 * @param role what its replicas do
 * @param transfer seconds until the KV of a computed prompt begins to arrive at another replica; of pools that only prefill
 * @param transferRate tokens per second at which it does; above 0 for pools that only prefill
 */
public record PoolSpec(
        String name,
        String site,
        String model,
        String accelerator,
        String profile,
        @Unit(value = Dimension.COUNT, min = 1) int gpus,
        @Unit(value = Dimension.COUNT) int replicas,

        @Default("16") @Unit(value = Dimension.TOKENS, min = 1, max = 65_536)
        int blockTokens,

        @Default("1 %") @Unit(value = Dimension.SHARE, max = 0.5)
        double watermark,

        @Default("0") @Unit(Dimension.TOKENS) long hostCache,
        @Default("0") @Unit(Dimension.TOKEN_RATE) double reload,
        @Default("both") Role role,

        @Default("0 s") @Unit(value = Dimension.TIME, max = 60)
        double transfer,

        @Default("0") @Unit(Dimension.TOKEN_RATE) double transferRate) {
    private static final int BLOCK_TOKENS = 16;
    private static final double WATERMARK = 0.01;

    /** What replicas do. */
    public enum Role {
        /** Both phases of a request, in one batch. */
        BOTH,
        /** Prompts and first tokens; answers go on in pools that decode. */
        PREFILL,
        /** Answers from the second token on. */
        DECODE
    }

    /** A pool with the defaults for the rest. */
    public PoolSpec(
            String name, String site, String model, String accelerator, String profile, int gpus, int replicas) {
        this(name, site, model, accelerator, profile, gpus, replicas, BLOCK_TOKENS, WATERMARK, 0, 0, Role.BOTH, 0, 0);
    }
}
