package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.verify.RandomLoad;
import io.tidegate.experiment.verify.RandomLoad.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold of every replica, on random loads. */
class ReplicaLawsTest {
    private static final int WORKLOADS = 80;

    private static void arrive(List<Arrival> arrivals, Replica replica) {
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival a = arrivals.get(i);
            replica.arrive(a.time(), i, a.priority(), a.cached(), a.prefill(), a.output());
        }
    }

    private static Log serve(ReplicaKind kind, ReplicaModel model, List<Arrival> arrivals) {
        Log log = new Log();
        Replica replica = kind.make(model, log);
        arrive(arrivals, replica);
        replica.advanceTo(Double.POSITIVE_INFINITY);
        return log;
    }

    @ParameterizedTest
    @EnumSource
    void stampsAreCausalAndOfEveryRequestOnce(ReplicaKind kind) {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.random(seed);
            int n = load.arrivals().size();
            Log log = serve(kind, load.model(), load.arrivals());
            double[] started = log.times(Log.STARTED, n);
            double[] first = log.times(Log.FIRST, n);
            double[] completed = log.times(Log.COMPLETED, n);
            for (int i = 0; i < n; i++) {
                Arrival a = load.arrivals().get(i);
                assertThat(started[i]).as("seed %d", seed).isGreaterThanOrEqualTo(a.time());
                assertThat(completed[i]).as("seed %d", seed).isGreaterThan(started[i]);
                if (a.isHandedOver()) {
                    assertThat(first[i]).as("seed %d", seed).isNaN();
                } else {
                    assertThat(first[i]).as("seed %d", seed).isGreaterThan(started[i]);
                }
                if (a.output() == 1) {
                    assertThat(completed[i]).as("seed %d", seed).isEqualTo(first[i]);
                } else if (!a.isHandedOver()) {
                    assertThat(completed[i]).as("seed %d", seed).isGreaterThan(first[i]);
                }
            }
            assertThat(log.counts(Log.STARTED, n)).as("seed %d", seed).containsOnly(1);
            assertThat(log.counts(Log.COMPLETED, n)).as("seed %d", seed).containsOnly(1);
            assertThat(log.entries.stream().mapToDouble(Log.Entry::time))
                    .as("seed %d", seed)
                    .isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource
    void promptsOfAClassStartInOrderOfArrival(ReplicaKind kind) {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.random(seed);
            double[] latest = new double[Replica.PRIORITIES];
            double[] started = serve(kind, load.model(), load.arrivals())
                    .times(Log.STARTED, load.arrivals().size());
            for (int i = 0; i < started.length; i++) {
                Arrival a = load.arrivals().get(i);
                if (!a.isHandedOver()) {
                    assertThat(started[i]).as("seed %d", seed).isGreaterThanOrEqualTo(latest[a.priority()]);
                    latest[a.priority()] = started[i];
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void promptsThatMayTakeTheWholeBudgetEndInOrder(ReplicaKind kind) {
        int looked = 0;
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.plain(seed);
            int n = load.arrivals().size();
            Log log = serve(kind, load.model(), load.arrivals());
            Batching batching = load.model().batching();
            if (batching.longestChunk() == batching.tokenBudget() && restarts(log) == 0) {
                assertThat(log.times(Log.FIRST, n)).as("seed %d", seed).isSorted();
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(WORKLOADS / 4);
    }

    private static long restarts(Log log) {
        return log.entries.stream().filter(e -> e.what().equals(Log.RESTARTED)).count();
    }

    /** A token given at the end of a step finds its block at the beginning of the next, so that much may be held beyond the cache. */
    @ParameterizedTest
    @EnumSource
    void neverHoldsMoreThanTheCacheOrTheCap(ReplicaKind kind) {
        double fullest = 0;
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.random(seed);
            long tokens = load.model().kv().tokens();
            int cap = load.model().batching().maxBatch();
            long given = cap * (long) StrictMath.ceil(load.model().tokensPerStep());
            Replica replica = kind.make(load.model(), new Log());
            arrive(load.arrivals(), replica);
            while (replica.active() > 0) {
                replica.advanceTo(replica.nextBoundary());
                assertThat(replica.active() - replica.waiting())
                        .as("seed %d", seed)
                        .isBetween(0, cap);
                long held = replica.heldTokens();
                long peak = replica.takePeakTokens();
                assertThat(held).as("seed %d", seed).isBetween(0L, tokens + given);
                assertThat(peak).as("seed %d", seed).isBetween(held, tokens + given);
                fullest = Math.max(fullest, (double) held / tokens);
            }
            assertThat(replica.heldTokens()).as("seed %d", seed).isZero();
        }
        assertThat(fullest).as("some load must press on the cache").isGreaterThan(0.95);
    }

    /** It works whenever somebody is there: busy time is the length of the union of all stays. */
    @ParameterizedTest
    @EnumSource
    void isBusyExactlyWhileSomebodyIsThere(ReplicaKind kind) {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.random(seed);
            Log log = new Log();
            Replica replica = kind.make(load.model(), log);
            arrive(load.arrivals(), replica);
            replica.advanceTo(Double.POSITIVE_INFINITY);
            double[] completed = log.times(Log.COMPLETED, load.arrivals().size());
            double busy = 0;
            double until = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < completed.length; i++) {
                double from = Math.max(until, load.arrivals().get(i).time());
                until = Math.max(until, completed[i]);
                busy += Math.max(0, until - from);
            }
            assertThat(replica.meter().busySeconds()).as("seed %d", seed).isCloseTo(busy, within(1e-9 * (1 + until)));
        }
    }

    /** Little's law of the decoding requests, an identity where none is restarted: the integral of their number is the sum of stays. */
    @ParameterizedTest
    @EnumSource
    void batchTimeIsTheSumOfDecodingStays(ReplicaKind kind) {
        int looked = 0;
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.plain(seed);
            int n = load.arrivals().size();
            Log log = new Log();
            Replica replica = kind.make(load.model(), log);
            arrive(load.arrivals(), replica);
            replica.advanceTo(Double.POSITIVE_INFINITY);
            double[] first = log.times(Log.FIRST, n);
            double[] completed = log.times(Log.COMPLETED, n);
            double stays = 0;
            for (int i = 0; i < n; i++) {
                stays += completed[i] - first[i];
            }
            if (restarts(log) == 0) {
                assertThat(replica.meter().batchSeconds()).as("seed %d", seed).isCloseTo(stays, within(n * 1e-9));
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(WORKLOADS / 2);
    }

    @ParameterizedTest
    @EnumSource
    void moreBandwidthMakesNothingLaterOneAtATime(ReplicaKind kind) {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.plain(seed);
            StepLaw law = load.model().time().law();
            StepLaw better = new StepLaw(
                    law.c0(),
                    law.cB(),
                    law.cK() / 2,
                    law.cP(),
                    law.cPC(),
                    law.cR(),
                    law.w() / 2,
                    law.n0(),
                    law.effC(),
                    law.effM());
            int n = load.arrivals().size();
            double[] before =
                    serve(kind, with(load.model(), law, 1), load.arrivals()).times(Log.COMPLETED, n);
            double[] after =
                    serve(kind, with(load.model(), better, 1), load.arrivals()).times(Log.COMPLETED, n);
            for (int i = 0; i < n; i++) {
                assertThat(after[i]).as("seed %d", seed).isLessThanOrEqualTo(before[i] + 1e-9);
            }
        }
    }

    /** Twice as slow and arrivals twice as far apart: all stamps double, to the bit, as doubling is exact. */
    @ParameterizedTest
    @EnumSource
    void timeScales(ReplicaKind kind) {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.random(seed);
            StepLaw law = load.model().time().law();
            StepLaw slower = new StepLaw(
                    law.c0(),
                    law.cB(),
                    law.cK(),
                    law.cP(),
                    law.cPC(),
                    law.cR(),
                    law.w(),
                    law.n0(),
                    2 * law.effC(),
                    2 * law.effM());
            List<Arrival> later = new ArrayList<>();
            for (Arrival a : load.arrivals()) {
                later.add(new Arrival(2 * a.time(), a.priority(), a.cached(), a.prefill(), a.output()));
            }
            int cap = load.model().batching().maxBatch();
            List<Log.Entry> once = serve(kind, load.model(), load.arrivals()).entries;
            List<Log.Entry> twice = serve(kind, with(load.model(), slower, cap), later).entries;
            assertThat(twice)
                    .as("seed %d", seed)
                    .isEqualTo(once.stream()
                            .map(e -> new Log.Entry(e.what(), e.request(), 2 * e.time()))
                            .toList());
        }
    }

    /** Without fixed costs a prompt alone takes its work, however it is cut, and its answer too. */
    @ParameterizedTest
    @EnumSource
    void chunksAddUpToTheWorkOfAPrompt(ReplicaKind kind) {
        StepLaw law = new StepLaw(0, 2e-3, 1e-6, 1e-4, 1e-7, 0, 0, 1, 1.3, 1.1);
        StepTime time = new StepTime(law);
        double prefill = time.prefillWork(700, 5000);
        double decode = time.decodeWork(5700, 90);
        assertThat(prefill).isCloseTo(1.3 * (5000 * 1e-4 + 1e-7 * 5000 * 3200), within(1e-12));
        for (int budget : new int[] {1, 7, 512, 4999, 5000, 100_000}) {
            Log log = new Log();
            Replica replica = kind.make(Models.chunked(time, budget, 8, 6000), log);
            replica.arrive(10, 0, 0, 700, 5000, 90);
            assertThat(replica.pendingWork()).isCloseTo(prefill + decode, within(1e-12));
            replica.advanceTo(Double.POSITIVE_INFINITY);
            assertThat(log.times(Log.FIRST, 1)[0]).isCloseTo(10 + prefill, within(1e-9));
            assertThat(log.times(Log.COMPLETED, 1)[0]).isCloseTo(10 + prefill + decode, within(1e-9));
        }
    }

    /** It moves on, and no prompt or answer ends before it. */
    @ParameterizedTest
    @EnumSource
    void theNextBoundaryMissesNothing(ReplicaKind kind) {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad load = RandomLoad.random(seed);
            Log log = new Log();
            Replica replica = kind.make(load.model(), log);
            arrive(load.arrivals(), replica);
            double last = Double.NEGATIVE_INFINITY;
            while (replica.active() > 0) {
                int before = log.entries.size();
                long steps = replica.meter().steps();
                double boundary = replica.nextBoundary();
                assertThat(boundary).as("seed %d", seed).isGreaterThan(last).isFinite();
                replica.advanceTo(boundary);
                assertThat(replica.meter().steps()).as("seed %d", seed).isGreaterThan(steps);
                for (Log.Entry entry : log.entries.subList(before, log.entries.size())) {
                    if (entry.what().equals(Log.FIRST) || entry.what().equals(Log.COMPLETED)) {
                        assertThat(entry.time()).as("seed %d", seed).isGreaterThanOrEqualTo(boundary);
                    }
                }
                last = boundary;
            }
            assertThat(replica.nextBoundary()).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStretchActsFromTheNextStep(ReplicaKind kind) {
        StepTime time = new StepTime(new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1));
        ReplicaModel model = Models.chunked(time, 10, 4, 100);
        Log log = new Log();
        Replica replica = kind.make(model, log);
        replica.arrive(0, 0, 0, 0, 1, 5);
        replica.advanceTo(0.025);
        replica.setStretch(9, 2);
        replica.advanceTo(Double.POSITIVE_INFINITY);
        // Three steps of 10 ms began before the change, two of 20 ms after it.
        assertThat(log.times(Log.COMPLETED, 1)[0]).isCloseTo(0.07, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatCannotBe(ReplicaKind kind) {
        StepTime time = new StepTime(new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1));
        Replica replica = kind.make(Models.chunked(time, 10, 10, 100), new Log());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.arrive(0, 7, 0, 50, 50, 1))
                .withMessage("request 7 of 100 + 1 tokens never fits a KV cache of 100 tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.arrive(0, 7, 4, 50, 40, 1))
                .withMessage("the priority of request 7 must be 0 to 3, not 4");
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 7, -1, 50, 40, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.arrive(0, 7, 0, 50, 0, 1))
                .withMessage("request 7: without prefill, cached must be 1 or more and output 2 or more, not 50, 1");
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, 0, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, -1, 0, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, -1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, 1, -1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, 0, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.arrive(0, 1, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(Double.NaN, 1, 0, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(Double.POSITIVE_INFINITY, 1, 0, 0, 1, 1));
        replica.advanceTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.arrive(4, 1, 0, 0, 1, 1))
                .withMessage("request 1 arrives at 4.0 s, but the replica was brought to 5.0 s");
        assertThatIllegalArgumentException().isThrownBy(() -> replica.setStretch(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.setStretch(1, Double.NaN));
        assertThat(replica.active()).isZero();
        replica.arrive(5, 1, 3, 50, 49, 1);
        assertThat(replica.active()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesPromptsThatNoWholeBatchHolds(ReplicaKind kind) {
        StepTime time = new StepTime(new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1));
        Batching batching = new Batching(Batching.Policy.PREFILL_FIRST, 4, 30, 30);
        ReplicaModel model =
                new ReplicaModel(time, batching, new KvCache(100, 1, 10), 1, StepPower.NONE, FittedRange.EVERYWHERE);
        Replica replica = kind.make(model, new Log());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.arrive(0, 7, 0, 11, 20, 1))
                .withMessage("the prompt of request 7 of 31 tokens never fits a batch of 30");
        assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 7, 0, 10, 20, 62));
        replica.arrive(0, 7, 0, 10, 20, 61);
        assertThat(replica.active()).isEqualTo(1);
    }

    @Test
    void refusesModelsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepTime(new StepLaw(0, 1, 1, 0, 0, 0, 0, 1, 1, 1)))
                .withMessageStartingWith("a step of a single token must take a nanosecond or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new StepTime(new StepLaw(-1, 1, 1, 0, 0, 0, 0, 1, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepTime(new StepLaw(1, 1, 1, 0, 0, 0, 0, 0, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Batching.chunked(10, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new KvCache(10, 1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepPower(new double[] {}, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepPower(new double[] {1}, Double.NaN, 1));
    }

    private static ReplicaModel with(ReplicaModel model, StepLaw law, int cap) {
        Batching b = model.batching();
        return new ReplicaModel(
                new StepTime(law),
                new Batching(b.policy(), cap, b.tokenBudget(), b.longestChunk()),
                model.kv(),
                model.tokensPerStep(),
                model.power(),
                model.range());
    }
}
