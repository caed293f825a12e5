package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.People.Hour;
import io.tidegate.experiment.People.Service;
import io.tidegate.experiment.People.UserWeeks;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.scenario.SlaSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Outcomes written by hand, and what is said of them. Populations of tiny: free, pro, max-5x, tier-1, negotiated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleSummaryTest {
    private static final int PRO = 1;
    private static final int TIER_1 = 3;
    private static final int ALL = 5;
    /** Measuring begins five minutes after the warm-up. */
    private static final double START = 300;

    private LoadedScenario loaded;
    private FleetModel fleet;
    private PhaseSpan span;

    @BeforeAll
    void load() throws ScenarioException {
        loaded = ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), List.of());
        fleet = FleetModels.of(loaded.scenario());
        span = FleetModels.span(
                loaded.scenario().run(), loaded.scenario().phases().get(0));
    }

    private List<CellOutcome> cells() {
        List<CellOutcome> all = new ArrayList<>();
        for (int g = 0; g < 5; g++) {
            CellOutcome out = new CellOutcome(ALL, 2, 2, 4, 2, span);
            out.limited = new LimitedUsers(3);
            all.add(out);
        }
        return all;
    }

    private People people(List<CellOutcome> cells) {
        List<PhaseOutcome> outcomes =
                List.of(new PhaseOutcome(fleet, span, cells), new PhaseOutcome(fleet, span, cells()));
        return new Summarizer(loaded, outcomes, null).summary().phases().get(0).people();
    }

    /** Twenty minutes; tries in the first ten. One of 100 fails in the third, 6 in the fourth, 5 in the fifth: one is down. */
    @Test
    void aMinuteIsDownIfMoreThanTheShareFailed() {
        List<CellOutcome> cells = cells();
        for (int minute = 0; minute < 10; minute++) {
            for (CellOutcome cell : cells) {
                cell.people.minuteTries[TIER_1].add(START + 60 * minute + 1, 20);
            }
        }
        cells.get(0).people.minuteFaults[TIER_1].add(START + 121, 1);
        cells.get(0).people.minuteFaults[TIER_1].add(START + 181, 4);
        cells.get(4).people.minuteFaults[TIER_1].add(START + 181, 2);
        cells.get(3).people.minuteFaults[TIER_1].add(START + 241, 5);
        Service tier = people(cells).services().get(TIER_1);
        assertThat(tier.sla().minutes()).isEqualTo(10);
        assertThat(tier.sla().down()).isEqualTo(1);
        assertThat(tier.sla().up()).isCloseTo(0.9, within(1e-12));
        assertThat(tier.sla().credit()).as("below 95 %").isEqualTo(1);
        assertThat(people(cells).services().get(PRO).sla().up()).isNaN();
    }

    @Test
    void creditsFollowTheLadder() {
        SlaSpec usual = new SlaSpec(0.05, List.of());
        assertThat(usual.credit(1)).isZero();
        assertThat(usual.credit(0.999)).isZero();
        assertThat(usual.credit(0.9989)).isEqualTo(0.1);
        assertThat(usual.credit(0.98)).isEqualTo(0.25);
        assertThat(usual.credit(0.9)).isEqualTo(1);
        SlaSpec own = new SlaSpec(0.05, List.of(new SlaSpec.Step(0.995, 0.05)));
        assertThat(own.credit(0.9)).isEqualTo(0.05);
        assertThat(own.credit(0.997)).isZero();
    }

    @Test
    void theLimitThatBindsRefusedMostTriesOfTheHour() {
        List<CellOutcome> cells = cells();
        for (CellOutcome cell : cells) {
            cell.people.triesByHour[TIER_1][7] = 100;
            cell.people.triesByHour[TIER_1][9] = 50;
        }
        cells.get(0).people.deniedByHour[TIER_1][Denial.RPM.code()][7] = 9;
        cells.get(1).people.deniedByHour[TIER_1][Denial.ITPM.code()][7] = 5;
        cells.get(2).people.deniedByHour[TIER_1][Denial.ITPM.code()][7] = 5;
        List<Hour> hours = people(cells).binding().get(TIER_1).hours();
        assertThat(hours).hasSize(2);
        assertThat(hours.get(0).hour()).isEqualTo(7);
        assertThat(hours.get(0).tries()).isEqualTo(500);
        assertThat(hours.get(0).limit()).isEqualTo("ITPM");
        assertThat(hours.get(0).denied())
                .containsEntry("RPM", 9L)
                .containsEntry("ITPM", 10L)
                .hasSize(2);
        assertThat(hours.get(1).limit()).isEmpty();
        assertThat(people(cells).binding().get(PRO).hours()).isEmpty();
    }

    @Test
    void weeksAreSharesOfActiveUsersAndDays() {
        List<CellOutcome> cells = cells();
        for (int g = 0; g < 5; g++) {
            LimitedUsers users = cells.get(g).limited;
            users.active[PRO] = 100;
            users.active[0] = 300;
            users.limited[PRO] = 10L + g;
            users.byWindow[PRO] = 8L + g;
            users.byWeek[PRO] = 3;
            users.activeDays[PRO] = 400;
            users.limitedDays[PRO] = 20;
            users.lockoutSeconds[PRO] = 60_000;
            users.windowsExhausted[PRO] = 2;
            users.taken[PRO] = 30 + 50;
            users.takenSquares[PRO] = 30 * 30 + 50 * 50;
            users.use[PRO].add(1000);
            users.use[PRO].add(3000);
        }
        List<UserWeeks> weeks = people(cells).weeks();
        UserWeeks pro = weeks.get(PRO);
        assertThat(pro.active()).isEqualTo(500);
        assertThat(pro.week().any().value()).isCloseTo(0.12, within(1e-12));
        assertThat(pro.week().any().hasInterval()).isTrue();
        assertThat(pro.week().byWindow().value()).isCloseTo(0.10, within(1e-12));
        assertThat(pro.week().byCap().value()).isCloseTo(0.03, within(1e-12));
        assertThat(pro.day().any().value()).isCloseTo(0.05, within(1e-12));
        assertThat(pro.lockoutMinutes().value()).isCloseTo(10, within(1e-12));
        assertThat(pro.taken().value()).isCloseTo(40, within(1e-12));
        // Ten values, five of 30 and five of 50: variance 1000/9, mean 40.
        assertThat(pro.takenVariation().value()).isCloseTo(StrictMath.sqrt(1000.0 / 9) / 40, within(1e-12));
        assertThat(pro.fairness().gini().value()).isCloseTo(0.25, within(1e-12));
        assertThat(pro.fairness().jain().value()).isCloseTo(0.8, within(1e-12));
        assertThat(pro.window().p50().isKnown()).as("fewer than 100 beyond").isFalse();
        UserWeeks all = weeks.get(3);
        assertThat(all.name()).isEqualTo(People.ALL_PLANS);
        assertThat(all.active()).isEqualTo(2000);
        assertThat(all.lockoutMinutes().value()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void tasksAndChurnAreSums() {
        List<CellOutcome> cells = cells();
        for (CellOutcome cell : cells) {
            cell.tasks.completed[PRO] = 8;
            cell.tasks.cut[PRO] = 2;
            cell.tasks.usefulTokens[PRO] = 70;
            cell.tasks.keptTokens[PRO] = 10;
            cell.tasks.wastedTokens[PRO] = 20;
            cell.tasks.redoneTokens[PRO] = 10;
            cell.churn.accounts[PRO] = 100;
            cell.churn.churned[PRO] = 3;
            cell.outputTokens[PRO] = 50;
            cell.people.goodTokens[PRO] = 40;
            cell.offered[PRO] = 10;
            cell.abandoned[PRO] = 4;
            cell.wastedTokens[PRO] = 7;
            cell.paidCredits[PRO] = 11;
            cell.attempts[PRO] = 13;
        }
        Service pro = people(cells).services().get(PRO);
        assertThat(pro.tasks().completed()).isEqualTo(40);
        assertThat(pro.tasks().wastedShare().value()).isCloseTo(0.2, within(1e-12));
        assertThat(pro.abandoned()).isEqualTo(20);
        assertThat(pro.abandonedTokens()).isEqualTo(35);
        assertThat(pro.paidCredits()).isEqualTo(55);
        assertThat(pro.churn().churned()).isEqualTo(15);
        assertThat(pro.goodShare().value()).isCloseTo(0.8, within(1e-12));
        assertThat(pro.goodTokensPerSecond()).as("200 in 20 minutes").isCloseTo(200 / 1200.0, within(1e-12));
        assertThat(pro.triesPerRequest().value()).isCloseTo(1.3, within(1e-12));
    }
}
