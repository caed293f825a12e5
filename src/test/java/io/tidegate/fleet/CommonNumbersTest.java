package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.PRO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who starts what is a function of who they are, so that phases and variants see the same people. */
class CommonNumbersTest {
    private static final PhaseSpan SPAN = SmallFleet.span(DAY, HOUR, 2 * HOUR);

    /** Every session a single request: what is offered is what is started. */
    private static SmallFleet starts() {
        return new SmallFleet().singleRequests();
    }

    @Test
    void theSameIsStartedInTwoPhasesOnOneWeekday() {
        LocalDate fourWeeksOn = SmallFleet.DATE.plusDays(28);
        PhaseSpan later = SmallFleet.span(fourWeeksOn, SmallFleet.at(10, 0) + 28 * DAY, DAY, HOUR, 2 * HOUR);
        CellOutcome before = starts().run(SPAN);
        CellOutcome after = starts().run(later);
        assertThat(after.offered).isEqualTo(before.offered);
        for (int p = 0; p < 4; p++) {
            assertThat(before.offered[p]).isGreaterThan(100);
            for (int b = 0; b < SPAN.bins(); b++) {
                assertThat(after.attemptSeries[p].get(b)).isEqualTo(before.attemptSeries[p].get(b));
            }
        }
    }

    @Test
    void lessIsStartedOnASunday() {
        PhaseSpan sunday = SmallFleet.span(SmallFleet.DATE.plusDays(5), SmallFleet.at(10, 0) + 5 * DAY, 0, 0, 2 * HOUR);
        CellOutcome weekday = starts().run(SmallFleet.span(0, 0, 2 * HOUR));
        CellOutcome weekend = starts().run(sunday);
        for (int p = 0; p < 4; p++) {
            assertThat(weekend.offered[p]).isLessThan(weekday.offered[p]).isPositive();
        }
    }

    @Test
    void moreCapacityStartsNothingElse() {
        CellOutcome few = starts().run(SPAN);
        CellOutcome many = starts().annex(6, 0, 0, 0).run(SPAN);
        assertThat(many.replicas[2]).isEqualTo(6);
        assertThat(many.offered).isEqualTo(few.offered);
    }

    /** Who is denied and does not come back has started all the same. */
    @Test
    void harderLimitsStartNothingElse() {
        SmallFleet limited = starts();
        limited.plans = List.of(SmallFleet.plan("free", 1, 1), SmallFleet.plan("pro", 1, 1));
        limited.resume = 0;
        CellOutcome all = starts().run(SPAN);
        CellOutcome few = limited.run(SPAN);
        assertThat(few.lost[FREE]).isGreaterThan(few.offered[FREE] / 2);
        assertThat(few.offered).isEqualTo(all.offered);
    }

    @Test
    void oneUserMoreChangesNobodyElse() {
        CellOutcome before = starts().run(SPAN);
        SmallFleet more = starts();
        more.proUsers += 1;
        CellOutcome after = more.run(SPAN);
        for (int p = 0; p < 4; p++) {
            if (p != PRO) {
                assertThat(after.offered[p]).isEqualTo(before.offered[p]);
            }
        }
        assertThat(after.offered[PRO]).isBetween(before.offered[PRO], before.offered[PRO] + 100);
    }

    @Test
    void anotherSeedReplicationOrCellIsOtherPeople() {
        CellOutcome first = starts().run(SPAN);
        assertThat(starts().withSeed(2).run(SPAN).offered).isNotEqualTo(first.offered);
        assertThat(starts().run(SPAN, 1).offered).isNotEqualTo(first.offered);
        SmallFleet halves = starts();
        halves.cells = 2;
        FleetModel fleet = halves.build();
        CellOutcome one = new CellSimulation(fleet, SPAN, 0, 0).run((part, requests) -> {});
        CellOutcome other = new CellSimulation(fleet, SPAN, 0, 1).run((part, requests) -> {});
        assertThat(one.offered).isNotEqualTo(other.offered);
    }
}
