package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.serving.Workload.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must hold of every replica, on random loads. */
class ReplicaLawsTest {
    private static final int WORKLOADS = 200;

    private static final ReplicaListener NOBODY = new Log();

    private static void serve(List<Arrival> arrivals, Replica replica) {
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival a = arrivals.get(i);
            replica.arrive(a.time(), i, 0, a.cached(), a.prefill(), a.output());
        }
        replica.advanceTo(Double.POSITIVE_INFINITY);
    }

    private static Log serve(ReplicaModel model, List<Arrival> arrivals) {
        Log log = new Log();
        serve(arrivals, new LeapReplica(model, log));
        return log;
    }

    @Test
    void stampsAreCausalInOrderAndOfEveryRequestOnce() {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
            int n = load.arrivals().size();
            Log log = serve(load.model(), load.arrivals());
            assertThat(log.entries).hasSize(3 * n);
            double[] started = log.times(Log.STARTED, n);
            double[] first = log.times(Log.FIRST, n);
            double[] completed = log.times(Log.COMPLETED, n);
            for (int i = 0; i < n; i++) {
                Arrival a = load.arrivals().get(i);
                assertThat(started[i]).as("seed %d", seed).isGreaterThanOrEqualTo(a.time());
                assertThat(first[i]).as("seed %d", seed).isGreaterThan(started[i]);
                if (a.output() == 1) {
                    assertThat(completed[i]).as("seed %d", seed).isEqualTo(first[i]);
                } else {
                    assertThat(completed[i]).as("seed %d", seed).isGreaterThan(first[i]);
                }
            }
            assertThat(started).as("first come, first served, seed %d", seed).isSorted();
            assertThat(first).as("prompts in order, seed %d", seed).isSorted();
            assertThat(log.entries.stream().mapToDouble(Log.Entry::time))
                    .as("seed %d", seed)
                    .isSorted();
        }
    }

    @Test
    void neverHoldsMoreThanTheCacheOrTheCap() {
        long fullest = 0;
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
            long tokens = 0;
            int batch = 0;
            for (Log.Entry entry : serve(load.model(), load.arrivals()).entries) {
                int kv = load.arrivals().get(entry.request()).kv();
                if (entry.what().equals(Log.STARTED)) {
                    tokens += kv;
                    batch++;
                } else if (entry.what().equals(Log.COMPLETED)) {
                    tokens -= kv;
                    batch--;
                }
                assertThat(tokens)
                        .as("seed %d", seed)
                        .isBetween(0L, load.model().kv().tokens());
                assertThat(batch)
                        .as("seed %d", seed)
                        .isBetween(0, load.model().batching().maxBatch());
                fullest = Math.max(fullest, 100 * tokens / load.model().kv().tokens());
            }
            assertThat(batch).isZero();
        }
        assertThat(fullest).as("some load must press on the cache").isGreaterThan(95);
    }

    /** It works whenever somebody is there: busy time is the length of the union of all stays. */
    @Test
    void isBusyExactlyWhileSomebodyIsThere() {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
            Log log = new Log();
            Replica replica = new LeapReplica(load.model(), log);
            serve(load.arrivals(), replica);
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

    /** Little's law of the decoding requests, an identity: the integral of their number is the sum of their stays. */
    @Test
    void batchTimeIsTheSumOfDecodingStays() {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
            int n = load.arrivals().size();
            Log log = new Log();
            Replica replica = new LeapReplica(load.model(), log);
            serve(load.arrivals(), replica);
            double[] first = log.times(Log.FIRST, n);
            double[] completed = log.times(Log.COMPLETED, n);
            double stays = 0;
            for (int i = 0; i < n; i++) {
                stays += completed[i] - first[i];
            }
            assertThat(replica.meter().batchSeconds()).as("seed %d", seed).isCloseTo(stays, within(n * 1e-9));
        }
    }

    @Test
    void moreBandwidthMakesNothingLaterOneAtATime() {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
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
            double[] before = serve(with(load.model(), law, 1), load.arrivals()).times(Log.COMPLETED, n);
            double[] after =
                    serve(with(load.model(), better, 1), load.arrivals()).times(Log.COMPLETED, n);
            for (int i = 0; i < n; i++) {
                assertThat(after[i]).as("seed %d", seed).isLessThanOrEqualTo(before[i] + 1e-9);
            }
        }
    }

    /** Twice as slow and arrivals twice as far apart: all stamps double, to the bit, as doubling is exact. */
    @Test
    void timeScales() {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
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
                later.add(new Arrival(2 * a.time(), a.cached(), a.prefill(), a.output()));
            }
            int cap = load.model().batching().maxBatch();
            List<Log.Entry> once = serve(load.model(), load.arrivals()).entries;
            List<Log.Entry> twice = serve(with(load.model(), slower, cap), later).entries;
            assertThat(twice)
                    .as("seed %d", seed)
                    .isEqualTo(once.stream()
                            .map(e -> new Log.Entry(e.what(), e.request(), 2 * e.time()))
                            .toList());
        }
    }

    /** Without fixed costs a prompt alone takes its work, however it is cut, and its answer too. */
    @Test
    void chunksAddUpToTheWorkOfAPrompt() {
        StepLaw law = new StepLaw(0, 2e-3, 1e-6, 1e-4, 1e-7, 0, 0, 1, 1.3, 1.1);
        StepTime time = new StepTime(law);
        double prefill = time.prefillWork(700, 5000);
        double decode = time.decodeWork(5700, 90);
        assertThat(prefill).isCloseTo(1.3 * (5000 * 1e-4 + 1e-7 * 5000 * 3200), within(1e-12));
        for (int budget : new int[] {1, 7, 512, 4999, 5000, 100_000}) {
            Log log = new Log();
            Replica replica = new LeapReplica(Models.chunked(time, budget, 8, 6000), log);
            replica.arrive(10, 0, 0, 700, 5000, 90);
            assertThat(replica.pendingWork()).isCloseTo(prefill + decode, within(1e-12));
            replica.advanceTo(Double.POSITIVE_INFINITY);
            assertThat(log.times(Log.FIRST, 1)[0]).isCloseTo(10 + prefill, within(1e-9));
            assertThat(log.times(Log.COMPLETED, 1)[0]).isCloseTo(10 + prefill + decode, within(1e-9));
        }
    }

    @Test
    void theNextBoundaryShowsWhatHappensThere() {
        for (int seed = 0; seed < WORKLOADS; seed++) {
            Workload load = Workload.random(seed);
            Log log = new Log();
            Replica replica = new LeapReplica(load.model(), log);
            for (int i = 0; i < load.arrivals().size(); i++) {
                Arrival a = load.arrivals().get(i);
                replica.arrive(a.time(), i, 0, a.cached(), a.prefill(), a.output());
            }
            while (replica.active() > 0) {
                int before = log.entries.size();
                long steps = replica.meter().steps();
                double boundary = replica.nextBoundary();
                replica.advanceTo(boundary);
                assertThat(replica.meter().steps()).as("seed %d", seed).isGreaterThan(steps);
                // More than one step at once is a leap, which ends with a completion.
                if (replica.meter().steps() > steps + 1) {
                    assertThat(log.entries.size()).as("seed %d", seed).isGreaterThan(before);
                }
                for (Log.Entry entry : log.entries.subList(before, log.entries.size())) {
                    if (!entry.what().equals(Log.STARTED)) {
                        assertThat(entry.time()).as("seed %d", seed).isEqualTo(boundary);
                    }
                }
            }
        }
    }

    @Test
    void aStretchActsFromTheNextStep() {
        ReplicaModel model = with(Workload.random(1).model(), new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1), 4);
        Log log = new Log();
        Replica replica = new LeapReplica(model, log);
        replica.arrive(0, 0, 0, 0, 1, 5);
        replica.advanceTo(0.025);
        replica.setStretch(9, 2);
        replica.advanceTo(Double.POSITIVE_INFINITY);
        // Three steps of 10 ms began before the change, two of 20 ms after it.
        assertThat(log.times(Log.COMPLETED, 1)[0]).isCloseTo(0.07, within(1e-12));
    }

    @Test
    void refusesWhatCannotBe() {
        StepTime time = new StepTime(new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1));
        ReplicaModel model = Models.chunked(time, 10, 10, 100);
        Replica leap = new LeapReplica(model, NOBODY);
        Replica twin = new StepReplica(model, NOBODY);
        for (Replica replica : List.of(leap, twin)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replica.arrive(0, 7, 0, 50, 50, 1))
                    .withMessage("request 7 of 101 tokens never fits a KV cache of 100");
            assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, -1, 0, 0, 1, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, -1, 1, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, 0, 0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(0, 1, 0, 0, 1, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> replica.arrive(Double.NaN, 1, 0, 0, 1, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replica.arrive(Double.POSITIVE_INFINITY, 1, 0, 0, 1, 1));
            replica.advanceTo(5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replica.arrive(4, 1, 0, 0, 1, 1))
                    .withMessage("request 1 arrives at 4.0 s, but the replica was brought to 5.0 s");
            assertThatIllegalArgumentException().isThrownBy(() -> replica.setStretch(0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> replica.setStretch(1, Double.NaN));
            replica.arrive(5, 1, 0, 50, 49, 1);
            assertThat(replica.active()).isEqualTo(1);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepTime(new StepLaw(0, 1, 1, 0, 0, 0, 0, 1, 1, 1)))
                .withMessageStartingWith("a step of a single token must take a nanosecond or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new StepTime(new StepLaw(-1, 1, 1, 0, 0, 0, 0, 1, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepTime(new StepLaw(1, 1, 1, 0, 0, 0, 0, 0, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Batching.chunked(10, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepPower(new double[] {}, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepPower(new double[] {1}, Double.NaN, 1));
    }

    private static ReplicaModel with(ReplicaModel model, StepLaw law, int cap) {
        StepTime time = new StepTime(law);
        return Models.chunked(
                time, model.batching().tokenBudget(), cap, model.kv().tokens());
    }
}
