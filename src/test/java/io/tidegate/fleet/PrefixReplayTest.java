package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.fleet.ReplaySpec.Caching;
import io.tidegate.fleet.ReplaySpec.Engine;
import io.tidegate.fleet.ReplaySpec.Handover;
import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import io.tidegate.workload.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replays with prefix caches against timelines by hand: a token of prefill takes a second, a step next to nothing, blocks hold four tokens. */
class PrefixReplayTest {
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;
    private static final Caching LEFT = new Caching(Caching.LEFT, 0, 0, FOR_EVER);

    private static ReplicaModel model(long kvTokens) {
        StepLaw law = new StepLaw(1e-6, 0, 0, 1, 0, 0, 0, 1, 1, 1);
        return new ReplicaModel(
                new StepTime(law),
                Batching.chunked(100, 10),
                new KvCache(kvTokens, 1, 0),
                1,
                StepPower.NONE,
                FittedRange.EVERYWHERE);
    }

    private static ReplayOutcome replay(
            Trace trace, int replicas, RouterSpec router, long kv, @Nullable Caching caching) {
        return PoolReplay.run(trace, new ReplaySpec(model(kv), replicas, router, Engine.LEAP, null, caching, 1));
    }

    private static ReplayOutcome replay(Trace trace, long kv, @Nullable Caching caching) {
        return replay(trace, 1, new RouterSpec(RouterSpec.Kind.ROUND_ROBIN, 1, 0), kv, caching);
    }

    private static Trace.Builder add(Trace.Builder trace, double t, int prompt, long... blocks) {
        trace.add(t, prompt, 1);
        for (long block : blocks) {
            trace.addHash(block);
        }
        return trace;
    }

    private static Trace.Builder trace() {
        return new Trace.Builder(4);
    }

    @Test
    void laterRequestsComputeOnlyWhatIsNew() {
        Trace.Builder trace = add(trace(), 0, 8, 1, 2);
        add(trace, 7, 8, 1, 2); // too early: the first ends at 8
        add(trace, 100, 10, 1, 2, 3);
        add(trace, 200, 10, 1, 2, 3); // all is there, but one token has to be computed
        add(trace, 300, 9, 1, 4, 3);
        ReplayOutcome outcome = replay(trace.build(), 1000, LEFT);
        int[] cached = {0, 0, 8, 9, 4};
        double[] ends = {8, 16, 102, 201, 305};
        for (int id = 0; id < cached.length; id++) {
            assertThat(outcome.cached(id)).as("request %d", id).isEqualTo(cached[id]);
            assertThat(outcome.completedAt(id)).as("request %d", id).isCloseTo(ends[id], within(1e-4));
        }
        assertThat(outcome.reloadedTokens()).isZero();
    }

    @Test
    void nothingIsKeptUnlessAsked() {
        Trace.Builder trace = add(add(trace(), 0, 8, 1, 2), 100, 8, 1, 2);
        ReplayOutcome outcome = replay(trace.build(), 1000, null);
        assertThat(outcome.cached(1)).isZero();
        assertThat(outcome.completedAt(1)).isCloseTo(108, within(1e-4));
    }

    @Test
    void blocksExpire() {
        Caching ten = new Caching(Caching.LEFT, 0, 0, 10);
        Trace.Builder trace = add(trace(), 0, 8, 1, 2);
        add(trace, 17, 9, 1, 2, 3); // ends at 18
        add(trace, 29, 9, 1, 2, 3);
        ReplayOutcome outcome = replay(trace.build(), 1000, ten);
        assertThat(outcome.cached(1)).isEqualTo(8);
        assertThat(outcome.cached(2)).isZero();
    }

