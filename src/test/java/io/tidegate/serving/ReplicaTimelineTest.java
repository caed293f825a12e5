package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Three requests, worked out by hand. */
class ReplicaTimelineTest {
    private static final double MS = 1e-3;

    /** c0 10, cB 1, cK 0.01, cP 0.1, cPC 0.001, cR 2 ms; no expert weights; both efficiencies 1. */
    private static final StepLaw LAW = new StepLaw(10 * MS, MS, 0.01 * MS, 0.1 * MS, 0.001 * MS, 2 * MS, 0, 1, 1, 1);

    /** Budget 100 tokens, at most 2 in the batch, watts 100, 200, 300 by batch and 1000 for prefill. */
    private static final ReplicaModel MODEL =
            Models.chunked(new StepTime(LAW), 100, 2, 1000, new StepPower(new double[] {100, 200, 300}, 1000, 50));

    // Request 0 comes at 0 ms with 50 cached, 150 to prefill, 3 to give; 1 at 5 ms with 0, 50, 2; 2 at 6 ms with 0, 10,
    // 1.
    //
    // step  begins  prefill                          decode         ms
    // 1      0.00   100 of 0 at mean 100             -              10 + 10 + 10    + 2           = 32
    // 2     32.00   50 of 0 at 175, 50 of 1 at 25    -              10 + 10 + 10    + 4           = 34
    // 3     66.00   - (2 waits: the batch is full)   0, 1: 201 + 51 10              + 2 + 2.52    = 14.52
    // 4     80.52   10 of 2 at 5                     0: 202         10 +  1 +  0.05 + 2 + 1 + 2.02 = 16.07
    private static final String TIMELINE = """
            0.00 started 0
            32.00 started 1
            66.00 first 0
            66.00 first 1
            80.52 completed 1
            80.52 started 2
            96.59 completed 0
            96.59 first 2
            96.59 completed 2""";

    @Test
    void leapFollowsTheTimeline() {
        Log log = new Log();
        follow(new LeapReplica(MODEL, log), log);
    }

    @Test
    void twinFollowsTheTimeline() {
        Log log = new Log();
        follow(new StepReplica(MODEL, log), log);
    }

    private static void follow(Replica replica, Log log) {
        assertThat(replica.nextBoundary()).isEqualTo(Double.POSITIVE_INFINITY);
        replica.arrive(0, 0, 0, 50, 150, 3);
        assertThat(replica.nextBoundary()).isBetween(Double.MIN_VALUE, 32 * MS + 1e-12);
        replica.arrive(5 * MS, 1, 0, 0, 50, 2);
        replica.arrive(6 * MS, 2, 0, 0, 10, 1);

        // Step 1 is under way: the replica shows its end.
        assertThat(replica.active()).isEqualTo(3);
        assertThat(replica.waiting())
                .as("1 and 2: the batch of step 2 is not formed yet")
                .isEqualTo(2);
        double of0 = 50 * (0.1 + 0.001 * 175) + 2 * 1 + 0.01 * (201 + 202);
        double of1 = 50 * (0.1 + 0.001 * 25) + 1 + 0.01 * 51;
        double of2 = 10 * (0.1 + 0.001 * 5);
        assertThat(replica.pendingWork()).isCloseTo((of0 + of1 + of2) * MS, within(1e-12));

        assertThat(replica.nextBoundary()).isBetween(32 * MS, 66 * MS + 1e-12);
        replica.advanceTo(66 * MS - 1e-9);
        assertThat(replica.nextBoundary()).isBetween(66 * MS, 80.52 * MS + 1e-12);
        replica.advanceTo(80.52 * MS - 1e-9);
        assertThat(replica.waiting()).as("2 is let in at this boundary").isEqualTo(1);
        assertThat(replica.nextBoundary()).isBetween(80.52 * MS, 96.59 * MS + 1e-12);
        replica.advanceTo(96.59 * MS - 1e-9);

        assertThat(log.entries.stream().map(Log.Entry::toString).collect(Collectors.joining("\n")))
                .isEqualTo(TIMELINE);
        assertThat(replica.nextBoundary()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(replica.pendingWork()).isZero();

        ReplicaMeter meter = replica.meter();
        assertThat(meter.steps()).isEqualTo(4);
        assertThat(meter.busySeconds()).isCloseTo(96.59 * MS, within(1e-12));
        assertThat(meter.workSeconds()).isCloseTo((22 + 24 + 4.52 + 6.07) * MS, within(1e-12));
        assertThat(meter.batchSeconds()).isCloseTo((2 * 14.52 + 16.07) * MS, within(1e-12));
        double prefillJoules = (22 + 24 + 3.05) * MS * 1000;
        double otherJoules = (10 * 100 + 10 * 100 + 14.52 * 300 + 13.02 * 200) * MS;
        assertThat(meter.joules()).isCloseTo(prefillJoules + otherJoules, within(1e-9));
    }
}
