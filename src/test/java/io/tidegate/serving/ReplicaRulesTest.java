package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.serving.Batching.Policy;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One rule at a time, worked out by hand. A step takes 10 ms and 1 ms per prefill token, so that its time tells what it computed;
 * a token of output costs nothing more.
 */
class ReplicaRulesTest {
    private static final double MS = 1e-3;
    private static final StepTime TIME = new StepTime(new StepLaw(10 * MS, 0, 0, MS, 0, 0, 0, 1, 1, 1));

    private static final Batching CHUNKED = Batching.chunked(8, 100);

    private final Log log = new Log();

    private Replica replica(ReplicaKind kind, Batching batching, KvCache kv, double tokensPerStep) {
        ReplicaModel model =
                new ReplicaModel(TIME, batching, kv, tokensPerStep, StepPower.NONE, FittedRange.EVERYWHERE);
        return kind.make(model, log);
    }

    private void assertTold(Replica replica, String timeline) {
        replica.advanceTo(Double.POSITIVE_INFINITY);
        // What is told at the same time of different requests may come in any order, so it is sorted by request.
        assertThat(log.entries.stream()
                        .sorted((a, b) -> Math.abs(a.time() - b.time()) > 1e-9
                                ? Double.compare(a.time(), b.time())
                                : Integer.compare(a.request(), b.request()))
                        .map(Log.Entry::toString)
                        .collect(Collectors.joining("\n")))
                .isEqualTo(timeline.strip());
    }

    // 6 blocks of 4 tokens. Request 0: prompt 8, output 6; request 1: prompt 8, output 4. Both take 2 blocks, 2 are
    // free.
    //
    // step  begins  computes            tokens after   blocks taken before it
    // 1       0     8 of 0, 8 of 1      9, 9           2, 2
    // 2      26     -                   10, 10         3, 3: none is free
    // 3      36     8 + 2 of 1          11, -          0 finds none free: 1 has 10 tokens and is restarted, and is let
    // in again at
    //                                                  once: a prompt of 10 needs 3 blocks
    //
    // so at 36 request 1 gets back its 3 blocks and 0 keeps its 3: that step takes 20 ms and gives 0 its 4th token (11
    // + 1 = 12 held
    // at 56 is 8 + 3 before: 11) and 1 its 3rd. At 56 again none is free: 1 has 11 tokens, is restarted with 11, takes
    // 21 ms, and
    // gets its 4th and last token at 77, as 0 gets its 4th.
    //
    // step  begins  computes   0 has given   1 has given
    // 3      36     10         3             3
    // 4      56     11         4             4: completed
    // 5      77     -          5 (its tokens were 12: still 3 blocks)
    // 6      87     -          6 (its tokens were 13: a 4th block): completed
    @ParameterizedTest
    @EnumSource
    void restartsTheLastWhereNoBlockIsFree(ReplicaKind kind) {
        Replica replica = replica(kind, CHUNKED, new KvCache(6, 4, 0), 1);
        replica.arrive(0, 0, 0, 0, 8, 6);
        replica.arrive(0, 1, 0, 0, 8, 4);
        assertTold(replica, """
                0.00 started 0
                0.00 started 1
                26.00 first 0
                26.00 first 1
                36.00 restarted 1
                56.00 restarted 1
                77.00 completed 1
                97.00 completed 0""");
        assertThat(replica.meter().steps()).isEqualTo(6);
        assertThat(replica.meter().restarts()).isEqualTo(2);
    }

    // 10 blocks of 1 token, 3 of which stay free at admission. Request 0: prompt 4, output 2. Request 1: prompt 4,
    // output 1: with
    // both, 2 blocks would be free. The first step takes 14 ms, the second 10; only at 24 ms is there room for request
    // 1.
    @ParameterizedTest
    @EnumSource
    void theWatermarkHoldsUpAdmission(ReplicaKind kind) {
        Replica replica = replica(kind, CHUNKED, new KvCache(10, 1, 3), 1);
        replica.arrive(0, 0, 0, 0, 4, 2);
        replica.arrive(0, 1, 0, 0, 4, 1);
        assertTold(replica, """
                0.00 started 0
                14.00 first 0
                24.00 completed 0
                24.00 started 1
                38.00 first 1
                38.00 completed 1""");
    }

    // 50 of 60 tokens are cached: 10 are computed, in 20 ms; but all 60 take blocks, so that the next, of 50, waits for
    // its end.
    @ParameterizedTest
    @EnumSource
    void aCachedPrefixSavesTimeButNoBlocks(ReplicaKind kind) {
        Replica replica = replica(kind, CHUNKED, new KvCache(100, 1, 0), 1);
        replica.arrive(0, 0, 0, 50, 10, 2);
        replica.arrive(0, 1, 0, 0, 50, 1);
        assertTold(replica, """
                0.00 started 0
                20.00 first 0
                30.00 completed 0
                30.00 started 1
                90.00 first 1
                90.00 completed 1""");
    }

