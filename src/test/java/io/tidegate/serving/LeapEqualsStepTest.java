package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.serving.Workload.Arrival;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The leap tells the same of every request as the twin that takes every step as an event. */
class LeapEqualsStepTest {
    private static final int WORKLOADS = 400;

    @Test
    void tellsTheSameAsTheTwinHoweverItIsLookedAt() {
        int entries = 0;
        long steps = 0;
        long leaps = 0;
        for (int seed = 0; seed < WORKLOADS; seed++) {
            ReplicaMeter meter = compare(seed);
            entries += Workload.random(seed).arrivals().size();
            steps += meter.steps();
            leaps += meter.leaps();
        }
        // The workloads are worth something only if much is told and much is leapt over.
        assertThat(entries).isGreaterThan(10_000);
        assertThat(steps).isGreaterThan(3 * leaps);
    }

    private static ReplicaMeter compare(int seed) {
        Workload workload = Workload.random(seed);
        Log fastLog = new Log();
        Log slowLog = new Log();
        Log unseenLog = new Log();
        Replica fast = new LeapReplica(workload.model(), fastLog);
        Replica slow = new StepReplica(workload.model(), slowLog);
        Replica unseen = new LeapReplica(workload.model(), unseenLog);
        Random random = new Random(~seed);
        double last = workload.arrivals().get(0).time();
        for (int i = 0; i < workload.arrivals().size(); i++) {
            Arrival a = workload.arrivals().get(i);
            while (random.nextInt(3) > 0) {
                last += (a.time() - last) * random.nextDouble();
                fast.advanceTo(last);
                slow.advanceTo(last);
                assertSameState(seed, fast, slow);
                if (random.nextInt(5) == 0) {
                    double compute = random.nextBoolean() ? 1 : 1 + random.nextDouble();
                    double memory = random.nextBoolean() ? 1 : 1 + random.nextDouble();
                    unseen.advanceTo(last);
                    fast.setStretch(compute, memory);
                    slow.setStretch(compute, memory);
                    unseen.setStretch(compute, memory);
                }
            }
            fast.arrive(a.time(), i, 0, a.cached(), a.prefill(), a.output());
            slow.arrive(a.time(), i, 0, a.cached(), a.prefill(), a.output());
            unseen.arrive(a.time(), i, 0, a.cached(), a.prefill(), a.output());
            last = a.time();
            assertSameState(seed, fast, slow);
        }
        fast.advanceTo(Double.POSITIVE_INFINITY);
        slow.advanceTo(Double.POSITIVE_INFINITY);
        unseen.advanceTo(Double.POSITIVE_INFINITY);
        assertSameState(seed, fast, slow);
        assertThat(fast.active()).isZero();
        assertThat(fast.pendingWork()).isZero();
        assertSameEntries(seed, fastLog, slowLog);
        // Looking at a replica must not change a single bit of what happens.
        assertThat(fastLog.entries).as("seed %d", seed).isEqualTo(unseenLog.entries);
        return fast.meter();
    }

    private static void assertSameEntries(int seed, Log fast, Log slow) {
        assertThat(fast.entries).as("seed %d", seed).hasSameSizeAs(slow.entries);
        for (int i = 0; i < slow.entries.size(); i++) {
            Log.Entry f = fast.entries.get(i);
            Log.Entry s = slow.entries.get(i);
            if (!f.what().equals(s.what()) || f.request() != s.request() || !(Math.abs(f.time() - s.time()) <= 1e-6)) {
                assertThat(f).as("seed %d, entry %d", seed, i).isEqualTo(s);
            }
        }
    }

    private static void assertSameState(int seed, Replica fast, Replica slow) {
        assertThat(fast.active()).as("active, seed %d", seed).isEqualTo(slow.active());
        assertThat(fast.waiting()).as("waiting, seed %d", seed).isEqualTo(slow.waiting());
        assertClose("pending", seed, fast.pendingWork(), slow.pendingWork());
        if (slow.active() > 0) {
            assertClose("boundary", seed, fast.nextBoundary(), slow.nextBoundary());
        } else {
            assertThat(fast.nextBoundary()).isEqualTo(Double.POSITIVE_INFINITY);
        }
        ReplicaMeter f = fast.meter();
        ReplicaMeter s = slow.meter();
        assertThat(f.steps()).as("steps, seed %d", seed).isEqualTo(s.steps());
        assertClose("busy", seed, f.busySeconds(), s.busySeconds());
        assertClose("work", seed, f.workSeconds(), s.workSeconds());
        assertClose("batch", seed, f.batchSeconds(), s.batchSeconds());
        assertClose("joules", seed, f.joules(), s.joules());
    }

    private static void assertClose(String what, int seed, double fast, double slow) {
        assertThat(fast).as("%s, seed %d", what, seed).isCloseTo(slow, within(1e-9 * (1 + slow)));
    }
}
