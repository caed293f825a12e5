package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests taken out before they are complete, worked out by hand. A step takes 10 ms and 1 ms per prefill token, and computes at
 * most 100.
 */
class ReplicaCancelTest {
    private static final double MS = 1e-3;
    private static final StepTime TIME = new StepTime(new StepLaw(10 * MS, 0, 0, MS, 0, 0, 0, 1, 1, 1));

    private final Log log = new Log();

    private Replica replica(ReplicaKind kind, int cap, long kvTokens) {
        return kind.make(Models.chunked(TIME, 100, cap, kvTokens), log);
    }

    private void assertTold(Replica replica, String timeline) {
        replica.advanceTo(Double.POSITIVE_INFINITY);
        assertThat(log.entries.stream().map(Log.Entry::toString).collect(Collectors.joining("\n")))
                .isEqualTo(timeline.strip());
        assertIdle(replica);
    }

    private static void assertIdle(Replica replica) {
        assertThat(replica.active()).isZero();
        assertThat(replica.waiting()).isZero();
        assertThat(replica.waitingTokens()).isZero();
        assertThat(replica.heldTokens()).isZero();
        assertThat(replica.pendingWork()).isZero();
        assertThat(replica.pendingPrefill()).isZero();
        assertThat(replica.nextBoundary()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** One at a time. Request 0 takes 20 ms for its prompt and 10 ms for each of two more tokens; of 1, 2 and 3, which wait, only 2 is served. */
    @ParameterizedTest
    @EnumSource
    void whoWaitsLeavesTheQueue(ReplicaKind kind) {
        Replica replica = replica(kind, 1, 1000);
        replica.arrive(0, 0, 0, 0, 10, 3);
        int one = replica.arrive(0, 1, 0, 4, 5, 1);
        replica.arrive(0, 2, 0, 0, 6, 1);
        int three = replica.arrive(0, 3, 2, 0, 7, 1);
        assertThat(replica.cancel(25 * MS, 1, one)).as("what was cached").isEqualTo(4);
        assertThat(replica.waiting()).isEqualTo(2);
        assertThat(replica.waitingTokens()).isEqualTo(13);
        assertThat(replica.pendingPrefill()).isCloseTo(13 * MS, within(1e-12));
        assertThat(replica.cancel(25 * MS, 3, three)).isZero();
        assertThat(replica.active()).isEqualTo(2);
        assertThat(replica.waitingTokens()).isEqualTo(6);
        assertTold(replica, """
                0.00 started 0
                20.00 first 0
                40.00 completed 0
                40.00 started 2
                56.00 first 2
                56.00 completed 2""");
    }

    // 100 tokens of request 0 take till 110 ms, the next 100 till 220, at which it is taken out; only then is there
    // room for request
    // 1, which takes 50 ms.
    @ParameterizedTest
    @EnumSource
    void aPromptUnderWayFreesItsBlocksForTheNextStep(ReplicaKind kind) {
        Replica replica = replica(kind, 8, 260);
        int zero = replica.arrive(0, 0, 0, 0, 250, 5);
        replica.arrive(0, 1, 0, 0, 40, 1);
        assertThat(replica.cancel(150 * MS, 0, zero)).isEqualTo(200);
        assertThat(replica.heldTokens()).isZero();
        assertThat(replica.takePeakTokens()).isEqualTo(250);
        assertThat(replica.takePeakTokens()).isZero();
        assertThat(replica.waitingTokens()).isEqualTo(40);
        assertThat(replica.pendingWork()).isCloseTo(40 * MS, within(1e-12));
        assertTold(replica, """
                0.00 started 0
                220.00 started 1
                270.00 first 1
                270.00 completed 1""");
        assertThat(replica.meter().steps()).isEqualTo(3);
    }

    // Both prompts take till 30 ms; the step that is under way at 35 ms gives each its second token.
    @ParameterizedTest
    @EnumSource
    void anAnswerIsBrokenOff(ReplicaKind kind) {
        Replica replica = replica(kind, 8, 1000);
        int zero = replica.arrive(0, 0, 0, 0, 10, 50);
        replica.arrive(0, 1, 0, 0, 10, 3);
        assertThat(replica.cancel(35 * MS, 0, zero)).isEqualTo(12);
        assertThat(replica.heldTokens()).isEqualTo(12);
        assertThat(replica.active()).isEqualTo(1);
        assertTold(replica, """
                0.00 started 0
                0.00 started 1
                30.00 first 0
                30.00 first 1
                50.00 completed 1""");
        assertThat(replica.meter().batchSeconds()).isCloseTo(30 * MS, within(1e-12));
    }

    /** The step that is under way at 10 ms gives the first token at 30. The replica then is idle, but not before: what arrives at 12 begins at 30. */
    @ParameterizedTest
    @EnumSource
    void theStepUnderWayStillTellsAFirstToken(ReplicaKind kind) {
        Replica replica = replica(kind, 8, 1000);
        int zero = replica.arrive(0, 0, 0, 0, 20, 2);
        assertThat(replica.cancel(10 * MS, 0, zero)).isEqualTo(21);
        assertIdle(replica);
        replica.arrive(12 * MS, 1, 0, 0, 10, 1);
        assertTold(replica, """
                0.00 started 0
                30.00 first 0
                30.00 started 1
                50.00 first 1
                50.00 completed 1""");
        assertThat(replica.meter().busySeconds()).isCloseTo(50 * MS, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStepUnderWayCompletesIsNotThere(ReplicaKind kind) {
        Replica replica = replica(kind, 8, 1000);
        int zero = replica.arrive(0, 0, 0, 0, 20, 1);
        assertThat(replica.cancel(10 * MS, 0, zero)).isEqualTo(Replica.NOT_THERE);
        assertTold(replica, """
                0.00 started 0
                30.00 first 0
                30.00 completed 0""");
    }

    /** A step that begins at the very time of the cancel is without the request. */
    @ParameterizedTest
    @EnumSource
    void whoIsCancelledOnArrivalNeverStarts(ReplicaKind kind) {
        Replica replica = replica(kind, 8, 1000);
        int zero = replica.arrive(5, 0, 0, 7, 20, 2);
        assertThat(replica.cancel(5, 0, zero)).isEqualTo(7);
        assertIdle(replica);
        int handed = replica.arrive(5, 1, 1, 30, 0, 4);
        assertThat(replica.cancel(5, 1, handed)).isEqualTo(31);
        assertTold(replica, "");
    }

    /** Under the other policy a prompt that came along is let in at one step and gets its first token in another. */
    @ParameterizedTest
    @EnumSource
    void whatWasHandedOverIsCancelledBetweenItsAdmissionAndItsFirstStep(ReplicaKind kind) {
        Batching batching = new Batching(Batching.Policy.PREFILL_FIRST, 8, 100, 100);
        ReplicaModel model =
                new ReplicaModel(TIME, batching, new KvCache(500, 1, 0), 1, StepPower.NONE, FittedRange.EVERYWHERE);
        Replica replica = kind.make(model, log);
        int handed = replica.arrive(0, 0, 0, 30, 0, 4);
        replica.arrive(0, 1, 0, 0, 20, 1);
        replica.advanceTo(10 * MS);
        assertThat(replica.waiting()).isZero();
        assertThat(replica.heldTokens()).isEqualTo(31);
        assertThat(replica.cancel(10 * MS, 0, handed)).isEqualTo(31);
        assertTold(replica, """
                0.00 started 1
                30.00 first 1
                30.00 completed 1""");
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotThere(ReplicaKind kind) {
        Replica replica = replica(kind, 8, 1000);
        assertThat(replica.cancel(0, 0, 0)).isEqualTo(Replica.NOT_THERE);
        int zero = replica.arrive(0, 0, 0, 0, 20, 1);
        replica.advanceTo(1);
        // The next gets the place of the one that is complete.
        int one = replica.arrive(1, 1, 0, 0, 20, 1);
        assertThat(replica.cancel(1, 0, zero)).isEqualTo(Replica.NOT_THERE);
        assertThat(replica.cancel(1, 2, 17)).isEqualTo(Replica.NOT_THERE);
        assertThat(replica.active()).isEqualTo(1);
        assertThat(replica.cancel(1, 1, one)).isZero();
        assertThat(replica.cancel(1, 1, one)).isEqualTo(Replica.NOT_THERE);
        assertThat(replica.cancel(1, 0, zero)).isEqualTo(Replica.NOT_THERE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> replica.cancel(0.5, 1, one))
                .withMessage("request 1 is cancelled at 0.5 s, but the replica was brought to 1.0 s");
        assertThatIllegalArgumentException().isThrownBy(() -> replica.cancel(Double.NaN, 1, one));
        assertThatIllegalArgumentException().isThrownBy(() -> replica.cancel(Double.POSITIVE_INFINITY, 1, one));
        assertIdle(replica);
    }

    /** A hundred thousand wait in all classes, and nearly all leave, in any order: it takes no longer for who stands far back. */
    @Test
    void aLongQueueIsLeftInAnyOrder() {
        int n = 100_000;
        Replica replica = replica(ReplicaKind.LEAP, 1, 1000);
        int[] tickets = new int[n];
        List<Integer> leavers = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            tickets[i] = replica.arrive(0, i, i % Replica.PRIORITIES, 0, 1 + i % 7, 1);
            (i % 1000 == 999 ? others : leavers).add(i);
        }
        Collections.shuffle(leavers, new Random(1));
        long tokens = replica.waitingTokens();
        for (int k = 0; k < leavers.size(); k++) {
            int i = leavers.get(k);
            assertThat(replica.cancel(0, i, tickets[i])).isZero();
            tokens -= 1 + i % 7;
            if (replica.waiting() != n - k - 1 || replica.waitingTokens() != tokens) {
                assertThat(replica.waitingTokens()).isEqualTo(tokens);
                assertThat(replica.waiting()).isEqualTo(n - k - 1);
            }
        }
        replica.advanceTo(Double.POSITIVE_INFINITY);
        assertIdle(replica);
        // 999 is 3 more than a multiple of 4, as is every thousand from it on: all are of the last class.
        assertThat(log.entries.stream()
                        .filter(e -> e.what().equals(Log.COMPLETED))
                        .map(Log.Entry::request))
                .isEqualTo(others);
    }
}
