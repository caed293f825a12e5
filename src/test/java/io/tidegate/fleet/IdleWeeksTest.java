package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.Storage;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.util.List;
import org.assertj.core.api.RecursiveComparisonAssert;
import org.junit.jupiter.api.Test;

/**
 * Users of {@code pro} move to {@code free} after an idle week. In five hours and in a week {@code pro} allows 300 and 3,000 credits,
 * {@code free} 100 and 1,000; little is less than 0.3 of 3,000.
 */
class IdleWeeksTest {
    private static final int HAIKU = 1;
    private static final double WEEK = 7 * DAY;

    private final SmallFleet small = new SmallFleet();

    IdleWeeksTest() {
        small.plans = List.of(SmallFleet.plan("free", 100, 1000), SmallFleet.plan("pro", 300, 3000));
        small.dynamics = List.of(moving(1));
    }

    private static DynamicsSpec moving(double hazard) {
        return moving(hazard, 0);
    }

    private static DynamicsSpec moving(double hazard, double churn) {
        return new DynamicsSpec("pro", 0, 0, DAY, churn, 0, 0, DynamicsSpec.NOWHERE, 0, "free", hazard, 0.3);
    }

    /** Users of {@code pro} that are asked by hand. */
    private static final class Cell {
        final ChurnCounts counts = new ChurnCounts(4);
        final PhaseSpan span = SmallFleet.span(0, 0, 40 * DAY);
        final LimitsTimeline timeline;
        final Subscribers subscribers;
        final Accounts accounts;
        final Experience experience;
        final PlanMoves moves;
        private final SessionTable table = new SessionTable();
        private final int slot = table.allocate();
        private final RequestDraft draft = new RequestDraft();

        Cell(SmallFleet small, int pro) {
            FleetModel fleet = small.build();
            timeline = fleet.timeline(span);
            subscribers =
                    new Subscribers(fleet.demand(), fleet.sessions(), 3, new int[] {0, pro}, SmallFleet.DATE, -3, 45);
            accounts = new Accounts(subscribers, fleet.models(), timeline, span);
            experience = new Experience(fleet.demand(), subscribers, span.preRollFrom(), counts);
            moves = new PlanMoves(
                    fleet.demand(), fleet.sessions(), subscribers, accounts, experience, timeline, span, counts);
        }

        /** When a week of a user begins; week 0 is the first whole one. */
        double week(int user, int number) {
            return subscribers.weekAnchor(user, span.preRollFrom(), WEEK) + number * WEEK;
        }

        /** A request of some credits: whether it passes. */
        boolean ask(int user, double t, double credits) {
            table.kind[slot] = (byte) SessionKind.CHAT.ordinal();
            table.owner[slot] = user;
            moves.due(table, slot, t);
            LimitTables limits = timeline.at(t);
            draft.model = HAIKU;
            draft.output = (int) (credits / 5);
            if (accounts.check(user, limits, HAIKU, true, 0, 0, t) != Accounts.PASS) {
                assertThat(moves.denied(user, limits, t)).as("nobody moves up").isFalse();
                return false;
            }
            moves.passes(user, limits, HAIKU, true, t);
            accounts.charge(user, limits, false, t, draft);
            return true;
        }

        /** So many requests of some credits, each in a usage window of its own. */
        void askApart(int user, double from, int times, double credits) {
            for (int i = 0; i < times; i++) {
                assertThat(ask(user, from + 6 * i * HOUR, credits)).isTrue();
            }
        }
    }

    @Test
    void aWeekOfLittleUseMovesAtItsEnd() {
        Cell cell = new Cell(small, 1);
        double week = cell.week(0, 0);
        cell.ask(0, week - HOUR, 300);
        assertThat(cell.ask(0, week - HOUR, 5))
                .as("denied before the first whole week")
                .isFalse();
        // 895 credits; free would pass the second request of a window, as the first leaves something of its budget.
        cell.askApart(0, week + 5 * HOUR, 8, 95);
        assertThat(cell.ask(0, week + 4 * DAY, 95)).isTrue();
        assertThat(cell.ask(0, week + 4 * DAY + MINUTE, 40)).isTrue();
        double end = week + WEEK;
        assertThat(cell.ask(0, end - 1e-3, 0)).isTrue();
        assertThat(cell.subscribers.plan(0)).isEqualTo(PRO);
        assertThat(cell.ask(0, end, 100)).isTrue();
        assertThat(cell.subscribers.plan(0)).isEqualTo(FREE);
        assertThat(cell.table.population[cell.slot]).isEqualTo((short) FREE);
        assertThat(cell.ask(0, end + HOUR, 5)).as("free: 100 in five hours").isFalse();
        assertThat(cell.counts.movedDownOut).containsExactly(0, 1, 0, 0);
        assertThat(cell.counts.movedDownIn).containsExactly(1, 0, 0, 0);
        assertThat(cell.counts.movedOut).containsOnly(0);
    }

