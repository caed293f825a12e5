package io.tidegate.bench;

import io.tidegate.fleet.Router;
import io.tidegate.random.Hash;
import io.tidegate.serving.PrefixCache;
import java.util.Arrays;

/**
 * What completed requests leave in the caches of their replicas. Either no request has to do with another, so that all is kept for nothing and
 * evicted again, or there are sessions that come back for what their last request left in the cache of its replica: about ten requests each, half a minute
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

    /** Holder and entry of a session without a prefix. */
    private static final long NOWHERE = (long) Router.NO_HOLDER << 32;

    private final PrefixCache[] caches;

    /** By session: its key, which is the session's number and which of those that had the number it is; then holder and entry. */
    private final long[] sessions;
    /** By handle of a request: the key of its session; then its tokens and those pinned for it. */
    private long[] requests;

    private int session;
    private int claimed;
    private long hits;

    private Prefixes(int replicas, long kvTokens, long hostTokens, int sessionCount, int handles) {
        requests = new long[2 * handles];
        caches = new PrefixCache[replicas];
        for (int i = 0; i < replicas; i++) {
            caches[i] = new PrefixCache(kvTokens, hostTokens);
        }
        sessions = new long[2 * sessionCount];
        clear();
    }

    /** Makes caches empty and sessions new. */
    void clear() {
        for (PrefixCache cache : caches) {
            cache.clear();
        }
        for (int i = 0; i < sessions.length; i += 2) {
            sessions[i] = i / 2;
            sessions[i + 1] = NOWHERE;
        }
    }

    /**
     * Empty caches of requests that have nothing to do with each other.
     *
     * @param replicas replicas with a cache each
     * @param kvTokens tokens of the KV cache of a replica
     */
    static Prefixes ofSingleRequests(int replicas, long kvTokens) {
        return new Prefixes(replicas, kvTokens, 0, 0, 0);
    }

    /**
     * Empty caches and new sessions.
     *
     * @param replicas replicas with a cache each
     * @param kvTokens tokens of the KV cache of a replica; host memory has room for as many
     * @param rate requests per second to all replicas
     * @param handles active requests for which there is room without growing
     */
    static Prefixes ofSessions(int replicas, long kvTokens, double rate, int handles) {
        int count = Integer.highestOneBit((int) (2 * RETURN * rate));
        return new Prefixes(replicas, kvTokens, kvTokens, count, handles);
    }

    /** Turns to the session of an arrival; returns the replica on which its last request ended, or {@link Router#NO_HOLDER}. */
    int holder(long arrival, long hash) {
        if (sessions.length == 0) {
            return Router.NO_HOLDER;
        }
        session = number(arrival);
        if (Hash.unit(Hash.combine(hash, REQUESTS)) * REQUESTS < 1) {
            sessions[2 * session] += count();
            sessions[2 * session + 1] = NOWHERE;
        }
        return holder(session);
    }

    /** The replica on which the last request ended of the session of an arrival to come, or {@link Router#NO_HOLDER}. */
    int holderOf(long arrival) {
        return sessions.length == 0 ? Router.NO_HOLDER : holder(number(arrival));
    }

    /** Reads the prefix of the session of an arrival to come; the figure means nothing. */
    long touchPrefix(long arrival) {
        if (sessions.length == 0) {
            return 0;
        }
        int of = number(arrival);
        int holder = holder(of);
        return holder == Router.NO_HOLDER
                ? 0
                : caches[holder].find(entry(of), sessions[2 * of], 0).ordinal();
    }

    /** Reads what storing and evicting at some replicas will need; the figure means nothing. */
    long touch(int[] ids, int count) {
        return PrefixCache.touch(caches, ids, count);
    }

    private int number(long arrival) {
        return (int) (arrival * STRIDE) & (count() - 1);
    }

    private int count() {
        return sessions.length / 2;
    }

    private int holder(int of) {
        return (int) (sessions[2 * of + 1] >> 32);
    }

    private int entry(int of) {
        return (int) sessions[2 * of + 1];
    }

    /** Whether the session's prefix is still at its holder. */
    boolean held(double now) {
        return caches[holder(session)].find(entry(session), sessions[2 * session], now) != PrefixCache.Tier.MISS;
    }

    /** Takes the session's prefix for a prompt that its holder gets: the tokens that need not be computed, all but one at most. */
    int claim(int prompt, double now) {
        PrefixCache cache = caches[holder(session)];
        claimed = cache.tokens(entry(session));
        cache.claim(entry(session), sessions[2 * session], now);
        hits++;
        return Math.min(claimed, prompt - 1);
    }

    /** A request of the session arrives, with what was claimed since the last. */
    void arrive(int request, int tokens) {
        if (2 * request >= requests.length) {
            requests = Arrays.copyOf(requests, 4 * request);
        }
        sessions[2 * session + 1] = NOWHERE;
        requests[2 * request] = sessions[2 * session];
        requests[2 * request + 1] = ((long) tokens << 32) | claimed;
        claimed = 0;
    }

    /** What a request claimed is active from now on. */
    void started(int request, int replica) {
        caches[replica].release((int) requests[2 * request + 1]);
    }

    /** Evicts what active requests leave no room for. */
    void makeRoom(int replica, long activePeak, double now) {
        caches[replica].makeRoom(activePeak, now);
    }

    /** Keeps what a request with that number leaves, which has to do with no other. */
    void keep(long arrival, int tokens, int replica, double now) {
        caches[replica].store(arrival, tokens, now, TIME_TO_LIVE);
    }

    /** Keeps what a completed request leaves, for its session if that still goes on. */
    void completed(int request, int replica, double now) {
        long key = requests[2 * request];
        int entry = caches[replica].store(key, (int) (requests[2 * request + 1] >> 32), now, TIME_TO_LIVE);
        int of = (int) key & (count() - 1);
        if (sessions[2 * of] == key) {
            sessions[2 * of + 1] = ((long) replica << 32) | (entry & 0xffffffffL);
        }
    }

    /** Requests that found a prefix. */
    long hits() {
        return hits;
    }
}
