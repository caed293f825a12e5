package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.PRO;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.fleet.RouterSpec.Kind;
import io.tidegate.supply.PrefixCaching;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prefixes that stay on the replica which computed them, against what must hold without looking at how they are kept. */
class PrefixCachingTest {
    /** From an empty cell on, so that no session began before there were caches. */
    private static final PhaseSpan SPAN = SmallFleet.span(0, 0, 2 * HOUR);

    private static final long ENDLESS = 1L << 40;

    private static SmallFleet perReplica() {
        SmallFleet small = new SmallFleet();
        small.agents = 0;
        small.caching = PrefixCaching.PER_REPLICA;
        small.kvTokens = ENDLESS;
        small.chatRequests = 200;
        return small;
    }

    private static long uses(CellOutcome out, PrefixUse use) {
        return Arrays.stream(out.prefixes).mapToLong(row -> row[use.ordinal()]).sum();
    }

    private static String stamps(CellOutcome out) {
        StringBuilder text = new StringBuilder();
        for (int p = 0; p < 4; p++) {
            text.append(out.served[p])
                    .append(' ')
                    .append(out.cachedTokens[p])
                    .append(' ')
                    .append(out.inputTokens[p]);
            for (int m = 0; m < 2; m++) {
                for (var histogram : List.of(out.wait(p, m), out.ttft(p, m), out.tpot(p, m))) {
                    text.append(' ').append(histogram.count());
                    text.append(' ').append(histogram.count() == 0 ? 0 : histogram.mean());
                }
            }
            text.append(Arrays.toString(out.prefixes[p])).append('\n');
        }
        return text.toString();
    }

    /** With one replica of each class and memory without an end, only the time-to-live is left: what the ideal cache knows. */
    @Test
    void oneReplicaWithoutEndIsTheIdealCache() {
        for (long seed = 1; seed <= 3; seed++) {
            SmallFleet small = perReplica().withSeed(seed);
            small.opusReplicas = 1;
            small.haikuReplicas = 1;
            small.maxBatch = 1000;
            CellOutcome out = small.run(SPAN);
            small.caching = PrefixCaching.IDEAL;
            CellOutcome ideal = small.run(SPAN);
            assertThat(uses(out, PrefixUse.HBM)).isGreaterThan(500);
            assertThat(uses(out, PrefixUse.EXPIRED)).isGreaterThan(20);
            assertThat(uses(out, PrefixUse.HOST) + uses(out, PrefixUse.EVICTED) + uses(out, PrefixUse.ELSEWHERE))
                    .isZero();
            assertThat(uses(ideal, PrefixUse.NONE))
                    .isEqualTo(Arrays.stream(ideal.served).sum());
            for (int p = FREE; p <= LARGE; p++) {
                out.prefixes[p] = ideal.prefixes[p];
            }
            assertThat(stamps(out)).isEqualTo(stamps(ideal));
        }
    }

    /** Only a router that knows the holder finds it more often than by chance. */
    @Test
    void affinityFindsWhatChanceDoesNot() {
        SmallFleet small = perReplica();
        small.router = new RouterSpec(Kind.AFFINITY, 2, 1e9);
        CellOutcome near = small.run(SPAN);
        assertThat(uses(near, PrefixUse.HBM)).isGreaterThan(500);
        assertThat(uses(near, PrefixUse.ELSEWHERE) + uses(near, PrefixUse.EVICTED))
                .isZero();
        small.router = new RouterSpec(Kind.RANDOM, 1, 0);
        CellOutcome random = small.run(SPAN);
        double hits = uses(random, PrefixUse.HBM);
        double n = hits + uses(random, PrefixUse.ELSEWHERE);
        // Four replicas of each class: binomial, wrong with probability 0.001.
        assertThat(hits / n).isBetween(0.25 - 3.3 * Math.sqrt(0.1875 / n), 0.25 + 3.3 * Math.sqrt(0.1875 / n));
        assertThat(n).isGreaterThan(500);
    }

    /** The less memory, the more is evicted; with a host's memory behind it, nothing is lost but comes later. */
    @Test
    void littleMemoryEvictsAndAHostKeeps() {
        SmallFleet small = perReplica();
        small.router = new RouterSpec(Kind.AFFINITY, 2, 1e9);
        small.opusReplicas = 1;
        small.haikuReplicas = 1;
        small.codingSessions = 20;
        double before = 1;
        for (long tokens : List.of(ENDLESS, 100_000L, 70_000L)) {
            small.kvTokens = tokens;
            CellOutcome out = small.run(SPAN);
            double hits = uses(out, PrefixUse.HBM);
            double share = hits / (hits + uses(out, PrefixUse.EVICTED));
            assertThat(share).as("%d tokens", tokens).isLessThanOrEqualTo(before - (tokens == ENDLESS ? 0 : 0.05));
            assertThat(uses(out, PrefixUse.HOST)).isZero();
            before = share;
        }
        small.hostTokens = ENDLESS;
        CellOutcome kept = small.run(SPAN);
        assertThat(uses(kept, PrefixUse.EVICTED) + uses(kept, PrefixUse.ELSEWHERE))
                .isZero();
        assertThat(uses(kept, PrefixUse.HOST)).isGreaterThan(100);
        small.reload = 10_000;
        CellOutcome slow = small.run(SPAN);
        assertThat(slow.ttft(PRO, 0).mean())
                .isGreaterThan(1.2 * kept.ttft(PRO, 0).mean());
        small.kvTokens = ENDLESS;
        assertThat(uses(small.run(SPAN), PrefixUse.HOST)).isZero();
    }

    /** Cells on two threads at once are those of one thread, with every kind of move. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void threadsChangeNothing(Kind kind) {
        Supplier<String> run = () -> {
            SmallFleet small = perReplica();
            small.router = new RouterSpec(kind, 2, 0.1);
            small.agents = 0.3;
            small.kvTokens = 100_000;
            small.hostTokens = 200_000;
            small.decodeReplicas = 2;
            return stamps(small.run(SmallFleet.span(SmallFleet.DAY, 5 * MINUTE, 20 * MINUTE)));
        };
        String alone = run.get();
        List<String> together =
                IntStream.range(0, 2).parallel().mapToObj(i -> run.get()).toList();
        assertThat(together).containsExactly(alone, alone);
    }
}
