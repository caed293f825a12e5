package io.tidegate.serving;

import static io.tidegate.serving.PrefixCache.Tier.HBM;
import static io.tidegate.serving.PrefixCache.Tier.HOST;
import static io.tidegate.serving.PrefixCache.Tier.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Idle prefixes: hand-written timelines, and random ones beside {@link PlainPrefixes}. */
class PrefixCacheTest {
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;

    @Test
    void keepsTheMostRecentBesideActiveRequests() {
        PrefixCache cache = new PrefixCache(100, 0);
        int a = cache.store(1, 40, 0, FOR_EVER);
        int b = cache.store(2, 30, 1, FOR_EVER);
        int c = cache.store(3, 20, 2, FOR_EVER);

        cache.makeRoom(10, 3);
        assertThat(List.of(cache.find(a, 1, 3), cache.find(b, 2, 3), cache.find(c, 3, 3)))
                .containsExactly(HBM, HBM, HBM);

        cache.makeRoom(11, 4);
        assertThat(List.of(cache.find(a, 1, 4), cache.find(b, 2, 4), cache.find(c, 3, 4)))
                .containsExactly(MISS, HBM, HBM);
        assertThat(cache.hbmTokens()).isEqualTo(50);
        assertThat(cache.evictions()).isOne();

        cache.makeRoom(100, 5);
        assertThat(cache.hbmTokens()).isZero();
    }

    @Test
    void whatLeavesHbmGoesToTheHostAndThenAway() {
        PrefixCache cache = new PrefixCache(100, 60);
        int a = cache.store(1, 40, 0, FOR_EVER);
        int b = cache.store(2, 30, 1, FOR_EVER);
        int c = cache.store(3, 20, 2, FOR_EVER);
        cache.makeRoom(20, 3);
        assertThat(cache.find(a, 1, 3)).isEqualTo(HOST);
        assertThat(cache.hostTokens()).isEqualTo(40);

        // b follows: 70 tokens do not fit into 60, so a goes.
        cache.makeRoom(60, 4);
        assertThat(List.of(cache.find(a, 1, 4), cache.find(b, 2, 4), cache.find(c, 3, 4)))
                .containsExactly(MISS, HOST, HBM);
        assertThat(cache.hostEvictions()).isOne();

        // Longer than the host: lost, and b stays there.
        int d = cache.store(4, 61, 5, FOR_EVER);
        cache.makeRoom(100, 6);
        assertThat(List.of(cache.find(b, 2, 6), cache.find(c, 3, 6), cache.find(d, 4, 6)))
                .containsExactly(HOST, HOST, MISS);
    }

    @Test
    void claimedTokensTakeRoomUntilReleased() {
        PrefixCache cache = new PrefixCache(100, 50);
        int a = cache.store(1, 50, 0, FOR_EVER);
        int b = cache.store(2, 40, 1, FOR_EVER);
        cache.makeRoom(30, 2);
        assertThat(cache.claim(a, 1, 2)).isEqualTo(HOST);
        assertThat(cache.pinnedTokens()).isEqualTo(50);
        assertThat(cache.claim(a, 1, 2)).isEqualTo(MISS);
        cache.makeRoom(10, 3);
        assertThat(cache.find(b, 2, 3)).isEqualTo(HBM);
        cache.makeRoom(11, 4);
        assertThat(cache.find(b, 2, 4)).isEqualTo(HOST);
        cache.release(50);
        assertThat(cache.pinnedTokens()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> cache.release(1));
    }

    @Test
    void expiresItsTimeToLiveAfterItsLastUse() {
        PrefixCache cache = new PrefixCache(100, 0);
        int a = cache.store(1, 10, 0, 300);
        assertThat(cache.find(a, 1, Math.nextDown(300.0))).isEqualTo(HBM);
        assertThat(cache.find(a, 1, 300)).isEqualTo(MISS);
        assertThat(cache.claim(a, 1, 299)).isEqualTo(HBM);
        int b = cache.store(1, 12, 310, 300);
        assertThat(cache.find(b, 1, 609)).isEqualTo(HBM);
        assertThat(cache.expirations()).isZero();
        cache.makeRoom(0, 610);
        assertThat(cache.expirations()).isOne();
        assertThat(cache.hbmTokens()).isZero();
    }

