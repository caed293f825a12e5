package io.tidegate.serving;

import java.util.ArrayList;
import java.util.List;

/** The rules of {@link PrefixCache} in plain code, for comparison: two lists, and eviction whenever anything changes. */
final class PlainPrefixes {
    private record Prefix(long key, int tokens, double expiry) {}

    private final long kvTokens;
    private final long hostTokens;
    private final List<Prefix> hbm = new ArrayList<>();
    private final List<Prefix> host = new ArrayList<>();
    private long active;
    private long pinned;
    int evicted;
    int hostEvicted;
    int expired;

    PlainPrefixes(long kvTokens, long hostTokens) {
        this.kvTokens = kvTokens;
        this.hostTokens = hostTokens;
    }

    /** Keys are of one prefix each. */
    void store(long key, int tokens, double now, double timeToLive) {
        if (tokens <= kvTokens) {
            hbm.add(new Prefix(key, tokens, now + timeToLive));
            settle(now);
        }
    }

    PrefixCache.Tier find(long key, double now) {
        if (hbm.stream().anyMatch(p -> p.key == key && p.expiry > now)) {
            return PrefixCache.Tier.HBM;
        }
        boolean inHost = host.stream().anyMatch(p -> p.key == key && p.expiry > now);
        return inHost ? PrefixCache.Tier.HOST : PrefixCache.Tier.MISS;
    }

    /** Tokens of the prefix, which is taken out and pinned, or 0. */
    int claim(long key, double now) {
        for (List<Prefix> tier : List.of(hbm, host)) {
            for (Prefix prefix : tier) {
                if (prefix.key == key && prefix.expiry > now) {
                    tier.remove(prefix);
                    pinned += prefix.tokens;
                    settle(now);
                    return prefix.tokens;
                }
            }
        }
        return 0;
    }

    /** Active requests hold so many tokens more, or fewer, and so many were unpinned for that. */
    void activate(long more, int unpinned, double now) {
        active += more;
        pinned -= unpinned;
        settle(now);
    }

    long hbmTokens() {
        return tokens(hbm);
    }

    long hostTokens() {
        return tokens(host);
    }

    void settle(double now) {
        for (List<Prefix> tier : List.of(hbm, host)) {
            int before = tier.size();
            tier.removeIf(p -> p.expiry <= now);
            expired += before - tier.size();
        }
        while (!hbm.isEmpty() && tokens(hbm) + active + pinned > kvTokens) {
            Prefix oldest = hbm.remove(0);
            evicted++;
            if (oldest.tokens <= hostTokens) {
                host.add(oldest);
            }
            while (tokens(host) > hostTokens) {
                host.remove(0);
                hostEvicted++;
            }
        }
    }

    private static long tokens(List<Prefix> tier) {
        long sum = 0;
        for (Prefix prefix : tier) {
            sum += prefix.tokens;
        }
        return sum;
    }
}
