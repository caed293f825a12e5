package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.Hash;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.LengthTable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.stat.Tally;

/** Users who leave before their first token, and take their requests along. */
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

    /**
     * Equal patience, one model class after the other: what is before an arrival at a replica is a dam that overflows. Who finds work
     * {@code v} before a service {@code s} leaves if {@code v + s} is more than the patience D, and by then has had what was left of D;
     * so work never exceeds D. With Poisson arrivals at rate l and exponential services at rate m its density is {@code
     * p·l·e^(−(m−l)v)} below D, and the share that leaves is {@code p·e^(−(m−l)D)}, with p the share of time without work.
     *
     * <p>Steps of a token take 1/400 of a service. The mean of 20 replications is within a Student interval at 99.9 %, false alarm 0.001
     * for each of two.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1.2})
    void whoLeavesIsWhatTheDamSpills(double limit) {
        SmallFleet small = chats(1).withPatience(limit, 0);
        small.intensitySigma = 0;
        small.freeUsers = 12_000;
        small.tokenBudget = 1;
        small.chats = exponential(400, 1000);
        Tally spilt = new Tally();
        long offered = 0;
        for (int r = 0; r < 20; r++) {
            CellOutcome out = small.run(SmallFleet.span(0, 5 * MINUTE, HOUR / 2), r);
            spilt.add((double) out.abandoned[FREE] / out.offered[FREE]);
            offered += out.offered[FREE];
        }
        double rate = offered / (20 * HOUR / 2);
        double[] interval = new double[2];
        spilt.confidenceIntervalStudent(0.999, interval);
        assertThat(0.6 * spilt(0.6 * rate, 5, limit) + 0.4 * spilt(0.4 * rate, 5, limit))
                .isCloseTo(interval[0], within(interval[1]));
        assertThat(interval[1]).as("says something").isLessThan(0.1 * interval[0]);
    }

    private static double spilt(double arrivals, double services, double limit) {
        double slack = services - arrivals;
        double tail = StrictMath.exp(-slack * limit);
        double empty = 1 / (1 + arrivals * (1 - tail) / slack);
        return empty * tail;
    }

    /** Equally likely prompts, as many as there are rows, of exponential lengths, with answers of a token. */
    private static LengthTable exponential(double mean, int rows) {
        int[] inputs = new int[rows];
        int[] outputs = new int[rows];
        for (int i = 0; i < rows; i++) {
            inputs[i] = (int) StrictMath.max(1, StrictMath.rint(-mean * StrictMath.log1p(-(i + 0.5) / rows)));
            outputs[i] = 1;
        }
        return new LengthTable("exponential", inputs, outputs);
    }

    /** They leave the queue to others: fewer leave than would have waited for so long, and those who stay wait for less. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thoseWhoLeaveMakeWay(long seed) {
        SmallFleet busy = chats(seed);
        busy.freeUsers = 3000;
        CellOutcome patient = run(busy);
        CellOutcome out = run(busy.withPatience(2, 0));
        double late = 0;
        for (int m = 0; m < 2; m++) {
            double below = 0;
            for (double[] pair : patient.ttft(FREE, m).cdf(1_000_000)) {
                late += pair[0] > 2 ? patient.ttft(FREE, m).count() * (pair[1] - below) : 0;
                below = pair[1];
            }
            assertThat(out.ttft(FREE, m).mean())
                    .isLessThan(patient.ttft(FREE, m).mean());
        }
        assertThat(out.offered).isEqualTo(patient.offered);
        assertThat((double) out.abandoned[FREE]).isBetween(50.0, 0.85 * late);
    }

    /**
     * Where only prompts cost time, what replicas worked is what was computed for those who were answered, and for those who left
     * until then: 0.5 ms a token, whatever the batches and the sizes of chunks. Nobody was there before, and who is there at the end
     * has had at most a prompt; a token of output that came too late cost nothing.
     */
    @ParameterizedTest
    @ValueSource(ints = {7, 100, 2048})
    void wastedIsWhatWasComputed(int budget) {
        SmallFleet small = chats(1).withPatience(1, 0.8);
        small.tokenBudget = budget;
        CellOutcome out = run(small);
        double worked = Arrays.stream(out.workSeconds).sum() / 5e-4;
        double computed = out.inputTokens[FREE] - out.cachedTokens[FREE] + out.wastedTokens[FREE];
        assertThat(worked).isBetween(computed - out.abandoned[FREE] - 1, computed + 3000.0 * out.openAtEnd[FREE] + 1);
        assertThat(out.wastedTokens[FREE]).isGreaterThan(20_000);
        assertThat(out.openAtEnd[FREE]).isLessThan(5);
    }

    @Test
    void whoeverStaysHasItAll() {
        CellOutcome patient = run(chats(1));
        CellOutcome out = run(chats(1).withPatience(1e7, 0.8));
        assertThat(out.abandoned[FREE]).isZero();
        assertThat(out.wastedTokens[FREE]).isZero();
        assertThat(out.served).isEqualTo(patient.served);
        for (int m = 0; m < 2; m++) {
            assertThat(out.ttft(FREE, m).mean()).isEqualTo(patient.ttft(FREE, m).mean());
        }
    }

    /** A session goes no further once its user has left. */
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
