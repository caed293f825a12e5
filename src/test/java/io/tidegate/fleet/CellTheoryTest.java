package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.EQUAL_STEPS;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tidegate.measure.LatencyHistogram;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.SessionLibrary;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import umontreal.ssj.stat.Tally;

/**
 * Laws of queues on whole cells: arrivals, slices, router, replica and recorder together. Intervals are of Student at 99.9 %
 * over 20 replications, so that each of the eight checks with one would fail a right program with probability 0.001; the seeds
 * are fixed.
 */
class CellTheoryTest {
    private static final int REPLICATIONS = 20;

    private static Tally over(SmallFleet small, PhaseSpan span, ToDoubleFunction<CellOutcome> of) {
        Tally tally = new Tally();
        for (int r = 0; r < REPLICATIONS; r++) {
            tally.add(of.applyAsDouble(small.run(span, r)));
        }
        return tally;
    }

    private static void assertHolds(Tally tally, double theory) {
        double[] interval = new double[2];
        tally.confidenceIntervalStudent(0.999, interval);
        assertThat(theory)
                .as("interval %.6f ± %.6f", interval[0], interval[1])
                .isBetween(interval[0] - interval[1], interval[0] + interval[1]);
        assertThat(interval[1]).as("half-width").isLessThan(0.1 * theory);
    }

    /** One replica, one request at a time, steps of 10 ms: the mean wait of M/D/1 is load·10 ms/(2(1 − load)). */
    @ParameterizedTest
    @CsvSource({"0.5, 0.05", "0.8, 0.05", "0.8, 0.5"})
    void waitsAsInMD1WhateverTheSlice(double load, double slice) {
        SmallFleet small = SmallFleet.poisson(load / 0.01, EQUAL_STEPS);
        small.slice = slice;
        Tally waits = over(
                small,
                SmallFleet.span(0, MINUTE, 4 * MINUTE),
                out -> out.wait(LARGE, 0).mean());
        assertHolds(waits, load * 0.01 / (2 * (1 - load)));
    }

    /**
     * Two classes of priority at one replica without preemption (Cobham, "Priority assignment in waiting line problems", 1954):
     * the mean wait is that for the residual step, {@code load·10 ms/2}, over {@code (1 − load0)} for the better class, and over
     * {@code (1 − load0)(1 − load)} for the other.
     */
    @Test
    void waitsByPriorityAsInCobham() {
        SmallFleet small = SmallFleet.poisson(80, EQUAL_STEPS);
        small.tier1Share = 0.5;
        small.tier1Spread = true;
        small.largePriority = 1;
        PhaseSpan span = SmallFleet.span(0, MINUTE, 4 * MINUTE);
        assertHolds(over(small, span, out -> out.wait(TIER_1, 0).mean()), 0.004 / 0.6);
        assertHolds(over(small, span, out -> out.wait(LARGE, 0).mean()), 0.004 / (0.6 * 0.2));
    }

    /** Utilisation law: the share of time that the replica is busy is the arrival rate times the mean service time. */
    @Test
    void isBusyAsOftenAsTheWorkThatArrives() {
        SmallFleet small = SmallFleet.poisson(5, EQUAL_STEPS);
        small.singles = new LengthTable("two", new int[] {2, 18}, new int[] {1, 1});
        PhaseSpan span = SmallFleet.span(0, MINUTE, 4 * MINUTE);
        assertHolds(over(small, span, out -> out.busySeconds[0] / out.onLineSeconds[0]), 5 * 0.1);
    }

    /** The offered load is counted in the unit of the capacity: one replica of two, each its half of the cell's accelerators. */
    @Test
    void offersTheLoadThatTheRateMakes() {
        SmallFleet small = SmallFleet.poisson(50, new StepLaw(0.005, 0, 0, 0.005, 0, 0, 0, 1, 1, 1));
        PhaseSpan span = SmallFleet.span(0, 0, 10 * MINUTE);
        assertHolds(
                over(small, span, out -> {
                    double sum = 0;
                    for (int b = 0; b < out.load[LARGE].bins(); b++) {
                        sum += out.load[LARGE].get(b);
                    }
                    return sum / (10 * MINUTE);
                }),
                0.5 * 50 * 0.005);
    }

