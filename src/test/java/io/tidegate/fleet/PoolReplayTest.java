package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.fleet.ReplayOutcome.Fate;
import io.tidegate.fleet.ReplaySpec.Engine;
import io.tidegate.fleet.ReplaySpec.Handover;
import io.tidegate.fleet.RouterSpec.Kind;
import io.tidegate.random.Hash;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools that serve traces, worked out by hand. */
class PoolReplayTest {
    private static final double MS = 1e-3;
    /** A step takes 10 ms, 1 ms more for each request that decodes, 0.1 ms more for each prompt token. */
    private static final StepLaw LAW = new StepLaw(10 * MS, MS, 0, 0.1 * MS, 0, 0, 0, 1, 1, 1);

    /** A thousand tokens of KV at the most, in blocks of ten. */
    private static final ReplicaModel MODEL = new ReplicaModel(
            new StepTime(LAW),
            Batching.chunked(8, 1000),
            new KvCache(100, 10, 0),
            1,
            StepPower.NONE,
            FittedRange.EVERYWHERE);

    private static ReplaySpec spec(int replicas, Kind kind, Engine engine, @Nullable Handover handover) {
        return new ReplaySpec(MODEL, replicas, new RouterSpec(kind, 1, 0), engine, handover, 7);
    }

    private static Trace four() {
        return new Trace.Builder(512)
                .add(0, 100, 3)
                .add(1 * MS, 200, 1)
                .add(5 * MS, 50, 2)
                .add(33 * MS, 100, 1)
                .build();
    }

    /**
     * Replica 0: 0-20 ms prompt of 0; 20-36 one decodes, prompt of 2 (10 + 1 + 5); 36-48 two decode. Replica 1: 1-31 prompt of 1;
     * 33-53 prompt of 3.
     */
    @ParameterizedTest
    @EnumSource
    void twoReplicasInTurn(Engine engine) {
        ReplayOutcome outcome = PoolReplay.run(four(), spec(2, Kind.ROUND_ROBIN, engine, null));
        assertTimes(outcome, 0, 20, 48);
        assertTimes(outcome, 1, 31, 31);
        assertTimes(outcome, 2, 36, 48);
        assertTimes(outcome, 3, 53, 53);
        assertThat(outcome.steps()).isEqualTo(5);
        assertThat(outcome.busySeconds()).isCloseTo((48 + 30 + 20) * MS, within(1e-12));
    }

    /**
     * At 1 ms request 0 is in a batch, nobody waits, and replica 0 is first. At 5 ms request 1 waits there, so that 2 goes to
     * replica 1: 5-20 its prompt, 20-31 its second token. At 33 ms request 1 is in a batch since 20 and again nobody waits.
     * Replica 0: 20-51 one decodes, prompt of 1; 51-72 one decodes, prompt of 3.
     */
    @ParameterizedTest
    @EnumSource
    void twoReplicasByFewestWaiting(Engine engine) {
        ReplayOutcome outcome = PoolReplay.run(four(), spec(2, Kind.FEWEST_WAITING, engine, null));
        assertTimes(outcome, 0, 20, 72);
        assertTimes(outcome, 1, 51, 51);
        assertTimes(outcome, 2, 20, 31);
        assertTimes(outcome, 3, 72, 72);
    }

    /**
     * Prefill: 0-20 ms prompt of 0; 20-111 those of 1, 2 and 3. Handing over takes 4 ms and 10 µs a token: 0 arrives at 25, 3 at
     * 115.1, before 1, which arrives at 120. Decode: 25-36-47 request 0; 115.1-126.1 request 3; 126.1-137.1 request 1.
     */
    @ParameterizedTest
    @EnumSource
    void promptsAreHandedOverInOrderOfTime(Engine engine) {
        Trace trace = new Trace.Builder(512)
                .add(0, 100, 3)
                .add(1 * MS, 500, 2)
                .add(2 * MS, 300, 1)
                .add(2 * MS, 10, 2)
                .build();
        Handover handover = new Handover(1, 4 * MS, 0.01 * MS);
        ReplayOutcome outcome = PoolReplay.run(trace, spec(1, Kind.ROUND_ROBIN, engine, handover));
        assertTimes(outcome, 0, 20, 47);
        assertTimes(outcome, 1, 111, 137.1);
        assertTimes(outcome, 2, 111, 111);
        assertTimes(outcome, 3, 111, 126.1);
        assertThat(outcome.steps()).isEqualTo(2 + 4);
    }

