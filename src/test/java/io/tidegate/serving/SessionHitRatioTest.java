package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.scenario.Catalog;
import io.tidegate.workload.SessionLibrary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prompt tokens read from cache by the recorded coding-agent sessions that ship with the product, one begun a minute, each answer in its
 * recorded time: the same to the token as by plain rules, and as the recorded gaps say where nothing is evicted.
 *
 * <p>A session keeps one prefix, as long as its longest prompt and answer so far.
 */
class SessionHitRatioTest {
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;
    private static final double MINUTES = 300;
    private static final double HOUR = 3600;
    private static final long UNLIMITED = 1L << 40;
    private static final long[] LADDER = {2_000_000, 4_000_000, 6_000_000, 8_000_000, 12_000_000, 20_000_000, UNLIMITED
    };

    private static final SessionLibrary LIBRARY = Catalog.sessions();
    private static final List<Event> EVENTS = events();

    /** A request arrives, or completes; at one time completions come first, and both in order of the library. */
    private record Event(double time, boolean arrives, int session, int request) {}

    private static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (int s = 0; s < LIBRARY.sessions(); s++) {
            double t = 60.0 * s;
            for (int i = LIBRARY.first(s); i < LIBRARY.end(s); i++) {
                t += LIBRARY.gap(i);
                events.add(new Event(t, true, s, i));
                t += LIBRARY.apiSeconds(i);
                events.add(new Event(t, false, s, i));
            }
        }
        events.sort(Comparator.comparingDouble(Event::time)
                .thenComparing(Event::arrives)
                .thenComparing(Event::request));
        return events;
    }

    private static int context(int request) {
        return LIBRARY.input(request) + LIBRARY.output(request);
    }

    /** What is asked of a cache, by keys of one prefix each. */
    private interface Prefixes {
        /** Tokens of the prefix, which is taken out, or 0. */
        int claim(int key, double now);

        /** Active requests hold so many tokens more. */
        void activate(int more, int unpinned, double now);

        void store(int key, int tokens, double now);
    }

    private static final class Ours implements Prefixes {
        private final PrefixCache cache;
        private final double timeToLive;
        private final int[] entries = new int[LIBRARY.requests()];
        private long active;

        Ours(long kv, long host, double timeToLive) {
            this.cache = new PrefixCache(kv, host);
            this.timeToLive = timeToLive;
        }

        @Override
        public int claim(int key, double now) {
            cache.makeRoom(active, now);
            int entry = entries[key];
            boolean found = cache.find(entry, key, now) != PrefixCache.Tier.MISS;
            int there = found ? cache.tokens(entry) : 0;
            cache.claim(entry, key, now);
            cache.makeRoom(active, now);
            return there;
        }

        @Override
        public void activate(int more, int unpinned, double now) {
            active += more;
            cache.release(unpinned);
            cache.makeRoom(active, now);
        }

        @Override
        public void store(int key, int tokens, double now) {
            entries[key] = cache.store(key, tokens, now, timeToLive);
            cache.makeRoom(active, now);
        }
    }

    private static final class Plain implements Prefixes {
        private final PlainPrefixes cache;
        private final double timeToLive;

        Plain(long kv, long host, double timeToLive) {
            this.cache = new PlainPrefixes(kv, host);
            this.timeToLive = timeToLive;
        }

        @Override
        public int claim(int key, double now) {
            return cache.claim(key, now);
        }

        @Override
        public void activate(int more, int unpinned, double now) {
            cache.activate(more, unpinned, now);
        }

        @Override
        public void store(int key, int tokens, double now) {
            cache.store(key, tokens, now, timeToLive);
        }
    }

    /** Tokens read from the cache; each prefix has the number of the request that left it as its key. */
    private static long tokens(Prefixes cache) {
        int[] longest = new int[LIBRARY.sessions()];
        long sum = 0;
        for (Event event : EVENTS) {
            int s = event.session;
            int i = event.request;
            if (event.arrives) {
                int there = i == LIBRARY.first(s) ? 0 : cache.claim(i - 1, event.time);
                sum += Math.min(LIBRARY.cached(i), there);
                cache.activate(context(i), there, event.time);
            } else {
                cache.activate(-context(i), 0, event.time);
                longest[s] = Math.max(longest[s], context(i));
                cache.store(i, longest[s], event.time);
            }
        }
        return sum;
    }

    /** What the recorded gaps leave of the time-to-live, with the client's own prefix always there if {@code warm}. */
    private static long ideal(double timeToLive, boolean warm) {
        long sum = 0;
        for (int i = 0; i < LIBRARY.requests(); i++) {
            int there = LIBRARY.gap(i) < timeToLive ? LIBRARY.cached(i) : 0;
            sum += warm ? Math.max(there, LIBRARY.shared(i)) : there;
        }
        return sum;
    }

    private static double share(long tokens) {
        long prompts = 0;
        for (int i = 0; i < LIBRARY.requests(); i++) {
            prompts += LIBRARY.input(i);
        }
        return (double) tokens / prompts;
    }

    @Test
    void equalsTheGapsWhereNothingIsEvicted() {
        for (double timeToLive : new double[] {MINUTES, HOUR, FOR_EVER}) {
            assertThat(tokens(new Ours(UNLIMITED, 0, timeToLive))).isEqualTo(ideal(timeToLive, false));
        }
    }

    /** The shares that are published with the sessions. */
    @Test
    void theSharesAreThoseOfTheSessions() {
        assertThat(share(ideal(FOR_EVER, false))).isCloseTo(0.961, within(0.0005));
        assertThat(share(ideal(FOR_EVER, true))).isCloseTo(0.963, within(0.0005));
        assertThat(share(ideal(MINUTES, true))).isCloseTo(0.925, within(0.0005));
    }

    @Test
    void equalsThePlainRulesOnALadderOfSizes() {
        for (double timeToLive : new double[] {MINUTES, HOUR, FOR_EVER}) {
            for (int k = 0; k < LADDER.length - 1; k++) {
                long host = k % 2 == 0 ? 4_000_000 : 0;
                assertThat(tokens(new Ours(LADDER[k], host, timeToLive)))
                        .as("KV %d, host %d, time-to-live %s", LADDER[k], host, timeToLive)
                        .isEqualTo(tokens(new Plain(LADDER[k], host, timeToLive)));
            }
        }
    }

    @Test
    void moreRoomAndMoreTimeNeverReadLess() {
        for (long host : new long[] {0, 4_000_000, UNLIMITED}) {
            long[] shorter = new long[LADDER.length];
            for (double timeToLive : new double[] {MINUTES, HOUR, FOR_EVER}) {
                long smaller = 0;
                for (int k = 0; k < LADDER.length; k++) {
                    long tokens = tokens(new Ours(LADDER[k], host, timeToLive));
                    assertThat(tokens).isGreaterThanOrEqualTo(smaller).isGreaterThanOrEqualTo(shorter[k]);
                    smaller = tokens;
                    shorter[k] = tokens;
                }
            }
            assertThat(shorter[0]).isLessThan(host == UNLIMITED ? shorter[0] + 1 : shorter[LADDER.length - 1]);
        }
    }
}