    /** Room for two blocks: the second prompt sends the first to the host, from where 8 tokens come back in 4 s. */
    @Test
    void readingBackDelaysTheRequest() {
        Trace.Builder trace = add(trace(), 0, 8, 1, 2);
        add(trace, 20, 8, 5, 6);
        add(trace, 40, 12, 1, 2, 3);
        add(trace, 43, 2, 9); // comes later, but reaches the replica before
        ReplayOutcome outcome = replay(trace.build(), 1000, new Caching(8, 100, 0.5, FOR_EVER));
        assertThat(outcome.cached(2)).isEqualTo(8);
        assertThat(outcome.reloadedTokens()).isEqualTo(8);
        assertThat(outcome.completedAt(3)).isCloseTo(45, within(1e-4));
        assertThat(outcome.completedAt(2)).isCloseTo(49, within(1e-4));
    }

    /**
     * A cache of 20 tokens: 8 idle ones stay beside an active request that comes to hold 12 with its answer, not beside one that
     * comes to hold 13, which evicts one block.
     */
    @Test
    void activeRequestsEvictIdleBlocks() {
        for (int size : new int[] {11, 12}) {
            Trace.Builder trace = add(trace(), 0, 8, 1, 2);
            trace.add(20, size, 1);
            add(trace, 40, 9, 1, 2, 3);
            for (Engine engine : Engine.values()) {
                RouterSpec router = new RouterSpec(RouterSpec.Kind.ROUND_ROBIN, 1, 0);
                ReplayOutcome outcome =
                        PoolReplay.run(trace.build(), new ReplaySpec(model(20), 1, router, engine, null, LEFT, 1));
                assertThat(outcome.cached(2)).as("%d, %s", size, engine).isEqualTo(size == 11 ? 8 : 4);
            }
        }
    }

    @Test
    void affinityGoesToTheLongestPrefixUntilItIsLoaded() {
        Trace.Builder trace = add(trace(), 0, 100, 1, 2, 3);
        trace.add(0, 100, 1);
        trace.add(0, 100, 1);
        add(trace, 2000, 13, 1, 2, 3, 4);
        trace.add(2000, 500, 1);
        add(trace, 2001, 13, 1, 2, 3, 4);
        for (double slack : new double[] {0, 1000}) {
            RouterSpec router = new RouterSpec(RouterSpec.Kind.AFFINITY, 64, slack);
            ReplayOutcome outcome = replay(trace.build(), 4, router, 10_000, LEFT);
            assertThat(outcome.cached(3)).isEqualTo(12);
            assertThat(outcome.completedAt(3)).isCloseTo(2001, within(1e-4));
            // One of four replicas is busy with the request of 500 s, never the holder, of which no more than 1 s is
            // pending.
            assertThat(outcome.cached(5)).isEqualTo(12);
        }
        // Two prefixes of one replica at once: the second waits only if that costs less than the slack.
        Trace.Builder pair = add(trace(), 0, 100, 1, 2, 3);
        add(pair, 2000, 512, 1, 7);
        add(pair, 2001, 13, 1, 2, 3, 4);
        RouterSpec strict = new RouterSpec(RouterSpec.Kind.AFFINITY, 64, 1);
        RouterSpec patient = new RouterSpec(RouterSpec.Kind.AFFINITY, 64, 1000);
        assertThat(replay(pair.build(), 2, strict, 10_000, LEFT).cached(2)).isZero();
        assertThat(replay(pair.build(), 2, patient, 10_000, LEFT).cached(2)).isEqualTo(12);
    }

    @Test
    void thoseThatPrefillKeepPrompts() {
        Trace.Builder trace = trace();
        trace.add(0, 8, 3).addHash(1).addHash(2);
        trace.add(100, 9, 3).addHash(1).addHash(2);
        RouterSpec router = new RouterSpec(RouterSpec.Kind.ROUND_ROBIN, 1, 0);
        ReplayOutcome outcome = PoolReplay.run(
                trace.build(), new ReplaySpec(model(1000), 1, router, Engine.LEAP, new Handover(1, 0, 0), LEFT, 1));
        assertThat(outcome.cached(1)).isEqualTo(8);
        assertThat(outcome.firstTokenAt(1)).isCloseTo(101, within(1e-4));
    }
}
