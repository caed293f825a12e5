package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.Denial;
import io.tidegate.limits.OverloadSpec;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.ApiSpec.Schedule;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.RequestDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.stat.Tally;

/** How a service with more to do than it can protects itself. */
class OverloadTest {
    /** A millisecond for a prompt token, a nanosecond for a step, as there is none of less: what is pending is what one who comes must wait. */
    private static final StepLaw PROMPTS = new StepLaw(1e-9, 0, 0, 0.001, 0, 0, 0, 1, 1, 1);

    private static final ReplicaListener DEAF = new ReplicaListener() {
        @Override
        public void started(int request, double t) {}

        @Override
        public void firstToken(int request, double t) {}

        @Override
        public void restarted(int request, double t) {}

        @Override
        public void completed(int request, double t) {}
    };

    private static long denied(CellOutcome out, int population, Denial reason) {
        return Arrays.stream(out.denied[population])
                .mapToLong(row -> row[reason.code()])
                .sum();
    }

    private static RequestDraft prompt(int tokens) {
        RequestDraft draft = new RequestDraft();
        draft.prefill = tokens;
        draft.output = 1;
        return draft;
    }

    /** A replica of the first model class, idle, whose prompts take a millisecond a token. */
    private static ServingPlane idle() {
        ServingPlane plane = new ServingPlane(SmallFleet.poisson(1, PROMPTS).build(), 0, DEAF);
        plane.bringOnLine(0, 1);
        return plane;
    }

    private static Overload overload(ServingPlane plane, OverloadSpec spec) {
        Overload overload = new Overload(plane, new SmallFleet().demand());
        overload.set(spec);
        return overload;
    }

    /**
     * One batch of c requests and no queue, everyone's tokens at an equal pace: Erlang's loss system, whose blocking does not
     * depend on the distribution of service. It is a Student interval over 20 replications at 99.9 %, so that each of the two
     * checks would fail a right program with probability 0.001; that the cell learns of completions at the end of a slice of
     * 20 ms adds 0.25 % to a service of 4 s.
     */
    @ParameterizedTest
    @CsvSource({"4, 3", "2, 1"})
    void blocksAsErlangSays(int servers, double load) {
        double theory = 1;
        for (int c = 1; c <= servers; c++) {
            theory = load * theory / (c + load * theory);
        }
        SmallFleet small = SmallFleet.poisson(load / 4, new StepLaw(0.001, 0, 0, 0, 0, 0, 0, 1, 1, 1));
        small.singles = new LengthTable("singles", new int[] {1, 1}, new int[] {2000, 6000});
        small.tokenBudget = 64;
        small.slice = 0.02;
        small.retries = 0;
        small.maxBatch = servers;
        small.overload = new OverloadSpec(1, 1e6, List.of(), false, 10, 0.1);
        Tally blocked = new Tally();
        for (int r = 0; r < 20; r++) {
            CellOutcome out = small.run(SmallFleet.span(0, MINUTE, 2 * HOUR), r);
            blocked.add((double) denied(out, LARGE, Denial.QUEUE_FULL) / out.offered[LARGE]);
        }
        double[] interval = new double[2];
        blocked.confidenceIntervalStudent(0.999, interval);
        assertThat(theory)
                .as("interval %.6f ± %.6f", interval[0], interval[1])
                .isBetween(interval[0] - interval[1], interval[0] + interval[1]);
        assertThat(interval[1]).as("half-width").isLessThan(0.1 * theory);
    }

    /** Prompts of a second each are added one by one; whoever is shed first is refused wherever anyone else is. */
    @Test
    void shedsInTheOrderThatIsSaid() {
        ServingPlane plane = idle();
        Overload overload = overload(plane, new OverloadSpec(4, 6, List.of("tier-1", "free"), false, 10, 0.1));
        int[] from = {4, 6, 2, 6};
        for (int seconds = 0; seconds <= 8; seconds++) {
            assertThat(plane.pendingPrompts(0)).isCloseTo(seconds, within(1e-9));
            for (int p : new int[] {FREE, PRO, TIER_1, LARGE}) {
                // A hair less than a whole second where the sum of a thousand milliseconds is.
                boolean refused = plane.pendingPrompts(0) >= from[p];
                assertThat(overload.refuse(0, p, prompt(10)))
                        .isEqualTo(refused ? Denial.OVERLOADED.code() : Accounts.PASS);
            }
            plane.arrive(0, 0, seconds, 0, 0, 1000, 1);
        }
    }