    /**
     * Little's law on the decode stage of a whole cell with every kind of use: what the replicas' meters integrate over time is
     * what the requests' own stamps add up to. The two agree but for the requests in service at the two ends, some ten of ten
     * thousand, for the steps under way, and for 0.05 % that a histogram rounds.
     */
    @Test
    void batchesHoldWhatStampsSay() {
        for (long seed = 1; seed <= 3; seed++) {
            SmallFleet small = new SmallFleet().withSeed(seed);
            small.singles = new LengthTable("singles", new int[] {100, 1000, 9000}, new int[] {101, 101, 101});
            small.chats = new LengthTable("chats", new int[] {50, 400, 3000}, new int[] {101, 101, 101});
            small.recorded = List.of(SmallFleet.session(8, 10, 1000).stream()
                    .map(r -> new SessionLibrary.Request(
                            r.input(), 101, r.cached(), r.shared(), r.gap(), 5, false, false))
                    .toList());
            small.apiRequests = 400_000;
            CellOutcome out = small.run(SmallFleet.span(0, 5 * MINUTE, HOUR));
            double stamps = 0;
            for (int p = 0; p < 4; p++) {
                for (int m = 0; m < 2; m++) {
                    LatencyHistogram tpot = out.tpot(p, m);
                    stamps += tpot.count() == 0 ? 0 : 100 * tpot.mean() * tpot.count();
                }
            }
            double meters = out.batchSeconds[0] + out.batchSeconds[1];
            assertThat(meters).isCloseTo(stamps, withinPercentage(0.5));
            assertThat(meters / HOUR).as("mean batch of the cell").isGreaterThan(1.5);
        }
    }

    /** One replica, nobody who waits for an answer: a slice is only how often the replica is looked at. */
    @Test
    void noStampDependsOnTheSlice() {
        CellOutcome coarse = sliced(0.05);
        CellOutcome fine = sliced(0.005);
        assertThat(coarse.served[LARGE]).isGreaterThan(5000);
        assertThat(fine.offered).isEqualTo(coarse.offered);
        assertThat(fine.served).isEqualTo(coarse.served);
        assertThat(cdf(fine.wait(LARGE, 0))).isEqualTo(cdf(coarse.wait(LARGE, 0)));
        assertThat(cdf(fine.ttft(LARGE, 0))).isEqualTo(cdf(coarse.ttft(LARGE, 0)));
        assertThat(cdf(fine.tpot(LARGE, 0))).isEqualTo(cdf(coarse.tpot(LARGE, 0)));
        for (int second = 0; second < 600; second++) {
            assertThat(cdf(fine.ttftInBin(0, second))).isEqualTo(cdf(coarse.ttftInBin(0, second)));
        }
    }

    /** Every value that was counted, as precisely as it is kept. */
    private static String cdf(LatencyHistogram histogram) {
        StringBuilder text = new StringBuilder();
        if (histogram.count() > 0) {
            histogram
                    .cdf(1_000_000)
                    .forEach(pair ->
                            text.append(pair[0]).append(':').append(pair[1]).append(' '));
        }
        return text.append(histogram.count()).toString();
    }

    private static CellOutcome sliced(double slice) {
        SmallFleet small = SmallFleet.poisson(10, SmallFleet.WORKING_STEPS);
        small.singles = new LengthTable("singles", new int[] {100, 1000, 9000}, new int[] {1, 40, 300});
        small.tokenBudget = 2048;
        small.slice = slice;
        double measure = SmallFleet.at(10, 0);
        PhaseSpan span = new PhaseSpan(
                SmallFleet.DATE, SmallFleet.at(0, 0), measure - 10, measure - 10, measure, measure + 600, 1);
        return small.run(span);
    }
}