    @ParameterizedTest
    @EnumSource
    void whatNeverFitsIsRefusedAndBlocksNobody(Engine engine) {
        Trace trace = new Trace.Builder(512)
                .add(0, 1000, 100)
                .add(0, 0, 5)
                .add(0, 5, 0)
                .add(0, 100, 1)
                .build();
        for (Handover handover : new @Nullable Handover[] {null, new Handover(2, 0, 0)}) {
            ReplayOutcome outcome = PoolReplay.run(trace, spec(1, Kind.LEAST_KV, engine, handover));
            assertThat(outcome.fate(0)).isEqualTo(Fate.TOO_LARGE);
            assertThat(outcome.fate(1)).isEqualTo(Fate.NO_TOKENS);
            assertThat(outcome.fate(2)).isEqualTo(Fate.NO_TOKENS);
            for (int id = 0; id < 3; id++) {
                assertThat(outcome.firstTokenAt(id)).isNaN();
                assertThat(outcome.completedAt(id)).isNaN();
            }
            assertThat(outcome.fate(3)).isEqualTo(Fate.SERVED);
            assertTimes(outcome, 3, 20, 20);
        }
    }

    /** A rule that compares one drawn replica draws at random: looking at it must change nothing, not even a bit. */
    @ParameterizedTest
    @EnumSource
    void lookingChangesNothing(Engine engine) {
        Trace trace = random(300);
        ReplayOutcome blind = PoolReplay.run(trace, spec(5, Kind.RANDOM, engine, null));
        ReplayOutcome looking = PoolReplay.run(trace, spec(5, Kind.LEAST_LOADED, engine, null));
        for (int id = 0; id < trace.size(); id++) {
            assertThat(looking.firstTokenAt(id)).isEqualTo(blind.firstTokenAt(id));
            assertThat(looking.completedAt(id)).isEqualTo(blind.completedAt(id));
        }
    }

    /** Other seeds draw other replicas, and the same seed the same. */
    @Test
    void theSeedDecides() {
        Trace trace = random(300);
        RouterSpec router = new RouterSpec(Kind.RANDOM, 1, 0);
        ReplayOutcome[] outcomes = new ReplayOutcome[3];
        for (int i = 0; i < 3; i++) {
            outcomes[i] = PoolReplay.run(trace, new ReplaySpec(MODEL, 5, router, Engine.LEAP, null, i / 2));
        }
        int same = 0;
        int others = 0;
        for (int id = 0; id < trace.size(); id++) {
            same += outcomes[0].completedAt(id) == outcomes[1].completedAt(id) ? 1 : 0;
            others += outcomes[0].completedAt(id) == outcomes[2].completedAt(id) ? 1 : 0;
        }
        assertThat(same).isEqualTo(trace.size());
        assertThat(others).isLessThan(trace.size());
    }

    private static Trace random(int requests) {
        Trace.Builder trace = new Trace.Builder(512);
        for (int i = 0; i < requests; i++) {
            double gap = -0.02 * StrictMath.log(Hash.openUnit(Hash.combine(1, i)));
            int prompt = 1 + (int) (400 * Hash.unit(Hash.combine(2, i)));
            trace.add(trace.latest() + gap, prompt, 1 + (int) (50 * Hash.unit(Hash.combine(3, i))));
        }
        return trace.build();
    }

    private static void assertTimes(ReplayOutcome outcome, int id, double firstMs, double completedMs) {
        assertThat(outcome.firstTokenAt(id)).as("first token of %d", id).isCloseTo(firstMs * MS, within(1e-12));
        assertThat(outcome.completedAt(id)).as("completion of %d", id).isCloseTo(completedMs * MS, within(1e-12));
    }
}