    @Test
    void whatHasExpiredGoesBeforeWhatIsOlder() {
        PrefixCache cache = new PrefixCache(100, 0);
        int hour = cache.store(1, 40, 0, 3600);
        int minutes = cache.store(2, 40, 1, 300);
        cache.makeRoom(60, 301);
        assertThat(cache.find(minutes, 2, 301)).isEqualTo(MISS);
        assertThat(cache.find(hour, 1, 301)).isEqualTo(HBM);
        assertThat(cache.evictions()).isZero();
    }

    @Test
    void noEntryIsGivenTwice() {
        PrefixCache cache = new PrefixCache(100, 0);
        int a = cache.store(1, 10, 0, FOR_EVER);
        assertThat(cache.claim(a, 1, 1)).isEqualTo(HBM);
        cache.release(10);
        int b = cache.store(2, 20, 2, FOR_EVER);
        assertThat(b).isNotEqualTo(a);
        assertThat(cache.find(a, 1, 3)).isEqualTo(MISS);
        assertThat(cache.find(a, 2, 3)).isEqualTo(MISS);
        assertThat(cache.find(b, 2, 3)).isEqualTo(HBM);
        assertThat(cache.tokens(b)).isEqualTo(20);
        assertThat(cache.find(PrefixCache.NONE, 2, 3)).isEqualTo(MISS);
    }

    /** One prefix stays while thousands that are stored behind it are taken out again: the log moves and does not grow. */
    @Test
    void findsWhatStaysBesideWhatGoes() {
        PrefixCache cache = new PrefixCache(1000, 0);
        int stays = cache.store(-1, 10, 0, FOR_EVER);
        int[] last = new int[7];
        for (int i = 0; i < 5000; i++) {
            int at = i % last.length;
            if (i >= last.length) {
                assertThat(cache.claim(last[at], at, i)).isEqualTo(HBM);
                cache.release(1);
                assertThat(cache.find(last[at], at, i)).isEqualTo(MISS);
            }
            last[at] = cache.store(at, 1, i, FOR_EVER);
            assertThat(cache.find(stays, -1, i)).isEqualTo(HBM);
            assertThat(cache.tokens(stays)).isEqualTo(10);
        }
    }

    @Test
    void refusesWhatCannotBe() {
        PrefixCache cache = new PrefixCache(100, 1000);
        assertThat(cache.store(1, 101, 0, FOR_EVER)).isEqualTo(PrefixCache.NONE);
        assertThatIllegalArgumentException().isThrownBy(() -> cache.store(1, 0, 0, FOR_EVER));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.store(1, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrefixCache(-1, 0));
    }

    @Test
    void losesAllWhenCleared() {
        PrefixCache cache = new PrefixCache(100, 100);
        int a = cache.store(1, 60, 0, FOR_EVER);
        int b = cache.store(2, 60, 0, 300);
        cache.makeRoom(0, 1);
        cache.claim(b, 2, 1);
        int c = cache.store(3, 30, 2, 300);
        cache.clear();
        assertThat(cache.hbmTokens() + cache.hostTokens() + cache.pinnedTokens())
                .isZero();
        assertThat(cache.find(a, 1, 2)).isEqualTo(MISS);
        assertThat(cache.find(c, 3, 2)).isEqualTo(MISS);
    }

    /** One prefix stored in a random timeline. */
    private record Stored(int entry, long key, int tokens) {}