    /**
     * A load of 1.5 on one replica that takes prompts in turn: what is pending when one comes is the wait, but for the prompt
     * under way, counted whole, and for what was done since the replica was looked at, a slice at most. So nobody waits for
     * longer than is allowed, up to the 0.05 % that a histogram rounds, and those shed first for half as long.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyIsLetInToWaitForLonger(long seed) {
        SmallFleet small = SmallFleet.poisson(7.5, PROMPTS).withSeed(seed);
        small.singles = new LengthTable("singles", new int[] {50, 350}, new int[] {1, 1});
        small.tier1Share = 0.5;
        small.tier1Spread = true;
        small.retries = 0;
        small.overload = new OverloadSpec(4, 10, List.of("tier-1"), false, 10, 0.1);
        CellOutcome out = small.run(SmallFleet.span(0, 2 * MINUTE, 20 * MINUTE));
        assertThat(out.wait(TIER_1, 0).quantile(1)).isBetween(4.0, 5.01);
        assertThat(out.wait(LARGE, 0).quantile(1)).isBetween(5.01, 10.01);
        assertThat(denied(out, TIER_1, Denial.OVERLOADED)).isPositive().isEqualTo(out.lost[TIER_1]);
        assertThat(denied(out, TIER_1, Denial.QUEUE_FULL)).isZero();
    }

    /** A hundred prompts of a second wait at first: 0.95 each second down to the bottom, and once they are done 0.01 up to 1. */
    @Test
    void theFactorFallsAndComesBackToOne() {
        ServingPlane plane = idle();
        Overload overload = overload(plane, new OverloadSpec(1e6, 1e6, List.of(), true, 10, 0.3));
        for (int i = 0; i < 100; i++) {
            plane.arrive(0, 0, i, 0, 0, 1000, 1);
        }
        List<Double> factors = new ArrayList<>();
        for (int second = 0; second < 200; second++) {
            plane.bringTo(0, second);
            overload.refuse(0, LARGE, prompt(10));
            double before = overload.factor();
            assertThat(overload.look(second)).isEqualTo(overload.factor() != before);
            assertThat(overload.look(second + 0.5)).as("between two looks").isFalse();
            factors.add(overload.factor());
        }
        assertThat(factors.get(9)).isCloseTo(StrictMath.pow(0.95, 10), within(1e-12));
        assertThat(factors.get(23)).isEqualTo(0.3);
        assertThat(factors.get(80)).isEqualTo(0.3);
        assertThat(factors.get(110)).isBetween(0.3 + 0.01 * 18, 0.3 + 0.01 * 22);
        assertThat(factors.subList(90, 200)).isSorted();
        assertThat(factors.get(199)).isEqualTo(1);
    }

    @Test
    void theFactorIsOneWhereNobodyComesOrNothingAdapts() {
        ServingPlane plane = idle();
        Overload overload = overload(plane, new OverloadSpec(4, 1e6, List.of(), true, 10, 0.3));
        plane.arrive(0, 0, 0, 0, 0, 20_000, 1);
        overload.refuse(0, LARGE, prompt(10));
        overload.look(0);
        assertThat(overload.factor()).isEqualTo(0.95);
        for (int second = 1; second <= 5; second++) {
            overload.look(second);
        }
        assertThat(overload.factor()).isEqualTo(1);
        overload.refuse(0, LARGE, prompt(10));
        overload.look(6);
        overload.set(OverloadSpec.USUAL);
        assertThat(overload.look(7)).isTrue();
        assertThat(overload.factor()).isEqualTo(1);
    }

    /** A load of 1.3 under limits that would let it in: tightened, it waits for less, as organisations are refused instead. */
    @Test
    void tightRatesKeepWaitsShort() {
        CellOutcome loose = adaptive(false);
        CellOutcome tight = adaptive(true);
        assertThat(denied(loose, LARGE, Denial.RPM)).isZero();
        assertThat(denied(tight, LARGE, Denial.RPM)).isPositive();
        assertThat(tight.offered).isEqualTo(loose.offered);
        assertThat(tight.wait(LARGE, 0).mean()).isLessThan(loose.wait(LARGE, 0).mean() / 2);
    }

    private static CellOutcome adaptive(boolean adaptive) {
        SmallFleet small = SmallFleet.poisson(13, PROMPTS);
        small.singles = new LengthTable("singles", new int[] {100}, new int[] {1});
        small.retries = 0;
        small.api = SmallFleet.api("large", 13 * 60, SmallFleet.NO_LIMIT, SmallFleet.NO_LIMIT);
        small.overload = new OverloadSpec(4, 1e6, List.of(), adaptive, 10, 0.1);
        return small.run(SmallFleet.span(0, MINUTE, 30 * MINUTE));
    }

    /** Half an hour without any protection, then with it: the change acts at once, on those who come and not on those who wait. */
    @Test
    void aChangeActsAtOnce() {
        SmallFleet small = SmallFleet.poisson(20, PROMPTS);
        small.singles = new LengthTable("singles", new int[] {100}, new int[] {1});
        small.retries = 0;
        small.change(0);
        small.overload = new OverloadSpec(4, 5, List.of(), false, 10, 0.1);
        small.change(SmallFleet.at(10, 5));
        CellOutcome out = small.run(SmallFleet.span(0, 0, 10 * MINUTE));
        for (int minute = 0; minute < 5; minute++) {
            assertThat(out.deniedSeries[LARGE].get(minute)).isZero();
            assertThat(out.deniedSeries[LARGE].get(5 + minute)).isPositive();
        }
        assertThat(out.attemptSeries[LARGE].get(5)).as("all refused").isEqualTo(out.deniedSeries[LARGE].get(5));
    }

    /** Nobody waits for an answer, so that the same is asked for: who may try ten times tries no less than who may twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moreRetriesAreMoreTries(long seed) {
        for (Schedule schedule : Schedule.values()) {
            CellOutcome two = retrying(seed, 2, schedule);
            CellOutcome ten = retrying(seed, 10, schedule);
            assertThat(ten.offered).isEqualTo(two.offered);
            assertThat(ten.attempts[LARGE]).isGreaterThan(two.attempts[LARGE]);
            assertThat(two.attempts[LARGE]).isGreaterThan(two.offered[LARGE]);
        }
    }

    private static CellOutcome retrying(long seed, int retries, Schedule schedule) {
        SmallFleet small = SmallFleet.poisson(13, PROMPTS).withSeed(seed);
        small.singles = new LengthTable("singles", new int[] {100}, new int[] {1});
        small.retries = retries;
        small.schedule = schedule;
        small.overload = new OverloadSpec(4, 10, List.of(), false, 10, 0.1);
        return small.run(SmallFleet.span(0, 0, 20 * MINUTE));
    }
}
