package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.verify.RandomLoad;
import io.tidegate.experiment.verify.RandomLoad.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The leap tells the same of every request as the twin that takes every step as an event, and shows the same whenever looked at and
 * whoever is cancelled.
 * The system property {@code tidegate.soak} sets the number of random workloads.
 */
class LeapEqualsStepTest {
    private static final int WORKLOADS = Integer.getInteger("tidegate.soak", 300);

    private static Replica leap(ReplicaModel model, Log log) {
        return new LeapReplica(model, log);
    }

    /** How far a request is when it is cancelled. */
    private enum Stage {
        WAITING,
        IN_PROMPT,
        IN_ANSWER,
        HANDED_OVER,
        RESTARTED,
        GONE
    }

    /** What the workloads brought about: they are worth something only if all that is awkward happened. */
    private static final class Seen {
        long requests;
        long steps;
        long leaps;
        long restarts;
        long restartedPrefillFirst;
        long stepsPrefillFirst;
        long stepsSpeculative;
        long handedOver;
        long outside;
        /** Requests cancelled, by how far they were. */
        final long[] cancelled = new long[Stage.values().length];

        void add(RandomLoad workload, ReplicaMeter meter) {
            requests += workload.arrivals().size();
            steps += meter.steps();
            leaps += meter.leaps();
            restarts += meter.restarts();
            outside += meter.outside();
            if (workload.model().batching().policy() == Batching.Policy.PREFILL_FIRST) {
                restartedPrefillFirst += meter.restarts();
                stepsPrefillFirst += meter.steps();
            }
            if (workload.model().tokensPerStep() > 1) {
                stepsSpeculative += meter.steps();
            }
            handedOver +=
                    workload.arrivals().stream().filter(Arrival::isHandedOver).count();
        }

        void countCancel(Stage stage) {
            cancelled[stage.ordinal()]++;
        }

        void assertEnough(int workloads) {
            assertThat(requests).isGreaterThan(20L * workloads);
            assertThat(steps).isGreaterThan(200L * workloads).isGreaterThan(2 * leaps);
            assertThat(restarts).isGreaterThan(workloads);
            assertThat(restartedPrefillFirst).isGreaterThan(workloads / 2);
            assertThat(stepsPrefillFirst).isGreaterThan(50L * workloads);
            assertThat(stepsSpeculative).isGreaterThan(50L * workloads);
            assertThat(handedOver).isGreaterThan(workloads);
            assertThat(outside).isGreaterThan(50L * workloads);
            for (Stage stage : Stage.values()) {
                assertThat(cancelled[stage.ordinal()]).as("%s", stage).isGreaterThan(workloads / 10);
            }
        }
    }

    @Test
    void tellsTheSameAsTheTwinHoweverItIsLookedAt() {
        Seen seen = new Seen();
        for (int seed = 0; seed < WORKLOADS; seed++) {
            RandomLoad workload = RandomLoad.random(seed);
            seen.add(workload, new Comparison(seed, workload, seen).run());
        }
        seen.assertEnough(WORKLOADS);
    }

    /** One workload on four replicas that are looked at in different ways. */
    private static final class Comparison {
        private final int seed;
        private final List<Arrival> arrivals;
        private final Seen seen;
        private final Random random;
        /** One cancel in so many looks; 0 for none. */
        private final int cancels;

        private final Log fastLog = new Log();
        private final Log slowLog = new Log();
        private final Log unseenLog = new Log();
        private final Log watchedLog = new Log();
        /** Looked at from time to time, and compared. */
        private final Replica fast;

        private final Replica slow;
        /** Never looked at. */
        private final Replica unseen;
        /** Brought from boundary to boundary. */
        private final Replica watched;

        /** By replica, in the order of {@link #all}. */
        private final int[][] tickets;

        private final boolean[] cancelled;
        private int arrived;
        private double now;

        Comparison(int seed, RandomLoad workload, Seen seen) {
            this.seed = seed;
            this.arrivals = workload.arrivals();
            this.seen = seen;
            this.random = new Random(~seed);
            this.cancels = random.nextInt(3) == 0 ? 0 : 2 + random.nextInt(10);
            this.tickets = new int[4][arrivals.size()];
            this.cancelled = new boolean[arrivals.size()];
            this.fast = leap(workload.model(), fastLog);
            this.slow = new StepReplica(workload.model(), slowLog);
            this.unseen = leap(workload.model(), unseenLog);
            this.watched = leap(workload.model(), watchedLog);
        }

