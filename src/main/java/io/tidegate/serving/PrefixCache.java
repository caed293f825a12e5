package io.tidegate.serving;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The prefixes that a replica keeps while no request uses them, in two tiers. HBM is what active requests leave: its size less
 * their tokens and less those pinned for requests that have not started. Where that is not enough, the least recently used prefix moves to
 * host memory, and what does not fit there is lost, least recently used first. Prefixes are kept and lost whole.
 *
 * <p>A prefix that is used is taken out, and what the request leaves is stored anew: the order in which prefixes are used is that in which they
 * were stored. Host memory hence holds the first of the log, and HBM the rest. Prefixes with the same time-to-live expire in that order, too; looking at the first of each
 * time-to-live drops what has expired before anything live is evicted, and nothing need be looked at before the soonest expires.
 *
 * <p>Nothing is evicted except by {@link #makeRoom}. From one completion to the next the tokens of active requests and those pinned
 * only grow together, so to evict for their peak before anything else is asked leaves the prefixes that eviction at each step would have
 * left; only what expires in between makes its room sooner. Time does not go back: an earlier one counts as the latest so far.
 */
public final class PrefixCache extends PrefixLog {
    /** No entry. */
    public static final int NONE = PrefixLog.NONE;

    private static final int HBM = Tier.HBM.ordinal();
    private static final int HOST = Tier.HOST.ordinal();

    private final long kvTokens;
    private final long hostCapacity;
    private final LongConsumer lost;

    /** Times-to-live in use, and for each a place before which none of its prefixes is. */
    private double[] timesToLive = new double[0];

    private int[] firsts = new int[0];
    /** A place before which nothing is in HBM. */
    private int firstInHbm;
    /** Nothing expires before it. */
    private double soonest = Double.POSITIVE_INFINITY;

    private long hbmTokens;
    private long hostTokens;
    private long pinned;
    private double clock = Double.NEGATIVE_INFINITY;
    private long evictions;
    private long hostEvictions;
    private long expirations;

    /** Where a prefix is. */
    public enum Tier {
        /** Nowhere: it was never stored, is in use, has expired or was evicted. */
        MISS,
        /** In the memory of the accelerator: it can be used at once. */
        HBM,
        /** In host memory: it must be loaded back. */
        HOST
    }

    /**
     * An empty cache.
     *
     * @param kvTokens tokens of the whole KV cache, 0 or more
     * @param hostTokens tokens that fit into host memory, 0 or more
     */
    public PrefixCache(long kvTokens, long hostTokens) {
        this(kvTokens, hostTokens, key -> {});
    }

    /** An empty cache that tells the key of each prefix that expires or is evicted from both tiers. */
    PrefixCache(long kvTokens, long hostTokens, LongConsumer lost) {
        if (kvTokens < 0 || hostTokens < 0) {
            throw new IllegalArgumentException(
                    "tokens of caches must be 0 or more, not " + kvTokens + ", " + hostTokens);
        }
        this.kvTokens = kvTokens;
        this.hostCapacity = hostTokens;
        this.lost = lost;
    }

    /**
     * Keeps a prefix that no request uses any more, as the most recently used in HBM; {@link #makeRoom} then evicts for it.
     *
     * @param key whose it is; several prefixes may have the same
     * @param tokens its length, 1 or more
     * @param now seconds
     * @param timeToLive seconds after which it expires unless it is used, above 0; infinity for never
     * @return its entry, 0 or more, or {@link #NONE} if it is longer than the KV cache
     */
    public int store(long key, int tokens, double now, double timeToLive) {
        if (tokens < 1 || !(timeToLive > 0)) {
            throw new IllegalArgumentException(
                    "a prefix needs 1 or more tokens and a time-to-live above 0, not " + tokens + ", " + timeToLive);
        }
        clock = Math.max(clock, now);
        if (tokens > kvTokens) {
            return NONE;
        }
        double expiry = clock + timeToLive;
        soonest = Math.min(soonest, expiry);
        hbmTokens += tokens;
        return append(key, tokens, expiry, life(timeToLive), HBM);
    }

    /**
     * Looks for a prefix and changes nothing.
     *
     * @param entry as returned by {@link #store}; or {@link #NONE}
     * @param key the key given then
     * @param now seconds
     */
    public Tier find(int entry, long key, double now) {
        int place = place(entry);
        if (place == NONE || tier(place) == GAP || key(place) != key || Math.max(clock, now) >= expiry(place)) {
            return Tier.MISS;
        }
        return tier(place) == HBM ? Tier.HBM : Tier.HOST;
    }

    /** Tokens of a prefix that {@link #find} has found. */
    public int tokens(int entry) {
        return tokensAt(place(entry));
    }

    /**
     * Takes a prefix out for a request that has arrived. Its tokens are pinned in HBM until {@link #release}.
     *
     * @return where it was; after a miss nothing has changed
     */
    public Tier claim(int entry, long key, double now) {
        Tier tier = find(entry, key, now);
        if (tier != Tier.MISS) {
            pinned += tokens(entry);
            drop(entry);
        }
        return tier;
    }

    /**
     * Unpins tokens that were claimed: the request has started, and they count as active, or has no use for them.
     *
     * @throws IllegalArgumentException if that is more than are pinned
     */
    public void release(int tokens) {
        if (tokens < 0 || tokens > pinned) {
            throw new IllegalArgumentException("cannot release " + tokens + " of " + pinned + " pinned tokens");
        }
        pinned -= tokens;
    }

    /**
     * Drops what has expired and evicts what does not fit beside active requests and pinned tokens. To be called before
     * {@link #store}, {@link #find} and {@link #claim}.
     *
     * @param activePeak the most tokens that active requests held since the last call, 0 or more
     * @param now seconds
     */
    public void makeRoom(long activePeak, double now) {
        clock = Math.max(clock, now);
        dropExpired();
        long room = Math.max(0, kvTokens - activePeak - pinned);
        while (hbmTokens > room) {
            evict();
        }
    }

    /** Loses everything, pinned tokens included, as when the replica fails; the counters stay. */
    public void clear() {
        pinned = 0;
        for (int place = from(0); place < end(); place = from(place)) {
            lose(place);
        }
        soonest = Double.POSITIVE_INFINITY;
    }

    /** Tokens of idle prefixes in HBM. */
    public long hbmTokens() {
        return hbmTokens;
    }

    /** Tokens of prefixes in host memory. */
    public long hostTokens() {
        return hostTokens;
    }

    /** Tokens claimed and not released. */
    public long pinnedTokens() {
        return pinned;
    }

    /** Prefixes that left HBM for want of room, so far. */
    public long evictions() {
        return evictions;
    }

    /** Prefixes that left host memory for want of room, so far. */
    public long hostEvictions() {
        return hostEvictions;
    }

    /** Prefixes that expired, so far, without those that were evicted first. */
    public long expirations() {
        return expirations;
    }

    /**
     * Reads what {@link #makeRoom} and {@link #store} will need at some caches, and changes nothing, as {@link LeapReplica#touch} does.
     *
     * @param caches those of a fleet
     * @param ids places of those to touch, in the first {@code count} cells
     * @return a figure without meaning, so that the reading cannot be left out
     */
    public static long touch(PrefixCache[] caches, int[] ids, int count) {
        long figures = 0;
        for (int i = 0; i < count; i++) {
            figures += caches[ids[i]].kvTokens + caches[ids[i]].expirations;
        }
        for (int i = 0; i < count; i++) {
            figures += caches[ids[i]].touchLog() + caches[ids[i]].timesToLive.length;
        }
        return figures;
    }

    /** Pins tokens beside those that are claimed. */
    void pin(int tokens) {
        pinned += tokens;
    }

    /** Takes out a prefix that {@link #find} has found, or that was not told lost. */
    void drop(int entry) {
        take(place(entry));
    }

    @Override
    void moved() {
        firstInHbm = 0;
        Arrays.fill(firsts, 0);
    }

    private void dropExpired() {
        if (clock < soonest) {
            return;
        }
        soonest = Double.POSITIVE_INFINITY;
        for (int life = 0; life < firsts.length; life++) {
            int place = from(firsts[life]);
            while (place < end() && (life(place) != life || expiry(place) <= clock)) {
                if (life(place) == life) {
                    lose(place);
                    expirations++;
                }
                place = from(place + 1);
            }
            firsts[life] = place;
            soonest = place < end() ? Math.min(soonest, expiry(place)) : soonest;
        }
    }

    /** Evicts the least recently used prefix in HBM. */
    private void evict() {
        int place = from(firstInHbm);
        while (tier(place) != HBM) {
            place = from(place + 1);
        }
        firstInHbm = place + 1;
        evictions++;
        int tokens = tokensAt(place);
        if (tokens > hostCapacity) {
            lose(place);
            return;
        }
        hbmTokens -= tokens;
        hostTokens += tokens;
        setTier(place, HOST);
        while (hostTokens > hostCapacity) {
            lose(from(0));
            hostEvictions++;
        }
    }

    private void lose(int place) {
        long key = key(place);
        take(place);
        lost.accept(key);
    }

    private void take(int place) {
        if (tier(place) == HBM) {
            hbmTokens -= tokensAt(place);
        } else {
            hostTokens -= tokensAt(place);
        }
        remove(place);
    }

    private int life(double timeToLive) {
        for (int life = 0; life < timesToLive.length; life++) {
            if (timesToLive[life] == timeToLive) {
                return life;
            }
        }
        int life = timesToLive.length;
        timesToLive = Arrays.copyOf(timesToLive, life + 1);
        timesToLive[life] = timeToLive;
        firsts = Arrays.copyOf(firsts, life + 1);
        return life;
    }
}
