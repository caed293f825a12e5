package io.tidegate.serving;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rules of {@link BlockPrefixes} in plain code, for comparison: maps in order of use, and eviction whenever anything
 * changes. What has expired is dropped when room is needed.
 */
final class PlainBlocks {
    private final long kvTokens;
    private final long hostTokens;
    private final long blockTokens;
    /** Expiry of idle blocks, least recently used first. */
    private final Map<Long, Double> hbm = new LinkedHashMap<>();

    private final Map<Long, Double> host = new LinkedHashMap<>();
    /** Requests that use a block. */
    private final Map<Long, Integer> users = new HashMap<>();

    private long active;
    private long pinned;
    int reloaded;

    PlainBlocks(long kvTokens, long hostTokens, int blockTokens) {
        this.kvTokens = kvTokens;
        this.hostTokens = hostTokens;
        this.blockTokens = blockTokens;
    }

    /** First blocks of a prompt that are there; with what a use of them changes if {@code claim}. */
    int run(long[] blocks, double now, boolean claim) {
        int run = 0;
        reloaded = 0;
        for (long block : blocks) {
            boolean inHbm = hbm.getOrDefault(block, now) > now;
            boolean inHost = host.getOrDefault(block, now) > now;
            if (!users.containsKey(block) && !inHbm && !inHost) {
                break;
            }
            run++;
            if (claim) {
                reloaded += inHost ? 1 : 0;
                hbm.remove(block);
                host.remove(block);
                users.merge(block, 1, Integer::sum);
                pinned += blockTokens;
            }
        }
        settle(now);
        return run;
    }

    void activate(long more, int unpinnedBlocks, double now) {
        active += more;
        pinned -= unpinnedBlocks * blockTokens;
        settle(now);
    }

    void complete(long[] blocks, int claimed, double now, double timeToLive) {
        for (int i = 0; i < claimed; i++) {
            users.computeIfPresent(blocks[i], (block, n) -> n == 1 ? null : n - 1);
        }
        for (int i = blocks.length - 1; i >= 0; i--) {
            if (!users.containsKey(blocks[i])) {
                hbm.remove(blocks[i]);
                host.remove(blocks[i]);
                if (blockTokens <= kvTokens) {
                    hbm.put(blocks[i], now + timeToLive);
                }
            }
        }
        settle(now);
    }

    long hbmTokens() {
        return hbm.size() * blockTokens;
    }

    long hostTokens() {
        return host.size() * blockTokens;
    }

    private boolean crowded() {
        return !hbm.isEmpty() && hbmTokens() + active + pinned > kvTokens;
    }

    void settle(double now) {
        if (crowded()) {
            dropExpired(now);
        }
        while (crowded()) {
            Iterator<Map.Entry<Long, Double>> oldest = hbm.entrySet().iterator();
            Map.Entry<Long, Double> block = oldest.next();
            long key = block.getKey();
            double expiry = block.getValue();
            oldest.remove();
            if (blockTokens <= hostTokens) {
                host.put(key, expiry);
            }
            if (hostTokens() > hostTokens) {
                Iterator<Long> lost = host.keySet().iterator();
                lost.next();
                lost.remove();
            }
        }
    }

    void dropExpired(double now) {
        hbm.values().removeIf(expiry -> expiry <= now);
        host.values().removeIf(expiry -> expiry <= now);
    }
}