        private List<Replica> all() {
            return List.of(fast, slow, unseen, watched);
        }

        ReplicaMeter run() {
            now = arrivals.get(0).time();
            for (int i = 0; i < arrivals.size(); i++) {
                Arrival a = arrivals.get(i);
                while (random.nextInt(3) > 0) {
                    now += (a.time() - now) * random.nextDouble();
                    look();
                    if (random.nextInt(5) == 0) {
                        stretch();
                    }
                    maybeCancel();
                }
                now = a.time();
                watch(now);
                for (int r = 0; r < 4; r++) {
                    tickets[r][i] = all().get(r).arrive(a.time(), i, a.priority(), a.cached(), a.prefill(), a.output());
                }
                arrived = i + 1;
                assertSameState();
                maybeCancel();
            }
            while (slow.active() > 0 && random.nextInt(20) > 0) {
                now += random.nextDouble() * (random.nextBoolean() ? 0.05 : 2);
                look();
                maybeCancel();
            }
            finish();
            return fast.meter();
        }

        private void look() {
            fast.advanceTo(now);
            slow.advanceTo(now);
            assertSameState();
        }

        private void maybeCancel() {
            while (arrived > 0 && cancels > 0 && random.nextInt(cancels) == 0) {
                slow.advanceTo(now);
                int request = random.nextInt(10) == 0 ? random.nextInt(arrived) : anyOfThose();
                seen.countCancel(stageOf(request));
                watch(now);
                int had = slow.cancel(now, request, tickets[1][request]);
                for (int r = 0; r < 4; r++) {
                    if (r != 1) {
                        assertSame("had", all().get(r).cancel(now, request, tickets[r][request]), had);
                    }
                }
                cancelled[request] |= had != Replica.NOT_THERE;
                assertSameState();
                assertSame("cancelled twice", fast.cancel(now, request, tickets[0][request]), Replica.NOT_THERE);
            }
        }

        /** One of those that are there, one that was restarted if there is any and by chance; if nobody is, one that was. */
        private int anyOfThose() {
            List<Integer> there = new ArrayList<>();
            List<Integer> restarted = new ArrayList<>();
            for (int i = 0; i < arrived; i++) {
                switch (stageOf(i)) {
                    case GONE -> {}
                    case RESTARTED -> restarted.add(i);
                    default -> there.add(i);
                }
            }
            List<Integer> all = there.isEmpty() || random.nextBoolean() ? restarted : there;
            return all.isEmpty() ? random.nextInt(arrived) : all.get(random.nextInt(all.size()));
        }

        /** How far a request is, by what the twin has told of it. */
        private Stage stageOf(int request) {
            Stage stage = arrivals.get(request).isHandedOver() ? Stage.HANDED_OVER : Stage.WAITING;
            for (Log.Entry entry : slowLog.entries) {
                if (entry.request() == request) {
                    stage = switch (entry.what()) {
                        case Log.STARTED -> stage == Stage.WAITING ? Stage.IN_PROMPT : stage;
                        case Log.FIRST -> stage == Stage.IN_PROMPT ? Stage.IN_ANSWER : stage;
                        case Log.RESTARTED -> Stage.RESTARTED;
                        default -> Stage.GONE;
                    };
                }
            }
            return cancelled[request] ? Stage.GONE : stage;
        }

        private void stretch() {
            double compute = random.nextBoolean() ? 1 : 1 + random.nextDouble();
            double memory = random.nextBoolean() ? 1 : 1 + random.nextDouble();
            unseen.advanceTo(now);
            watch(now);
            watched.advanceTo(now);
            for (Replica replica : all()) {
                replica.setStretch(compute, memory);
            }
        }

        private void finish() {
            watch(Double.POSITIVE_INFINITY);
            for (Replica replica : List.of(fast, slow, unseen)) {
                replica.advanceTo(Double.POSITIVE_INFINITY);
            }
            assertSameState();
            assertThat(fast.active()).isZero();
            assertThat(fast.heldTokens()).isZero();
            assertThat(fast.pendingWork()).isZero();
            assertThat(fast.waitingTokens()).isZero();
            assertSameTimes(Log.STARTED);
            assertSameTimes(Log.FIRST);
            assertSameTimes(Log.COMPLETED);
            int n = arrivals.size();
            assertThat(fastLog.counts(Log.RESTARTED, n))
                    .as("seed %d", seed)
                    .isEqualTo(slowLog.counts(Log.RESTARTED, n));
            // Looking at a replica must not change a single bit of what happens.
            assertThat(fastLog.entries).as("looked at, seed %d", seed).isEqualTo(unseenLog.entries);
            assertThat(watchedLog.entries).as("watched, seed %d", seed).isEqualTo(unseenLog.entries);
        }

