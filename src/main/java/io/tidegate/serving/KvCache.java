package io.tidegate.serving;

/**
 * The KV cache of one replica, in blocks that are given out whole.
 *
 * @param blocks its size, 1 or more
 * @param blockTokens tokens of a block, 1 or more
 * @param watermark blocks that must stay free when a waiting request is let in, 0 to {@code blocks} - 1: room for those that run
 */
public record KvCache(long blocks, int blockTokens, long watermark) {
    /** Part of the blocks that stays free at admission unless something else is said: that of the reference pools. */
    public static final double WATERMARK_SHARE = 0.01;

    public KvCache {
        if (blocks < 1 || blockTokens < 1 || watermark < 0 || watermark >= blocks) {
            throw new IllegalArgumentException(
                    "a KV cache needs 1 or more blocks of 1 or more tokens and a watermark below its" + " blocks, not "
                            + blocks + ", " + blockTokens + ", " + watermark);
        }
    }

    /** A cache with the usual watermark, rounded down to blocks. */
    public static KvCache ofBlocks(long blocks, int blockTokens) {
        return new KvCache(blocks, blockTokens, (long) (WATERMARK_SHARE * blocks));
    }

    /** The whole blocks of a cache of some tokens, at least one, with the usual watermark. */
    public static KvCache ofTokens(long tokens, int blockTokens) {
        return ofBlocks(Math.max(1, tokens / blockTokens), blockTokens);
    }

    /** Tokens of all blocks. */
    public long tokens() {
        return blocks * blockTokens;
    }

    /** Blocks that some tokens (0 or more) take. */
    public long blocksFor(long tokens) {
        return (tokens + blockTokens - 1) / blockTokens;
    }

    /**
     * Whether a request of this length could be served, were it alone: it must still pass admission after a restart that lost
     * all but the last of its tokens, and find a free block in every step.
     */
    public boolean holds(long prompt, long output) {
        return prompt + output - 1 <= (blocks - Math.max(1, watermark)) * blockTokens;
    }
}
