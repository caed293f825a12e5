package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.api;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.Denial;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.workload.SessionKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of what was asked for add up to the whole, cell by cell and merged. */
class PeopleOutcomeTest {
    private static final PhaseSpan SPAN = SmallFleet.span(DAY, 5 * MINUTE, 90 * MINUTE);
    private static final int SINGLE = SessionKind.STREAM.ordinal();

    private static SmallFleet limited() {
        SmallFleet small = new SmallFleet();
        small.plans = List.of(plan("free", 20_000, 40_000), plan("pro", 1_500_000, 9e6));
        small.api = api("tier-1", 5, 1e4, 2000);
        return small;
    }

    private static double sum(BinnedSeries series) {
        double sum = 0;
        for (int b = 0; b < series.bins(); b++) {
            sum += series.get(b);
        }
        return sum;
    }

    private static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }

    private static void assertWhole(CellOutcome out) {
        PeopleOutcome people = out.people;
        for (int p = 0; p < out.offered.length; p++) {
            long denied = 0;
            for (long[] byReason : out.denied[p]) {
                denied += sum(byReason);
            }
            assertThat(sum(people.offeredByKind[p])).isEqualTo(out.offered[p]);
            assertThat(sum(people.offeredByRegion[p])).isEqualTo(out.offered[p]);
            assertThat(sum(people.servedByKind[p])).isEqualTo(out.served[p]);
            assertThat(sum(people.servedByRegion[p])).isEqualTo(out.served[p]);
            assertThat(sum(people.deniedByKind[p])).isEqualTo(denied);
            assertThat(sum(people.deniedByRegion[p])).isEqualTo(denied);
            assertThat(sum(people.triesByHour[p])).isEqualTo(out.attempts[p]);
            assertThat(sum(people.minuteTries[p])).isEqualTo((double) out.attempts[p]);
            for (Denial reason : Denial.values()) {
                long ofReason = 0;
                for (long[] byReason : out.denied[p]) {
                    ofReason += byReason[reason.code()];
                }
                assertThat(sum(people.deniedByHour[p][reason.code()])).isEqualTo(ofReason);
            }
            assertThat(people.goodRequests[p]).isBetween(0L, out.served[p]);
            assertThat(people.goodTokens[p]).isLessThanOrEqualTo(out.outputTokens[p]);
        }
    }

    @Test
    void kindsRegionsAndHoursAddUp() {
        CellOutcome out = limited().run(SPAN);
        assertWhole(out);
        assertThat(out.attempts[SmallFleet.TIER_1])
                .as("retries are of the same kind")
                .isGreaterThan(out.offered[SmallFleet.TIER_1]);
        PeopleOutcome people = out.people;
        assertThat(people.offeredByKind[SmallFleet.FREE][SessionKind.CHAT.ordinal()])
                .isEqualTo(out.offered[SmallFleet.FREE]);
        assertThat(people.offeredByKind[SmallFleet.PRO][SessionKind.CODING.ordinal()])
                .isPositive();
        for (int p : new int[] {SmallFleet.TIER_1, SmallFleet.LARGE}) {
            assertThat(people.offeredByKind[p][SessionKind.RETRY.ordinal()]).isZero();
            assertThat(people.offeredByKind[p][SessionKind.AGENT.ordinal()]).isPositive();
            assertThat(people.offeredByRegion[p][2])
                    .as("single requests come from nowhere")
                    .isEqualTo(people.offeredByKind[p][SINGLE])
                    .isPositive();
        }
        // Measured from ten to half past eleven.
        assertThat(people.triesByHour[SmallFleet.LARGE][10]).isPositive();
        assertThat(people.triesByHour[SmallFleet.LARGE][11]).isPositive();
        assertThat(people.triesByHour[SmallFleet.LARGE][9]).isZero();
    }

    @Test
    void mergedCellsAreTheirSums() {
        CellOutcome first = limited().run(SPAN, 0);
        CellOutcome second = limited().run(SPAN, 1);
        long coding = first.people.offeredByKind[SmallFleet.PRO][1] + second.people.offeredByKind[SmallFleet.PRO][1];
        double good = first.people.goodTokens[SmallFleet.PRO] + second.people.goodTokens[SmallFleet.PRO];
        double minute =
                first.people.minuteTries[SmallFleet.LARGE].get(7) + second.people.minuteTries[SmallFleet.LARGE].get(7);
        double lockout = first.limited.lockoutSeconds[SmallFleet.PRO] + second.limited.lockoutSeconds[SmallFleet.PRO];
        long spent = first.limited.windowsExhausted[SmallFleet.PRO] + second.limited.windowsExhausted[SmallFleet.PRO];
        first.merge(second);
        assertWhole(first);
        assertThat(first.people.offeredByKind[SmallFleet.PRO][1]).isEqualTo(coding);
        assertThat(first.people.goodTokens[SmallFleet.PRO]).isEqualTo(good);
        assertThat(first.people.minuteTries[SmallFleet.LARGE].get(7)).isEqualTo(minute);
        assertThat(first.limited.lockoutSeconds[SmallFleet.PRO])
                .isEqualTo(lockout)
                .isPositive();
        assertThat(first.limited.windowsExhausted[SmallFleet.PRO])
                .isEqualTo(spent)
                .isPositive();
    }

    /** A service level that nobody can miss, or meet: of 10 ms steps no token comes sooner. */
    @Test
    void goodIsWhatKeepsTheServiceLevel() {
        SmallFleet small = SmallFleet.poisson(2, SmallFleet.EQUAL_STEPS);
        CellOutcome out = small.run(SmallFleet.span(0, 0, HOUR));
        assertThat(out.people.goodRequests[SmallFleet.LARGE]).isEqualTo(out.served[SmallFleet.LARGE]);
        assertThat(out.people.goodTokens[SmallFleet.LARGE]).isEqualTo(out.outputTokens[SmallFleet.LARGE]);

        PeopleOutcome people = new PeopleOutcome(1, 2, SPAN);
        people.served(0, 0, 1, 40, true);
        people.served(0, 0, 1, 70, false);
        assertThat(people.goodRequests[0]).isEqualTo(1);
        assertThat(people.goodTokens[0]).isEqualTo(40);
        assertThat(people.servedByRegion[0]).containsExactly(0, 2, 0);
    }

    /** Only the service's own refusals are faults. */
    @Test
    void faultsAreTheServicesOwn() {
        PeopleOutcome people = new PeopleOutcome(1, 1, SPAN);
        double t = 5 * MINUTE + 30;
        for (Denial reason : Denial.values()) {
            people.denied(0, 0, 0, reason.code(), t);
        }
        assertThat(people.minuteFaults[0].get(0)).isEqualTo(3);
        assertThat(sum(people.minuteFaults[0])).isEqualTo(3);
    }

    @Test
    void theHourIsThatOfTheLocalDay() {
        PeopleOutcome people = new PeopleOutcome(1, 1, SPAN);
        people.tried(0, 0, 0, true, 5 * MINUTE - 1); // 09:59:59
        people.tried(0, 0, 0, true, 5 * MINUTE); // 10:00
        people.tried(0, 0, 0, true, 5 * MINUTE + 14 * HOUR); // midnight
        assertThat(people.triesByHour[0][9]).isEqualTo(1);
        assertThat(people.triesByHour[0][10]).isEqualTo(1);
        assertThat(people.triesByHour[0][0]).isEqualTo(1);
    }

    /** Every user's week, once more from the balances: credits of all users are those charged in the last week. */
    @Test
    void creditsOfTheWeekAreThoseCharged() {
        SmallFleet small = new SmallFleet();
        PhaseSpan span = SmallFleet.span(7 * DAY, 0, HOUR);
        CellSimulation cell = new CellSimulation(small.build(), span, 0, 0);
        LimitedUsers limited = cell.runAccountsOnly();
        double charged = 0;
        for (int account = 0; account < cell.accounts().windows().accounts(); account++) {
            charged += cell.accounts().windows().weekUsed(account);
        }
        double used = limited.use[0].sum() + limited.use[1].sum();
        // Weeks of accounts start at their own times, so that the balance is a part of the seven days.
        assertThat(used).isGreaterThan(charged);
        assertThat(limited.lockoutSeconds[0]).isCloseTo(0, within(0.0));
    }
}
