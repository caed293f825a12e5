package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.RunSummary.Anchor;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.RunSpec;
import io.tidegate.scenario.Scenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Developers at their desks in the shipped scenarios. */
class DeskAnchorsTest {
    private static final double DAY = 86_400;
    private static final int ENTERPRISE = 5;

    private static Scenario scenario(String name, String... set) throws ScenarioException {
        LoadedScenario loaded = ScenarioLoader.load(Path.of("scenarios", name + ".yaml"), List.of(set));
        return loaded.scenario();
    }

    private static PhaseSpan span(Scenario scenario) {
        return FleetModels.span(scenario.run(), scenario.phases().get(0));
    }

    private static List<Anchor> anchors(Scenario scenario) {
        AnchorList list = new AnchorList();
        new DeskAnchors(FleetModels.of(scenario), span(scenario), list).add();
        return list.all();
    }

    /**
     * 6,000 coders, active on 55 % of days, 1.2 sessions of 67.6 requests a weekday, 0.32 of that on weekends: 3.02 M requests in two weeks.
     * Their intensities (sigma 0.4), sessions (Poisson) and lengths (coefficient of variation below 2) move that by 1.2 % at one standard
     * deviation: 6 % is a false alarm of 6e-7.
     */
    @Test
    void developersDoWhatThePlanSaysInTwoWholeWeeks() throws ScenarioException {
        Scenario scenario = scenario("anchors");
        FleetModel fleet = FleetModels.of(scenario);
        assertThat(fleet.demand().plans().get(ENTERPRISE).name()).isEqualTo("enterprise-seat");
        DeveloperWalk walk = new DeveloperWalk(fleet, ENTERPRISE, span(scenario));
        assertThat(walk.region().name()).isEqualTo("us-east");
        long[] byDay = new long[DeveloperWalk.DAYS];
        int[] last = {0};
        walk.walk((seat, day, second, request) -> {
            byDay[day]++;
            // No clock changes in these weeks: local days have 24 hours.
            assertThat((int) (second / DAY)).isEqualTo(day);
            assertThat(seat).isBetween(last[0], DeveloperWalk.SEATS - 1);
            assertThat(request.agentic).isTrue();
            last[0] = seat;
        });
        double weekday = 6000 * 0.55 * 1.2 * fleet.sessions().meanRows();
        double all = 0;
        for (long day : byDay) {
            all += day;
        }
        assertThat(all).isCloseTo(weekday * (10 + 4 * 0.32), within(0.06 * all));
        // The phase is on a Wednesday: days 3, 4, 10 and 11 of the fortnight before are Saturdays and Sundays.
        for (int day : new int[] {3, 4, 10, 11}) {
            assertThat((double) byDay[day]).isLessThan(0.5 * weekday);
        }
        for (int day : new int[] {0, 1, 2, 5, 6, 7, 8, 9, 12, 13}) {
            assertThat((double) byDay[day]).isGreaterThan(0.8 * weekday);
        }
    }

    @Test
    void everyFigureIsMarkedAndSaysWhyItDoesNotAgree() throws ScenarioException {
        Scenario scenario = scenario("anchors");
        assertThat(scenario.run().anchors()).isEqualTo(RunSpec.Anchors.ALL);
        List<Anchor> all = anchors(scenario);

        assertThat(all)
                .extracting(Anchor::kind)
                .containsExactly("calibrated", "calibrated", "predicted", "predicted", "predicted");
        Anchor mean = all.get(0);
        assertThat(mean.low()).isCloseTo(10.4, within(1e-9));
        assertThat(mean.high()).isCloseTo(15.6, within(1e-9));
        assertThat(mean.met()).isTrue();
        assertThat(all.get(1).met()).isTrue();
        assertThat(all.get(2).met()).isTrue();
        Anchor tokens = all.get(3);
        assertThat(tokens.low()).isCloseTo(200 / 15.0, within(1e-9));
        assertThat(tokens.high()).isCloseTo(300 / 10.0, within(1e-9));
        assertThat(tokens.met()).isTrue();
        Anchor requests = all.get(4);
        assertThat(requests.value()).isLessThan(requests.low());
        assertThat(requests.met()).isFalse();
        assertThat(requests.why())
                .startsWith(String.format("%.3g below 14.3 times: ", requests.low() - requests.value()))
                .contains("against the published 41,667, so that there are fewer");
        assertThat(all).allMatch(a -> a.met() == a.why().isEmpty());
    }

    /** Half as many sessions, and each request dearer: the figures move, and the verdicts with them. */
    @Test
    void otherDevelopersMissTheFigures() throws ScenarioException {
        List<Anchor> rare = anchors(scenario("anchors", "demand.plans.enterprise-seat.coding-sessions=0.3"));
        assertThat(rare.get(0).met()).isFalse();
        assertThat(rare.get(0).why()).contains("below 10.4 USD: a day has ").contains("cache reads");
        assertThat(rare.get(0).value())
                .isLessThan(anchors(scenario("anchors")).get(0).value());
    }

    @Test
    void scenariosWithoutSuchUsersHaveNoSuchFigures() throws ScenarioException {
        assertThat(anchors(scenario("tiny"))).isEmpty();
        assertThat(scenario("capacity-injection").run().anchors()).isEqualTo(RunSpec.Anchors.USUAL);
    }
}
