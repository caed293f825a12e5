package io.tidegate.serving;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The prefixes that a replica keeps while no request uses them, in two tiers. HBM is what active requests leave: its size less
 * their tokens and less those pinned for requests that have not started. Where that is not enough, the least recently used prefix moves to
 * host memory, and what does not fit there is lost, least recently used first. Prefixes are kept and lost whole.
 *
 * <p>A prefix expires its time-to-live after its last use. Prefixes with the same time-to-live expire in the order in which they
 * were stored, so there is a list for each time-to-live; looking at their heads drops what has expired before anything live is
 * evicted, at the cost of one comparison for each of the few values in use.
 *
 * <p>Nothing is evicted except by {@link #makeRoom}. From one completion to the next the tokens of active requests and those pinned
 * only grow together, so to evict for their peak before anything else is asked leaves the prefixes that eviction at each step would have
 * left; only what expires in between makes its room sooner. Time does not go back: an earlier one counts as the latest so far.
 */
public final class PrefixCache extends PrefixTable {
    /** No entry. */
    public static final int NONE = PrefixTable.NONE;

    private static final int MISS = Tier.MISS.ordinal();
    private static final int HBM = Tier.HBM.ordinal();
    private static final int HOST = Tier.HOST.ordinal();

    private final long kvTokens;
    private final long hostCapacity;
    private final LongConsumer lost;

    /** Lists by tier, each least recently used first, with entries that are free as misses. */
    private static final int TIERS = 3;

    /** Of the lists that follow those by tier. */
    private double[] timesToLive = new double[0];

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
        super(TIERS);
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
        int entry = allocate();
        int life = life(timeToLive);
        set(entry, key, tokens, clock + timeToLive, life);
        append(BY_EXPIRY, TIERS + life, entry);
        enter(HBM, entry);
        return entry;
    }

    /**
     * Looks for a prefix and changes nothing.
     *
     * @param entry as returned by {@link #store}, which may long have been given to another prefix; or {@link #NONE}
     * @param key the key given then
     * @param now seconds
     */
    public Tier find(int entry, long key, double now) {
        boolean mine = entry >= 0 && entry < entries() && tier(entry) != MISS && key(entry) == key;
        if (!mine || Math.max(clock, now) >= expiry(entry)) {
            return Tier.MISS;
        }
        return tier(entry) == HBM ? Tier.HBM : Tier.HOST;
    }

    /** Tokens of a prefix that {@link #find} has found. */
    public int tokens(int entry) {
        return tokensOf(entry);
    }

    /**
     * Takes a prefix out for a request that has arrived. Its tokens are pinned in HBM until {@link #release}.
     *
     * @return where it was; after a miss nothing has changed
     */
    public Tier claim(int entry, long key, double now) {
        Tier tier = find(entry, key, now);
        if (tier != Tier.MISS) {
            pinned += tokensOf(entry);
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
            evict(first(HBM));
        }
    }

    /** Loses everything, pinned tokens included, as when the replica fails; the counters stay. */
    public void clear() {
        pinned = 0;
        for (int tier = HBM; tier <= HOST; tier++) {
            while (first(tier) != NONE) {
                lose(first(tier));
            }
        }
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
            figures += caches[ids[i]].touchEnds() + caches[ids[i]].timesToLive.length;
        }
        for (int i = 0; i < count; i++) {
            figures += caches[ids[i]].touchLast(HBM) + caches[ids[i]].touchLast(MISS) + caches[ids[i]].touchFirst(HBM);
        }
        for (int i = 0; i < count; i++) {
            figures += caches[ids[i]].touchSecond(HBM);
        }
        return figures;
    }

    /** Pins tokens beside those that are claimed. */
    void pin(int tokens) {
        pinned += tokens;
    }

    /** Takes out a prefix that {@link #find} has found, or that was not told lost. */
    void drop(int entry) {
        unlink(BY_EXPIRY, TIERS + life(entry), entry);
        leave(entry);
        append(BY_USE, MISS, entry);
        setTier(entry, MISS);
    }

    private void dropExpired() {
        for (int life = 0; life < timesToLive.length; life++) {
            for (int entry = first(TIERS + life);
                    entry != NONE && expiry(entry) <= clock;
                    entry = first(TIERS + life)) {
                lose(entry);
                expirations++;
            }
        }
    }

    private void evict(int entry) {
        evictions++;
        if (tokensOf(entry) > hostCapacity) {
            lose(entry);
            return;
        }
        leave(entry);
        enter(HOST, entry);
        while (hostTokens > hostCapacity) {
            lose(first(HOST));
            hostEvictions++;
        }
    }

    private void lose(int entry) {
        drop(entry);
        lost.accept(key(entry));
    }

    private void leave(int entry) {
        int tier = tier(entry);
        unlink(BY_USE, tier, entry);
        count(tier, -tokensOf(entry));
    }

    private void enter(int tier, int entry) {
        append(BY_USE, tier, entry);
        count(tier, tokensOf(entry));
        setTier(entry, tier);
    }

    private void count(int tier, int tokens) {
        if (tier == HBM) {
            hbmTokens += tokens;
        } else {
            hostTokens += tokens;
        }
    }

    private int allocate() {
        int entry = last(MISS);
        if (entry == NONE) {
            return addEntry();
        }
        unlink(BY_USE, MISS, entry);
        return entry;
    }

    private int life(double timeToLive) {
        for (int life = 0; life < timesToLive.length; life++) {
            if (timesToLive[life] == timeToLive) {
                return life;
            }
        }
        timesToLive = Arrays.copyOf(timesToLive, timesToLive.length + 1);
        timesToLive[timesToLive.length - 1] = timeToLive;
        addList();
        return timesToLive.length - 1;
    }
}
