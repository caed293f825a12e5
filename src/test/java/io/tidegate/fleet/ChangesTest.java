package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.AccountWindows;
import io.tidegate.limits.PeakSpec;
import io.tidegate.measure.BinnedSeries;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens in the middle of a phase: capacity comes, limits change, peak hours begin and end. Phases start at ten. */
class ChangesTest {
    private static double sum(BinnedSeries series, int from, int to) {
        double sum = 0;
        for (int b = from; b < to; b++) {
            sum += series.get(b);
        }
        return sum;
    }

    /** Ten replicas over four hours from 11:30: each hour those whose time has come, 1.25 after 12:00, and so on. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1", "4, 3", "5, 6", "6, 8", "7, 10", "8, 10"})
    void aSiteComesOnLineHourByHour(int hour, int onLine) {
        SmallFleet small = new SmallFleet().annex(10, 11, 30, 4 * HOUR);
        CellOutcome out = small.run(SmallFleet.span(0, 0, (hour - 1) * HOUR + 10 * MINUTE));
        assertThat(out.replicas).containsExactly(4, 4, onLine);
        assertThat(out.onLineSeconds[0]).isEqualTo(4 * ((hour - 1) * HOUR + 10 * MINUTE));
    }

    /** Also where no power reading lies in the phase. */
    @Test
    void aShortPhaseHasItsSecondsOnLine() {
        CellOutcome out = new SmallFleet().run(SmallFleet.span(0, 100, MINUTE));
        assertThat(out.onLineSeconds).containsExactly(4 * MINUTE, 4 * MINUTE);
    }

    /** Seconds on line from a staircase by hand, and the capacity that the load is measured against. */
    @Test
    void capacityOnLineIsTheStaircase() {
        SmallFleet small = new SmallFleet().annex(10, 11, 30, 4 * HOUR);
        CellOutcome out = small.run(SmallFleet.span(0, 0, 8 * HOUR));
        assertThat(out.onLineSeconds[2]).isEqualTo((1 + 3 + 6 + 8 + 10 + 10) * HOUR);
        assertThat(out.busySeconds[2]).isPositive().isLessThan(out.onLineSeconds[2]);
        double base = 0;
        double onLine = 0;
        for (int p = 0; p < 4; p++) {
            base += sum(out.load[p], 0, 120);
            onLine += sum(out.load[p], 420, 480);
        }
        assertThat(sum(out.loadOnLine, 0, 120)).as("before the ramp").isCloseTo(base, within(1e-9 * base));
        assertThat(sum(out.loadOnLine, 420, 480))
                .as("with 14 replicas where 4 were, half of the work being theirs")
                .isBetween(0.3 * onLine, 0.9 * onLine);
    }

    /** Who has spent a window is free at the minute at which the window grows, and bound at that at which it shrinks. */
    @Test
    void aChangeOfLimitsActsAtOnce() {
        SmallFleet small = new SmallFleet().singleRequests();
        small.resume = 0;
        small.freeUsers = 600;
        small.plans = List.of(plan("free", 1, NO_LIMIT), plan("pro", NO_LIMIT, NO_LIMIT));
        small.change(0);
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 1, NO_LIMIT));
        small.change(SmallFleet.at(10, 30));
        CellOutcome out = small.run(SmallFleet.span(0, 0, HOUR));
        assertThat(sum(out.deniedSeries[FREE], 0, 30)).isGreaterThan(100);
        assertThat(sum(out.attemptSeries[FREE], 30, 60)).isGreaterThan(100);
        assertThat(sum(out.deniedSeries[FREE], 30, 60)).isZero();
        assertThat(sum(out.deniedSeries[PRO], 0, 30)).isZero();
        assertThat(sum(out.deniedSeries[PRO], 30, 60)).isGreaterThan(20);
    }

    /**
     * With a factor of 3 in peak hours from 18:00 to 19:30 in Tokyo, which is to 10:30 here: each credit of that time counts three
     * times in the five-hour window of its plan and once in the week, each later one counts once. Accounts whose week begins
     * in the phase are left out.
     */
    @Test
    void peakHoursEndAtTheLocalHour() {
        AccountWindows half = balances(30);
        AccountWindows whole = balances(60);
        double later = 0;
        for (int a = 0; a < half.accounts(); a++) {
            if (whole.weekStart(a) >= SmallFleet.at(10, 0)) {
                continue;
            }
            boolean free = a < 600;
            assertThat(half.windowUsed(a)).isCloseTo((free ? 3 : 1) * half.weekUsed(a), within(1e-6));
            assertThat(whole.windowUsed(a) - half.windowUsed(a))
                    .isCloseTo(whole.weekUsed(a) - half.weekUsed(a), within(1e-6));
            later += whole.weekUsed(a) - half.weekUsed(a);
            assertThat(half.windowStart(a)).isLessThan(SmallFleet.at(10, 30));
        }
        assertThat(later).isGreaterThan(1e6);
    }

    private static AccountWindows balances(int minutes) {
        SmallFleet small = new SmallFleet().singleRequests();
        small.freeUsers = 600;
        small.apiRequests = 0;
        small.peak =
                new PeakSpec(3, ZoneId.of("Asia/Tokyo"), LocalTime.of(18, 0), LocalTime.of(19, 30), List.of("free"));
        CellSimulation cell = new CellSimulation(small.build(), SmallFleet.span(0, 0, minutes * MINUTE), 0, 0);
        cell.run((part, requests) -> {});
        return cell.accounts().windows();
    }

    /** The other way round: peak hours that begin at 10:30. */
    @Test
    void peakHoursBeginAtTheLocalHour() {
        SmallFleet small = new SmallFleet().singleRequests();
        small.resume = 0;
        small.freeUsers = 600;
        small.plans = List.of(plan("free", 1e6, NO_LIMIT), plan("pro", NO_LIMIT, NO_LIMIT));
        small.peak = new PeakSpec(
                1000, ZoneId.of("America/Los_Angeles"), LocalTime.of(3, 30), LocalTime.of(4, 0), List.of("free"));
        CellOutcome out = small.run(SmallFleet.span(0, 0, HOUR));
        assertThat(sum(out.deniedSeries[FREE], 0, 30)).isZero();
        assertThat(sum(out.deniedSeries[FREE], 31, 60)).isGreaterThan(100);
    }
}
