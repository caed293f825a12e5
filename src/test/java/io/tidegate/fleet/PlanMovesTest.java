package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.Denial;
import io.tidegate.limits.Storage;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.Subscribers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users of {@code free} move to {@code pro} when they are denied; those of {@code pro} do not move. */
class PlanMovesTest {
    private static final int HAIKU = 1;
    private static final double START = SmallFleet.at(10, 0);

    private final SmallFleet small = new SmallFleet();

    PlanMovesTest() {
        small.plans = List.of(SmallFleet.plan("free", 100, NO_LIMIT), SmallFleet.plan("pro", 300, NO_LIMIT));
        small.dynamics = List.of(moving(1));
    }

    private static DynamicsSpec moving(double hazard) {
        return new DynamicsSpec("free", 0, 0, DAY, 0, 0, 0, "pro", hazard, DynamicsSpec.NOWHERE, 0, 1);
    }

    /** A cell of users that are asked by hand. */
    private static final class Cell {
        final ChurnCounts counts = new ChurnCounts(4);
        final LimitsTimeline timeline;
        final Subscribers subscribers;
        final Accounts accounts;
        final Experience experience;
        final PlanMoves moves;
        private final RequestDraft draft = new RequestDraft();

        Cell(SmallFleet small, int free, int pro) {
            FleetModel fleet = small.build();
            PhaseSpan span = SmallFleet.span(0, 0, 20 * DAY);
            timeline = fleet.timeline(span);
            subscribers = new Subscribers(
                    fleet.demand(), fleet.sessions(), 3, new int[] {free, pro}, SmallFleet.DATE, -3, 23);
            accounts = new Accounts(subscribers, fleet.models(), timeline, span);
            experience = new Experience(fleet.demand(), subscribers, span.preRollFrom(), counts);
            moves = new PlanMoves(
                    fleet.demand(), fleet.sessions(), subscribers, accounts, experience, timeline, span, counts);
        }

        boolean denied(int user, double t) {
            return moves.denied(user, timeline.at(t), t);
        }

        /** A request of some credits after so many hours: when it passes, in hours. */
        double ask(double hours, double credits) {
            double t = START + hours * HOUR;
            draft.model = HAIKU;
            draft.output = (int) (credits / 5);
            if (accounts.check(0, timeline.at(t), HAIKU, true, 0, 0, t) != Accounts.PASS) {
                return (accounts.passesAt() - START) / HOUR;
            }
            accounts.charge(0, timeline.at(t), false, t, draft);
            return hours;
        }
    }

    /**
     * Denied on three days, each several times: 1 − (1 − h)³ of 20,000 users have moved, within 4.4 standard deviations, false alarm 1e-5.
     */
    @Test
    void theShareThatMovesIsTheProductOfItsLimitedDays() {
        small.dynamics = List.of(moving(0.15));
        int users = 20_000;
        Cell cell = new Cell(small, users, users);
        for (int user = 0; user < 2 * users; user++) {
            int first = 1 + user % 5;
            for (int day = first; day <= first + 8; day += 4) {
                for (int hour : new int[] {0, 9, 23}) {
                    double t = cell.subscribers.days(user).at(day, hour, 0.3);
                    assertThat(cell.denied(user, t) && hour > 0)
                            .as("the first denial of a day decides")
                            .isFalse();
                }
            }
        }
        double stay = StrictMath.pow(0.85, 3);
        double theory = 1 - stay;
        assertThat(cell.counts.movedOut[FREE] / (double) users)
                .isCloseTo(theory, within(4.4 * StrictMath.sqrt(theory * stay / users)));
        assertThat(cell.counts.movedIn).containsExactly(0, cell.counts.movedOut[FREE], 0, 0);
        assertThat(cell.counts.movedOut[PRO]).isZero();
    }

    @Test
    void theLimitsOfTheOtherPlanHoldAtOnceForWhatWasUsedBefore() {
        Cell cell = new Cell(small, 1, 0);
        assertThat(cell.ask(0, 100)).isEqualTo(0);
        assertThat(cell.ask(1, 5)).as("free: 100 in five hours").isEqualTo(5);
        assertThat(cell.denied(0, START + HOUR)).isTrue();
        assertThat(cell.subscribers.plan(0)).isEqualTo(PRO);
        assertThat(cell.subscribers.firstPlan(0)).isEqualTo(FREE);
        assertThat(cell.ask(1, 195)).isEqualTo(1);
        assertThat(cell.ask(1, 5)).isEqualTo(1);
        assertThat(cell.ask(1, 5)).as("pro: 300 in five hours").isEqualTo(5);
        assertThat(cell.denied(0, START + HOUR)).as("nobody moves from there").isFalse();
        assertThat(cell.ask(5, 295)).isEqualTo(5);
        assertThat(cell.ask(5, 5)).isEqualTo(5);
        assertThat(cell.ask(5, 5)).isEqualTo(10);
    }