    /** A week of too much in one window, one of too much in all, one with a denial: only the fourth, of nothing, is idle. */
    @Test
    void whatTellsAgainstAWeek() {
        Cell cell = new Cell(small, 1);
        double t = cell.week(0, 0) + 5 * HOUR;
        for (int i = 0; i < 3; i++) {
            assertThat(cell.ask(0, t + i * MINUTE, 50)).isTrue();
        }
        t += WEEK;
        cell.askApart(0, t, 10, 90);
        t += WEEK;
        assertThat(cell.subscribers.plan(0))
                .as("900 is not less than 0.3 of 3000")
                .isEqualTo(PRO);
        assertThat(cell.ask(0, t, 300)).isTrue();
        assertThat(cell.ask(0, t + MINUTE, 5)).isFalse();
        cell.moves.starting(0, cell.week(0, 4) - 1);
        assertThat(cell.subscribers.plan(0)).isEqualTo(PRO);
        double end = cell.week(0, 4);
        cell.moves.starting(0, end + HOUR);
        assertThat(cell.subscribers.plan(0)).isEqualTo(FREE);
        cell.moves.finish(cell.span.end());
        assertThat(cell.counts.movedDownOut).containsExactly(0, 1, 0, 0);
    }

    /** The same as the week before the last, but for the requests that told against it. */
    @Test
    void withoutThatTheyWouldHaveMoved() {
        Cell cell = new Cell(small, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(cell.ask(0, cell.week(0, 0) + 5 * HOUR + i * MINUTE, 50)).isTrue();
        }
        cell.askApart(1, cell.week(1, 0) + 5 * HOUR, 10, 85);
        cell.moves.starting(0, cell.week(0, 1) + HOUR);
        cell.moves.starting(1, cell.week(1, 1) + HOUR);
        assertThat(cell.counts.movedDownOut[PRO]).isEqualTo(2);
    }

    @Test
    void theShareIsOfTheBudgetAtTheWeeksEnd() {
        Cell once = new Cell(small, 1);
        double end = once.week(0, 1);
        small.change(0);
        small.plans = List.of(SmallFleet.plan("free", 100, 1000), SmallFleet.plan("pro", 300, 2000));
        small.change(end - HOUR);
        Cell changed = new Cell(small, 1);
        for (Cell cell : List.of(once, changed)) {
            cell.askApart(0, cell.week(0, 0) + 5 * HOUR, 8, 80);
            cell.moves.starting(0, end + HOUR);
        }
        assertThat(once.subscribers.plan(0)).as("640 of 3000").isEqualTo(FREE);
        assertThat(changed.subscribers.plan(0)).as("640 of 2000").isEqualTo(PRO);
    }

    /**
     * Three idle weeks, of which half of the users have one with too much: 1 − (1 − h)³ of 20,000 users have moved and 1 − (1 − h)²
     * of the others, each within 4.4 standard deviations, false alarm 1e-5.
     */
    @Test
    void theShareThatMovesIsTheProductOfItsIdleWeeks() {
        small.dynamics = List.of(moving(0.2));
        int users = 20_000;
        Cell cell = new Cell(small, 2 * users);
        for (int user = 0; user < 2 * users; user++) {
            if (user % 2 == 0) {
                for (int i = 0; i < 3; i++) {
                    cell.ask(user, cell.week(user, 1) + 5 * HOUR + i * MINUTE, 50);
                }
            } else {
                cell.ask(user, cell.week(user, 1) + 5 * HOUR, 50);
            }
            cell.moves.starting(user, cell.week(user, 3) + HOUR);
        }
        for (int busy = 0; busy < 2; busy++) {
            double moved = 0;
            for (int user = 1 - busy; user < 2 * users; user += 2) {
                moved += cell.subscribers.plan(user) == FREE ? 1 : 0;
            }
            double stay = StrictMath.pow(0.8, 3 - busy);
            assertThat(moved / users).isCloseTo(1 - stay, within(4.4 * StrictMath.sqrt(stay * (1 - stay) / users)));
        }
    }

