package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.Hash;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.LengthTable;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.probdist.NormalDist;

/** Users who leave before their first token. The service does not know of it, so that waits are those of users who stay. */
class PatienceTest {
    /** Chats of one request each, at a replica with a load close to 1; the span has no end in the middle of a wait. */
    private static SmallFleet chats(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed).singleRequests();
        small.apiRequests = 0;
        small.proUsers = 0;
        small.freeUsers = 800;
        small.chats = new LengthTable("chats", new int[] {50, 400, 3000}, new int[] {1, 1, 1});
        small.law = new StepLaw(1e-9, 0, 0, 5e-4, 0, 0, 0, 1, 1, 1);
        small.opusReplicas = 1;
        small.haikuReplicas = 1;
        return small;
    }

    private static CellOutcome run(SmallFleet small) {
        return small.run(SmallFleet.span(0, 0, HOUR));
    }

    /** Sums {@code share} of each time to first token over the requests of both model classes. */
    private static double sum(CellOutcome out, DoubleUnaryOperator share) {
        double sum = 0;
        for (int m = 0; m < 2; m++) {
            double below = 0;
            for (double[] pair : out.ttft(FREE, m).cdf(1_000_000)) {
                sum += out.ttft(FREE, m).count() * (pair[1] - below) * share.applyAsDouble(pair[0]);
                below = pair[1];
            }
        }
        return sum;
    }

    /**
     * Equal patience: who leaves is who would have waited for longer. Histograms round times by 0.05 %, and the few who wait at the end
     * have no first token yet.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void wholeCrowdsLeaveAtTheSameWait(long seed) {
        CellOutcome patient = run(chats(seed));
        for (double limit : new double[] {0.5, 2}) {
            CellOutcome out = run(chats(seed).withPatience(limit, 0));
            long least = StrictMath.round(sum(patient, t -> t > limit * 1.001 ? 1 : 0));
            long most = StrictMath.round(sum(patient, t -> t > limit * 0.999 ? 1 : 0));
            assertThat(out.abandoned[FREE])
                    .isBetween(least, most + patient.openAtEnd[FREE])
                    .isGreaterThan(50L);
            assertThat(out.offered).isEqualTo(patient.offered);
        }
    }

    /**
     * Drawn patience: each request is abandoned with the probability that its patience is below its wait, the standard normal
     * distribution at ln(wait/median)/sigma. The sum is within 4.4 standard deviations of independent draws, false alarm 1e-5.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void someLeaveEarlierThanOthers(long seed) {
        CellOutcome patient = run(chats(seed));
        CellOutcome out = run(chats(seed).withPatience(0.5, 0.8));
        DoubleUnaryOperator leaves = t -> NormalDist.cdf01(StrictMath.log(t / 0.5) / 0.8);
        double expected = sum(patient, leaves);
        double variance = sum(patient, t -> leaves.applyAsDouble(t) * (1 - leaves.applyAsDouble(t)));
        double width = 4.4 * StrictMath.sqrt(variance);
        assertThat((double) out.abandoned[FREE]).isCloseTo(expected, within(width));
        assertThat(width).as("says something").isLessThan(0.2 * expected);
    }

    /** Requests that ask for the same of the service are computed whether or not anyone waits: useful and wasted are the whole. */
    @Test
    void whatIsComputedForNobodyIsWasted() {
        SmallFleet small = chats(1);
        CellOutcome patient = run(small);
        CellOutcome out = run(chats(1).withPatience(2, 0.8));
        double both = out.outputTokens[FREE] + out.wastedTokens[FREE];
        assertThat(both).isEqualTo(patient.outputTokens[FREE]);
        assertThat(out.wastedTokens[FREE]).isPositive();
        assertThat(out.served[FREE] + out.abandoned[FREE]).isGreaterThanOrEqualTo(patient.served[FREE]);
    }

    /** A session goes no further once its user has left, and its slot is not used for another as long as its answer is computed. */
    @Test
    void sessionsEndWithTheirUsers() {
        SmallFleet talks = chats(1);
        talks.secondTurn = 1;
        talks.laterTurn = 0.9;
        talks.freeUsers = 150;
        CellOutcome patient = run(talks);
        CellOutcome out = run(talks.withPatience(1, 0.8));
        assertThat(out.offered[FREE]).isLessThan(patient.offered[FREE]);
        assertThat(out.abandoned[FREE]).isPositive().isEqualTo(out.lost[FREE]);
        assertThat(out.cutSessions[FREE]).isZero();
    }

    @Test
    void theSameRequestIsAlwaysAsPatient() {
        SmallFleet small = new SmallFleet().withPatience(30, 0.8);
        Patience patience = new Patience(small.demand());
        double product = 0;
        for (long request = 0; request < 1000; request++) {
            double seconds = patience.of(FREE, Hash.combine(1, request));
            assertThat(seconds).isPositive().isEqualTo(patience.of(FREE, Hash.combine(1, request)));
            product += StrictMath.log(seconds / 30) / 1000;
        }
        // The mean of a thousand logarithms: 4.4 standard deviations, false alarm 1e-5.
        assertThat(product).isCloseTo(0, within(4.4 * 0.8 / StrictMath.sqrt(1000)));
        assertThat(patience.of(SmallFleet.LARGE, 1)).isInfinite();
        assertThat(new Patience(small.withPatience(1e9, 0.8).demand()).of(FREE, 1))
                .isInfinite();
    }
}