    // Request 0 brings its prompt of 30 and first token: it takes one token of the budget of 100 and decodes from the
    // first step, so that
    // 99 of the 100 tokens of request 1 are computed in 109 ms, and the last in 11.
    @ParameterizedTest
    @EnumSource
    void aRequestHandedOverDecodesAtOnceWhenChunked(ReplicaKind kind) {
        Replica replica = replica(kind, CHUNKED, new KvCache(1000, 1, 0), 1);
        replica.arrive(0, 0, 0, 30, 0, 3);
        replica.arrive(0, 1, 0, 0, 100, 1);
        assertTold(replica, """
                0.00 started 0
                0.00 started 1
                120.00 completed 0
                120.00 first 1
                120.00 completed 1""");
    }

    // The same where prompts go first: the step of 110 ms is for the prompt alone, then request 0 needs two steps of 10
    // ms.
    @ParameterizedTest
    @EnumSource
    void aRequestHandedOverLetsPromptsGoFirst(ReplicaKind kind) {
        Replica replica = replica(kind, new Batching(Policy.PREFILL_FIRST, 8, 100, 100), new KvCache(1000, 1, 0), 1);
        replica.arrive(0, 0, 0, 30, 0, 3);
        replica.arrive(0, 1, 0, 0, 100, 1);
        assertTold(replica, """
                0.00 started 1
                110.00 started 0
                110.00 first 1
                110.00 completed 1
                130.00 completed 0""");
    }

    // Where prompts go first, 2 * max(30, 60) = 120 is beyond the budget of 100, so the second prompt has a step of its
    // own, of 70 ms after
    // the 40 of the first, and the answer of the first waits: it decodes from 110 to 120.
    @ParameterizedTest
    @EnumSource
    void promptsGoFirstWhileRequestsTimesTheLongestFit(ReplicaKind kind) {
        Replica replica = replica(kind, new Batching(Policy.PREFILL_FIRST, 8, 100, 100), new KvCache(1000, 1, 0), 1);
        replica.arrive(0, 0, 0, 0, 30, 2);
        replica.arrive(0, 1, 0, 0, 60, 1);
        assertTold(replica, """
                0.00 started 0
                40.00 first 0
                40.00 started 1
                110.00 first 1
                110.00 completed 1
                120.00 completed 0""");
    }

    // One at a time. Request 0 runs from 0 to 20 ms; 2, of class 0, came after 1, of class 1, and overtakes it.
    @ParameterizedTest
    @EnumSource
    void aHigherClassOvertakes(ReplicaKind kind) {
        Replica replica = replica(kind, Batching.chunked(1, 100), new KvCache(1000, 1, 0), 1);
        replica.arrive(0, 0, 3, 0, 10, 1);
        replica.arrive(5 * MS, 1, 1, 0, 10, 1);
        replica.arrive(6 * MS, 2, 0, 0, 10, 1);
        assertTold(replica, """
                0.00 started 0
                20.00 first 0
                20.00 completed 0
                20.00 started 2
                40.00 started 1
                40.00 first 2
                40.00 completed 2
                60.00 first 1
                60.00 completed 1""");
    }

    // Two tokens a step: after the first at 20 ms, the other 5 of 6 take 3 steps, the last of which is not filled: 20 +
    // 30 = 50.
    @ParameterizedTest
    @EnumSource
    void draftsGiveTwoTokensAStep(ReplicaKind kind) {
        Replica replica = replica(kind, CHUNKED, new KvCache(1000, 1, 0), 2);
        replica.arrive(0, 0, 0, 0, 10, 6);
        replica.advanceTo(35 * MS);
        assertThat(replica.heldTokens())
                .as("10, the first and two steps of two")
                .isEqualTo(15);
        assertTold(replica, """
                0.00 started 0
                20.00 first 0
                50.00 completed 0""");
        assertThat(replica.takePeakTokens()).isEqualTo(16);
    }

    // A chunk is of 40 tokens at most: request 0, of 70, leaves room for all 10 of request 1 in the first step of 60
    // ms, and ends in the
    // second, of 40.
    @ParameterizedTest
    @EnumSource
    void theLongestChunkLeavesRoom(ReplicaKind kind) {
        Batching batching = new Batching(Policy.CHUNKED, 8, 100, 40);
        Replica replica = replica(kind, batching, new KvCache(1000, 1, 0), 1);
        replica.arrive(0, 0, 0, 0, 70, 1);
        replica.arrive(0, 1, 0, 0, 10, 1);
        assertTold(replica, """
                0.00 started 0
                0.00 started 1
                60.00 first 1
                60.00 completed 1
                100.00 first 0
                100.00 completed 0""");
    }
}
