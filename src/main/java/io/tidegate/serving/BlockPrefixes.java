package io.tidegate.serving;

/**
 * The prompts that a replica keeps, as blocks that requests may share. A block is named by a hash of its tokens and of all before
 * them, so that a request can use the longest run of its first blocks that are there (Qin et al., "Mooncake: a
 * KVCache-centric disaggregated architecture for LLM serving", FAST 2025).
 *
 * <p>The blocks of a prompt are kept from its completion, the last first, so that a block is less recently used than those before it and
 * is evicted first, as in vLLM. Those that a request found are in use until it completes: they are there for others,
 * too, and neither expire nor are evicted. The replica counts the whole prompt of every request, so that a block in use by several counts several
 * times against the room for idle ones. Tiers, expiry and {@link #makeRoom} are those of {@link PrefixCache}, with a block for a prefix.
 */
public final class BlockPrefixes {
    private static final int ABSENT = -1;

    private final int blockTokens;
    private final PrefixCache idle;
    /** By block: the entry of an idle one, {@link #ABSENT} - n of one that n requests use. */
    private final LongIntMap places = new LongIntMap(ABSENT);

    private int reloaded;

    /**
     * An empty cache.
     *
     * @param kvTokens tokens of the whole KV cache, 0 or more
     * @param hostTokens tokens that fit into host memory, 0 or more
     * @param blockTokens tokens of a block, 1 or more; one that is not full takes as much room
     */
    public BlockPrefixes(long kvTokens, long hostTokens, int blockTokens) {
        if (blockTokens < 1) {
            throw new IllegalArgumentException("a block needs 1 or more tokens, not " + blockTokens);
        }
        this.blockTokens = blockTokens;
        this.idle = new PrefixCache(kvTokens, hostTokens, places::remove);
    }

    /**
     * How many of a prompt's first blocks are there. Changes nothing.
     *
     * @param blocks holds the blocks of the prompt, in order, from {@code from} on
     * @param from index of the first
     * @param count number of blocks, 0 or more
     * @param now seconds
     */
    public int find(long[] blocks, int from, int count, double now) {
        int run = 0;
        while (run < count && present(blocks[from + run], now)) {
            run++;
        }
        return run;
    }

    /**
     * Takes the blocks that {@link #find} would count for a request that arrives. They are pinned in HBM until {@link #release}
     * and in use until {@link #complete}.
     *
     * @return how many
     */
    public int claim(long[] blocks, int from, int count, double now) {
        reloaded = 0;
        int run = find(blocks, from, count, now);
        for (int i = from; i < from + run; i++) {
            int place = places.get(blocks[i]);
            if (place < ABSENT) {
                idle.pin(blockTokens);
                places.put(blocks[i], place - 1);
            } else {
                reloaded += idle.claim(place, blocks[i], now) == PrefixCache.Tier.HOST ? 1 : 0;
                places.put(blocks[i], ABSENT - 1);
            }
        }
        return run;
    }

    /** How many of the blocks claimed last were in host memory. */
    public int reloaded() {
        return reloaded;
    }

    /** Unpins blocks that were claimed: their request has started, and they count as active, or has been withdrawn. */
    public void release(int blocks) {
        idle.release(Math.multiplyExact(blocks, blockTokens));
    }

    /**
     * Keeps the blocks of a completed request. For one that was withdrawn {@code count} is {@code claimed}.
     *
     * @param claimed how many of the first blocks it had claimed, 0 to {@code count}
     * @param now seconds
     * @param timeToLive seconds after which they expire unless they are used, above 0; infinity for never
     * @throws IllegalStateException if a block was not in use, though it was claimed
     */
    public void complete(long[] blocks, int from, int count, int claimed, double now, double timeToLive) {
        for (int i = count - 1; i >= 0; i--) {
            long block = blocks[from + i];
            int place = places.get(block);
            if (i < claimed) {
                if (place >= ABSENT) {
                    throw new IllegalStateException("block " + block + " was claimed and is not in use");
                }
                place++;
            } else if (place > ABSENT) {
                idle.drop(place);
                place = ABSENT;
            }
            if (place < ABSENT) {
                places.put(block, place);
            } else {
                keep(block, now, timeToLive);
            }
        }
    }

    /** As {@link PrefixCache#makeRoom}. */
    public void makeRoom(long activePeak, double now) {
        idle.makeRoom(activePeak, now);
    }

    /** Tokens of a block. */
    public int blockTokens() {
        return blockTokens;
    }

    /** The idle blocks as prefixes, for their counters. */
    PrefixCache idle() {
        return idle;
    }

    /** Blocks that are idle or in use. */
    int size() {
        return places.size();
    }

    private boolean present(long block, double now) {
        int place = places.get(block);
        return place < ABSENT || (place > ABSENT && idle.find(place, block, now) != PrefixCache.Tier.MISS);
    }

    private void keep(long block, double now, double timeToLive) {
        int entry = idle.store(block, blockTokens, now, timeToLive);
        if (entry == PrefixCache.NONE) {
            places.remove(block);
        } else {
            places.put(block, entry);
        }
    }
}
