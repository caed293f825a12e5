package io.tidegate.bench;

import io.tidegate.fleet.Router;
import io.tidegate.random.Hash;
import io.tidegate.serving.PrefixCache;
import java.util.Arrays;

/**
 * Sessions that come back for what their last request left in the cache of its replica: about ten requests each, half a minute
 * to a minute from one to the next. One that comes back while its last request is still served finds nothing.
 */
final class Prefixes {
    /** Seconds from one request of a session to the next, at least. */
    private static final double RETURN = 30;
    /** Seconds that an idle prefix is kept: as long as the slowest return. */
    private static final double TIME_TO_LIVE = 60;
    /** One request of so many is the first of a session. */
    private static final int REQUESTS = 10;
    /** Visits sessions in an order that no cache foresees. */
    private static final long STRIDE = 0x9E3779B1L;

    private final PrefixCache[] caches;

    // By session. Its key is the session's number and which of those that had the number it is.
    private final long[] keys;
    private final int[] holders;
    private final int[] entries;

    // By handle of a request.
    private long[] keyOf;
    private int[] tokensOf;
    private int[] pinnedOf;

    private int session;
    private int claimed;
    private long hits;

    /**
     * Empty caches and new sessions.
     *
     * @param replicas replicas with a cache each
     * @param kvTokens tokens of the KV cache of a replica; host memory has room for as many
     * @param rate requests per second to all replicas
     * @param handles active requests for which there is room without growing
     */
    Prefixes(int replicas, long kvTokens, double rate, int handles) {
        keyOf = new long[handles];
        tokensOf = new int[handles];
        pinnedOf = new int[handles];
        caches = new PrefixCache[replicas];
        for (int i = 0; i < replicas; i++) {
            caches[i] = new PrefixCache(kvTokens, kvTokens);
        }
        int sessions = Integer.highestOneBit((int) (2 * RETURN * rate));
        keys = new long[sessions];
        holders = new int[sessions];
        entries = new int[sessions];
        Arrays.setAll(keys, i -> i);
        Arrays.fill(holders, Router.NO_HOLDER);
    }

    /** Turns to the session of an arrival; returns the replica on which its last request ended, or {@link Router#NO_HOLDER}. */
    int holder(long arrival, long hash) {
        session = (int) (arrival * STRIDE) & (keys.length - 1);
        if (Hash.unit(Hash.combine(hash, REQUESTS)) * REQUESTS < 1) {
            keys[session] += keys.length;
            holders[session] = Router.NO_HOLDER;
        }
        return holders[session];
    }

    /** Whether the session's prefix is still at its holder. */
    boolean held(double now) {
        return caches[holders[session]].find(entries[session], keys[session], now) != PrefixCache.Tier.MISS;
    }

    /** Takes the session's prefix for a prompt that its holder gets: the tokens that need not be computed, all but one at most. */
    int claim(int prompt, double now) {
        PrefixCache cache = caches[holders[session]];
        claimed = cache.tokens(entries[session]);
        cache.claim(entries[session], keys[session], now);
        hits++;
        return Math.min(claimed, prompt - 1);
    }

    /** A request of the session arrives, with what was claimed since the last. */
    void arrive(int request, int tokens) {
        if (request >= keyOf.length) {
            int length = 2 * request;
            keyOf = Arrays.copyOf(keyOf, length);
            tokensOf = Arrays.copyOf(tokensOf, length);
            pinnedOf = Arrays.copyOf(pinnedOf, length);
        }
        holders[session] = Router.NO_HOLDER;
        keyOf[request] = keys[session];
        tokensOf[request] = tokens;
        pinnedOf[request] = claimed;
        claimed = 0;
    }

    /** What a request claimed is active from now on. */
    void started(int request, int replica) {
        caches[replica].release(pinnedOf[request]);
    }

    /** Evicts what active requests leave no room for. */
    void makeRoom(int replica, long activePeak, double now) {
        caches[replica].makeRoom(activePeak, now);
    }

    /** Keeps what a completed request leaves, for its session if that still goes on. */
    void completed(int request, int replica, double now) {
        int entry = caches[replica].store(keyOf[request], tokensOf[request], now, TIME_TO_LIVE);
        int of = (int) keyOf[request] & (keys.length - 1);
        if (keys[of] == keyOf[request]) {
            holders[of] = replica;
            entries[of] = entry;
        }
    }

    /** Requests that found a prefix. */
    long hits() {
        return hits;
    }
}