    /** Everybody leaves {@code free} overnight; who has left moves no more, and who has moved stays with the other plan. */
    @Test
    void whoHasLeftDoesNotMove() {
        small.dynamics = List.of(new DynamicsSpec("free", 0, 0, DAY, 1, 0, 0, "pro", 1, DynamicsSpec.NOWHERE, 0, 1));
        Cell cell = new Cell(small, 2, 0);
        double nextDay = cell.subscribers.days(0).at(1, 12, 0);
        assertThat(cell.denied(0, nextDay)).isFalse();
        assertThat(cell.denied(1, cell.subscribers.days(1).at(0, 20, 0))).isTrue();
        assertThat(cell.experience.starts(0, nextDay)).isFalse();
        assertThat(cell.experience.starts(1, nextDay)).isTrue();
        assertThat(cell.counts.churned).containsExactly(1, 0, 0, 0);
        assertThat(cell.counts.movedOut).containsExactly(1, 0, 0, 0);
    }

    @Test
    void aUserTakesOneByteMore() throws IllegalAccessException {
        small.freeUsers = 60_000;
        small.proUsers = 40_000;
        Cell moving = new Cell(small, 60_000, 40_000);
        small.dynamics = List.of();
        Cell staying = new Cell(small, 60_000, 40_000);
        assertThat(Storage.arrayBytes(moving.subscribers) - Storage.arrayBytes(staying.subscribers))
                .isEqualTo(100_000);
        assertThat(Storage.arrayBytes(moving.accounts) / 1e5 + 12).isLessThan(100);
    }

    private SmallFleet limited(double hazard) {
        small.plans = List.of(SmallFleet.plan("free", 20_000, NO_LIMIT), SmallFleet.plan("pro", NO_LIMIT, NO_LIMIT));
        small.apiRequests = 0;
        small.freeUsers = 200;
        small.dynamics = hazard < 0 ? List.of() : List.of(moving(hazard));
        return small;
    }

    private static long denied(CellOutcome out, int population) {
        return Arrays.stream(out.denied[population])
                .mapToLong(byReason -> byReason[Denial.WINDOW_5H.code()])
                .sum();
    }

    @Test
    void wouldBeMoversThatStayChangeNothing() {
        PhaseSpan span = SmallFleet.span(2 * DAY, HOUR, HOUR);
        CellOutcome stay = limited(Double.MIN_VALUE).run(span);
        CellOutcome none = limited(-1).run(span);
        assertThat(denied(none, FREE)).isGreaterThan(20);
        assertThat(stay)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*histogram.identity")
                .isEqualTo(none);
    }

    /** Everybody moves at the first denial, and is never denied again: as many denials as moves, in the whole cell. */
    @Test
    void whoMovesIsServedUnderTheOtherPlan() {
        SmallFleet fleet = limited(1);
        fleet.proUsers = 0;
        fleet.secondTurn = 0.9;
        CellOutcome out = fleet.run(SmallFleet.span(0, 0, 3 * HOUR));
        assertThat(out.churn.movedOut[FREE]).isGreaterThan(50).isEqualTo(denied(out, FREE));
        assertThat(out.churn.movedIn[PRO]).isEqualTo(out.churn.movedOut[FREE]);
        assertThat(denied(out, PRO)).isZero();
        assertThat(out.lost[FREE] + out.lost[PRO]).isZero();
        assertThat(out.served[PRO]).isGreaterThan(200);
        for (int p = FREE; p <= PRO; p++) {
            assertThat(out.served[p] + out.openAtEnd[p]).isEqualTo(out.offered[p]);
            TaskCounts tasks = out.tasks;
            assertThat(tasks.usefulTokens[p] + tasks.openTokens[p])
                    .isEqualTo(out.inputTokens[p] - out.cachedTokens[p] + out.outputTokens[p]);
        }
    }

    /** The same people start the same things whether they may move or not, before anything is served and after. */
    @Test
    void movesStartNothingElse() {
        PhaseSpan span = SmallFleet.span(2 * DAY, HOUR, 2 * HOUR);
        CellOutcome stay = limited(-1).singleRequests().run(span);
        CellOutcome move = limited(0.5).run(span);
        CellOutcome all = limited(1).run(span);
        assertThat(move.offered[FREE] + move.offered[PRO]).isEqualTo(stay.offered[FREE] + stay.offered[PRO]);
        assertThat(all.offered[FREE] + all.offered[PRO]).isEqualTo(stay.offered[FREE] + stay.offered[PRO]);
        assertThat(move.churn.movedOut[FREE]).isBetween(20L, all.churn.movedOut[FREE] - 1);
        assertThat(move.limited.limited[PRO]).isZero();
        assertThat(all.limited.active[FREE] + all.limited.active[PRO])
                .isEqualTo(stay.limited.active[FREE] + stay.limited.active[PRO]);
        assertThat(move.offered[PRO]).isBetween(stay.offered[PRO] + 1, all.offered[PRO] - 1);
    }
}