        /** Brings the watched one to a time, and sees that its boundaries move on and never miss an end. */
        private void watch(double until) {
            double boundary = watched.nextBoundary();
            while (boundary < until) {
                int told = watchedLog.entries.size();
                watched.advanceTo(boundary);
                for (Log.Entry entry : watchedLog.entries.subList(told, watchedLog.entries.size())) {
                    if (entry.what().equals(Log.FIRST) || entry.what().equals(Log.COMPLETED)) {
                        assertThat(entry.time()).as("end, seed %d", seed).isGreaterThanOrEqualTo(boundary);
                    }
                }
                double next = watched.nextBoundary();
                assertThat(next).as("boundary, seed %d", seed).isGreaterThan(boundary);
                boundary = next;
            }
            assertThat(boundary == Double.POSITIVE_INFINITY)
                    .as("idle, seed %d", seed)
                    .isEqualTo(watched.active() == 0);
        }

        private void assertSameTimes(String what) {
            double[] f = fastLog.times(what, arrivals.size());
            double[] s = slowLog.times(what, arrivals.size());
            int[] told = fastLog.counts(what, arrivals.size());
            for (int i = 0; i < s.length; i++) {
                boolean never = what.equals(Log.FIRST) && arrivals.get(i).isHandedOver();
                if (cancelled[i]) {
                    never |= Double.isNaN(s[i]);
                    assertThat(what.equals(Log.COMPLETED) && !never)
                            .as("complete after its cancel")
                            .isFalse();
                }
                assertThat(told[i]).as("%s %d, seed %d", what, i, seed).isEqualTo(never ? 0 : 1);
                if (never ? !Double.isNaN(s[i]) : !(Math.abs(f[i] - s[i]) <= 1e-6)) {
                    assertThat(f[i]).as("%s %d, seed %d", what, i, seed).isEqualTo(s[i]);
                }
            }
        }

        private void assertSameState() {
            assertSame("active", fast.active(), slow.active());
            assertSame("waiting", fast.waiting(), slow.waiting());
            assertSame("held", fast.heldTokens(), slow.heldTokens());
            assertSame("wanted", fast.waitingTokens(), slow.waitingTokens());
            assertClose("prompts", fast.pendingPrefill(), slow.pendingPrefill());
            assertClose("pending", fast.pendingWork(), slow.pendingWork());
            assertThat(fast.active() > 0 || fast.pendingWork() == 0)
                    .as("idle, seed %d", seed)
                    .isTrue();
            if (random.nextInt(3) == 0) {
                assertSame("peak", fast.takePeakTokens(), slow.takePeakTokens());
            }
            double boundary = fast.nextBoundary();
            assertThat(boundary).as("boundary, seed %d", seed).isGreaterThan(now);
            ReplicaMeter f = fast.meter();
            ReplicaMeter s = slow.meter();
            assertSame("steps", f.steps(), s.steps());
            assertSame("restarts", f.restarts(), s.restarts());
            assertSame("beyond context", f.beyondContext(), s.beyondContext());
            assertSame("beyond size", f.beyondSize(), s.beyondSize());
            assertSame("unbalanced", f.unbalanced(), s.unbalanced());
            assertSame("outside", f.outside(), s.outside());
            assertClose("busy", f.busySeconds(), s.busySeconds());
            assertClose("work", f.workSeconds(), s.workSeconds());
            assertClose("batch", f.batchSeconds(), s.batchSeconds());
            assertClose("joules", f.joules(), s.joules());
        }

        private void assertSame(String what, long f, long s) {
            if (f != s) {
                assertThat(f).as("%s, seed %d", what, seed).isEqualTo(s);
            }
        }

        private void assertClose(String what, double f, double s) {
            if (!(Math.abs(f - s) <= 1e-9 * (1 + s))) {
                assertThat(f).as("%s, seed %d", what, seed).isCloseTo(s, within(1e-9 * (1 + s)));
            }
        }
    }
}