    /** Everything changes in any order, with several times-to-live; room is made after each change, as the plain rules do. */
    @Test
    void equalsThePlainRulesInAnyOrder() {
        for (int seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long kv = random.nextLong(1, 200);
            long host = random.nextBoolean() ? 0 : random.nextLong(200);
            PrefixCache cache = new PrefixCache(kv, host);
            PlainPrefixes plain = new PlainPrefixes(kv, host);
            double[] lives = {5, 20, 1 + random.nextInt(60), FOR_EVER};
            List<Stored> all = new ArrayList<>();
            List<Integer> pins = new ArrayList<>();
            long active = 0;
            double now = 0;
            for (int step = 0; step < 60; step++) {
                now += random.nextInt(4);
                cache.makeRoom(active, now);
                plain.settle(now);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        int tokens = 1 + random.nextInt(60);
                        double life = lives[random.nextInt(lives.length)];
                        all.add(new Stored(cache.store(step, tokens, now, life), step, tokens));
                        plain.store(step, tokens, now, life);
                    }
                    case 2 -> {
                        if (!all.isEmpty()) {
                            Stored one = all.get(random.nextInt(all.size()));
                            PrefixCache.Tier tier = cache.claim(one.entry, one.key, now);
                            assertThat(plain.claim(one.key, now)).isEqualTo(tier == MISS ? 0 : one.tokens);
                            if (tier != MISS) {
                                pins.add(one.tokens);
                            }
                        }
                    }
                    case 3 -> {
                        if (!pins.isEmpty()) {
                            int tokens = pins.remove(random.nextInt(pins.size()));
                            cache.release(tokens);
                            plain.activate(0, tokens, now);
                        }
                    }
                    default -> {
                        long more = random.nextLong(-active, kv - active + 1);
                        active += more;
                        plain.activate(more, 0, now);
                    }
                }
                cache.makeRoom(active, now);
                same(seed, cache, plain, all, now);
            }
        }
    }

    /** Requests that claim, start, grow and complete; room is made only when one arrives or has completed, for the peak since. */
    @Test
    void evictingForThePeakEqualsEvictingAtEachStep() {
        for (int seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long kv = random.nextLong(50, 400);
            long host = random.nextBoolean() ? 0 : random.nextLong(200);
            PrefixCache cache = new PrefixCache(kv, host);
            PlainPrefixes plain = new PlainPrefixes(kv, host);
            List<Stored> all = new ArrayList<>();
            // Of each request: tokens that it claimed, and those that it holds, 0 before its start.
            List<int[]> requests = new ArrayList<>();
            long active = 0;
            long peak = 0;
            for (int step = 0; step < 100; step++) {
                int choice = random.nextInt(5);
                if (choice == 0) {
                    cache.makeRoom(peak, step);
                    peak = active;
                    same(seed, cache, plain, all, step);
                    int claimed = 0;
                    if (!all.isEmpty()) {
                        Stored one = all.get(random.nextInt(all.size()));
                        claimed = cache.claim(one.entry, one.key, step) == MISS ? 0 : one.tokens;
                        assertThat(plain.claim(one.key, step)).isEqualTo(claimed);
                    }
                    requests.add(new int[] {claimed, 0});
                } else if (!requests.isEmpty()) {
                    int[] request = requests.get(random.nextInt(requests.size()));
                    int growth = 1 + random.nextInt(20);
                    if (request[1] == 0) {
                        request[1] = request[0] + growth;
                        active += request[1];
                        cache.release(request[0]);
                        plain.activate(request[1], request[0], step);
                    } else if (choice == 1) {
                        cache.makeRoom(peak, step);
                        active -= request[1];
                        peak = active;
                        plain.activate(-request[1], 0, step);
                        all.add(new Stored(cache.store(step, request[1], step, FOR_EVER), step, request[1]));
                        plain.store(step, request[1], step, FOR_EVER);
                        requests.remove(request);
                    } else {
                        request[1] += growth;
                        active += growth;
                        plain.activate(growth, 0, step);
                    }
                    peak = Math.max(peak, active);
                }
            }
        }
    }

    private static void same(int seed, PrefixCache cache, PlainPrefixes plain, List<Stored> all, double now) {
        for (Stored one : all) {
            assertThat(cache.find(one.entry, one.key, now))
                    .as("seed %d, time %s, prefix %d", seed, now, one.key)
                    .isEqualTo(plain.find(one.key, now));
        }
        assertThat(List.of(
                        cache.hbmTokens(),
                        cache.hostTokens(),
                        cache.evictions(),
                        cache.hostEvictions(),
                        cache.expirations()))
                .as("seed %d, time %s", seed, now)
                .isEqualTo(List.of(
                        plain.hbmTokens(), plain.hostTokens(), (long) plain.evicted, (long) plain.hostEvicted, (long)
                                plain.expired));
    }
}