    /** Most leave within a fortnight; whoever is away at a week's end does not move, and who has moved leaves no more. */
    @Test
    void whoIsAwayStaysWithThePlan() {
        small.dynamics = List.of(moving(1, 0.99999));
        int users = 2000;
        Cell cell = new Cell(small, users);
        int away = 0;
        for (int user = 0; user < users; user++) {
            cell.moves.starting(user, cell.week(user, 2) + HOUR);
            away += cell.experience.isThere(user, cell.week(user, 2) + HOUR) ? 0 : 1;
        }
        assertThat(away).isBetween(users / 2, users - 1);
        assertThat(cell.counts.movedDownOut[PRO]).isEqualTo(users - away);
        assertThat(cell.counts.churned).containsExactly(0, away, 0, 0);
    }

    @Test
    void aUserTakesFiveBytesMore() throws IllegalAccessException {
        Cell moving = new Cell(small, 100_000);
        small.dynamics = List.of();
        Cell staying = new Cell(small, 100_000);
        long more = Storage.arrayBytes(moving.moves) - Storage.arrayBytes(staying.moves);
        assertThat(more).as("four, and the plan of the moment").isEqualTo(500_000);
        assertThat(Storage.arrayBytes(moving.moves) / 1e5).isLessThan(100);
    }

    private SmallFleet idle(double hazard, double below) {
        small.plans = List.of(SmallFleet.plan("free", 20_000, NO_LIMIT), SmallFleet.plan("pro", 60_000, 2_000_000));
        small.apiRequests = 0;
        small.freeUsers = 10;
        small.proUsers = 200;
        small.chatRequests = 3;
        small.codingSessions = 0.1;
        DynamicsSpec down =
                new DynamicsSpec("pro", 0, 0, DAY, 0.3, 0.1, 0.5, DynamicsSpec.NOWHERE, 0, "free", hazard, below);
        DynamicsSpec up = new DynamicsSpec("free", 0, 0, DAY, 0, 0, 0, "pro", 0.3, DynamicsSpec.NOWHERE, 0, 1);
        small.dynamics = List.of(down, up);
        return small;
    }

    /** The same days, once served and once rolled over but for their last: the same moves, whose requests are single. */
    @Test
    void movesAreTheSameBeforeAnythingIsServedAndAfter() {
        SmallFleet fleet = idle(0.5, 0.3).singleRequests();
        CellOutcome rolled = fleet.run(SmallFleet.span(15 * DAY, 0, DAY));
        PhaseSpan last = SmallFleet.span(15 * DAY, 0, DAY);
        PhaseSpan all = new PhaseSpan(
                last.date(),
                last.midnight(),
                last.preRollFrom(),
                last.preRollFrom(),
                last.measureFrom(),
                last.end(),
                DAY);
        CellOutcome served = fleet.run(all);
        assertThat(rolled.churn.movedDownOut[PRO]).isBetween(20L, 190L);
        assertThat(rolled.churn.movedOut[FREE]).isPositive();
        same(served.churn).isEqualTo(rolled.churn);
        same(fleet.run(last).churn).isEqualTo(rolled.churn);
        assertThat(fleet.withSeed(2).run(last).churn.movedDownOut[PRO]).isNotEqualTo(rolled.churn.movedDownOut[PRO]);
    }

    private static RecursiveComparisonAssert<?> same(Object found) {
        return assertThat(found).usingRecursiveComparison().ignoringFieldsMatchingRegexes(".*histogram.identity");
    }

    @Test
    void wouldBeMoversThatStayChangeNothing() {
        PhaseSpan span = SmallFleet.span(15 * DAY, 0, HOUR);
        CellOutcome stay = idle(Double.MIN_VALUE, 0.3).run(span);
        CellOutcome move = idle(1, 0.3).run(span);
        SmallFleet fleet = idle(0, 0.3);
        CellOutcome none = fleet.run(span);
        same(none.churn).isEqualTo(stay.churn);
        assertThat(none.offered).isEqualTo(stay.offered);
        assertThat(none.served).isEqualTo(stay.served);
        assertThat(none.inputTokens).isEqualTo(stay.inputTokens);
        assertThat(none.limited.activeDays).isEqualTo(stay.limited.activeDays);
        assertThat(move.churn.movedDownOut[PRO]).isGreaterThan(20);
        assertThat(stay.churn.movedDownOut).containsOnly(0);
        CellOutcome less = idle(1, 0.03).run(span);
        assertThat(less.churn.movedDownOut[PRO]).isBetween(1L, move.churn.movedDownOut[PRO] - 1);
    }
}
