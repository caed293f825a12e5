package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.RunSummary.Anchor;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Outcomes written by hand, and what must be printed of them. Plans: free, pro, max-5x; tiers: tier-1, negotiated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SummarizerTest {
    private static final int PRO = 1;
    private static final int TIER_1 = 3;
    private static final int ALL = 5;
    private static final int SONNET = 0;
    /** Pools: home-sonnet and home-haiku, annex-sonnet and annex-haiku; sites: home and annex. */
    private static final int POOLS = 4;

    private LoadedScenario loaded;
    private FleetModel fleet;
    private PhaseSpan span;

    @BeforeAll
    void load() throws ScenarioException {
        loaded = ScenarioLoader.load(
                Path.of("scenarios", "tiny.yaml"), List.of("run.fleet-cells=5", "injection-share=20 %"));
        fleet = FleetModels.of(loaded.scenario());
        span = FleetModels.span(
                loaded.scenario().run(), loaded.scenario().phases().get(0));
    }

    private CellOutcome empty() {
        CellOutcome out = new CellOutcome(ALL, 2, 2, POOLS, 2, span);
        out.limited = new LimitedUsers(3);
        return out;
    }

    private RunSummary summary(List<CellOutcome> before, List<CellOutcome> after) {
        List<PhaseOutcome> outcomes =
                List.of(new PhaseOutcome(fleet, span, before), new PhaseOutcome(fleet, span, after));
        return new Summarizer(loaded, outcomes, new LimitedUsers(3)).summary();
    }

    private List<CellOutcome> empties(int groups) {
        List<CellOutcome> all = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            all.add(empty());
        }
        return all;
    }

    private static <T> T of(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key));
    }

    @Test
    void countsAreSumsAndSharesAreOfAllTries() {
        List<CellOutcome> cells = empties(5);
        for (int g = 0; g < 5; g++) {
            CellOutcome cell = cells.get(g);
            cell.offered[PRO] = 100;
            cell.served[PRO] = 80;
            cell.lost[PRO] = 5L + g;
            cell.attempts[PRO] = 120L + g;
            cell.cutSessions[PRO] = 3;
            cell.denied[PRO][0][Denial.WINDOW_5H.code()] = 10;
            cell.denied[PRO][1][Denial.WEEKLY.code()] = 2L * g;
            cell.offered[4] = 1000;
            cell.attempts[4] = 1000;
            cell.cachedTokens[PRO] = 30;
            cell.inputTokens[PRO] = 40;
        }
        Phase phase = summary(cells, empties(5)).phases().get(0);
        Population pro = phase.populations().get(PRO);
        assertThat(pro.name()).isEqualTo("pro");
        assertThat(pro.api()).isFalse();
        assertThat(pro.offered()).isEqualTo(500);
        assertThat(pro.served()).isEqualTo(400);
        assertThat(pro.lost()).isEqualTo(35);
        assertThat(pro.attempts()).isEqualTo(610);
        assertThat(pro.cutSessions()).isEqualTo(15);
        assertThat(pro.denied())
                .containsEntry("WINDOW_5H", 50L)
                .containsEntry("WEEKLY", 20L)
                .containsEntry("RPM", 0L);
        assertThat(pro.deniedShare().value()).isCloseTo(70 / 610.0, within(1e-12));
        assertThat(pro.deniedShareBy()).containsOnlyKeys("WINDOW_5H", "WEEKLY");
        assertThat(of(pro.deniedShareBy(), "WEEKLY").value()).isCloseTo(20 / 610.0, within(1e-12));
        assertThat(pro.lostShare().value()).isCloseTo(35 / 500.0, within(1e-12));
        // Equal denominators, so the jackknife is the textbook's interval of the mean of 0.05 to 0.09: s = 0.0158, t =
        // 2.776.
        assertThat(pro.lostShare().halfWidth()).isCloseTo(2.776445 * StrictMath.sqrt(0.00025 / 5), within(1e-6));
        assertThat(pro.cachedShare().value()).isEqualTo(0.75);
        Population all = phase.populations().get(ALL);
        assertThat(all.name()).isEqualTo("all");
        assertThat(all.offered()).isEqualTo(5500);
        assertThat(all.deniedShare().value()).isCloseTo(70 / 5610.0, within(1e-12));
        assertThat(phase.populations().get(4).api()).isTrue();
    }

    /** A site has 1/6 in a cell: the injection's share of 20 % in place of 25 % makes 6.25 cells of five. */
    @Test
    void sitesAreScaledToTheFleet() {
        assertThat(fleet.injectionCells()).isEqualTo(6);
        List<CellOutcome> cells = empties(5);
        for (CellOutcome cell : cells) {
            cell.replicas[0] = 4;
            cell.replicas[1] = 4;
            cell.onLineSeconds[0] = 1000;
            cell.onLineSeconds[1] = 3000;
            cell.workSeconds[0] = 700;
            cell.workSeconds[1] = 300;
            cell.busySeconds[0] = 800;
            cell.batchSeconds[0] = 1600;
            cell.peakWatts[0] = 50_000;
            cell.watts[0].add(400, 20_000);
            cell.watts[0].add(1000, 40_000);
            cell.readings.add(400, 1);
            cell.readings.add(1000, 1);
            cell.cappedReadings[0] = 1;
        }
        Phase phase = summary(cells, empties(5)).phases().get(0);
        RunSummary.Site home = phase.sites().get(0);
        assertThat(home.gpus()).isCloseTo(6 * 4 * (32 + 4), within(1e-9));
        assertThat(home.utilisation().value()).isEqualTo(0.25);
        assertThat(home.meanMegawatts().value()).isCloseTo(6 * 0.03, within(1e-12));
        assertThat(home.peakMegawatts()).isCloseTo(6 * 0.05, within(1e-12));
        assertThat(home.envelopeMegawatts()).as("of a fleet of six cells").isCloseTo(1.3 * 6 / 5, within(1e-9));
        assertThat(home.cappedShare()).isEqualTo(0.5);
        assertThat(phase.sites().get(1).envelopeMegawatts())
                .as("the injection is as it is")
                .isCloseTo(0.4, within(1e-9));
        RunSummary.Model sonnet = phase.models().get(SONNET);
        assertThat(sonnet.replicas()).isEqualTo(4);
        assertThat(sonnet.utilisation().value()).isEqualTo(0.7);
        assertThat(sonnet.busy().value()).isEqualTo(0.8);
        assertThat(sonnet.batch().value()).isEqualTo(2);
        // Bins of a minute from minute 5 on: the readings lie in the second and in the twelfth.
        List<Double> series = of(phase.series().megawatts(), "home");
        assertThat(series.get(1)).isCloseTo(6 * 0.02, within(1e-12));
        assertThat(series.get(11)).isCloseTo(6 * 0.04, within(1e-12));
        assertThat(series.get(2)).isZero();
    }

    /** Work offered is shown per cell and second, whatever the number of cells in a group. */
    @Test
    void loadAndCapacityAreSharesOfACell() {
        List<CellOutcome> cells = empties(5);
        CellOutcome sixth = empty();
        for (int g = 0; g < 6; g++) {
            CellOutcome cell = g < 5 ? cells.get(g) : sixth;
            cell.load[PRO].add(330, 30);
            cell.loadOnLine.add(330, 24);
            cell.attemptSeries[PRO].add(330, 10);
            cell.deniedSeries[PRO].add(330, g);
        }
        cells.get(0).merge(sixth);
        RunSummary.Series series = summary(cells, empties(5)).phases().get(0).series();
        assertThat(of(series.load(), "pro").get(0)).isCloseTo(0.5, within(1e-12));
        assertThat(series.capacity().get(0)).isCloseTo(1.25, within(1e-12));
        assertThat(series.capacity().get(1)).as("nothing offered").isEqualTo(1);
        assertThat(of(series.denied(), "pro").get(0)).isCloseTo(15 / 60.0, within(1e-12));
    }

    /** Each cell is slower by its own amount and all become faster by the same: the difference has next to no interval. */
    @Test
    void differencesArePairedByCell() {
        List<CellOutcome> before = empties(6);
        List<CellOutcome> after = empties(6);
        for (int g = 0; g < 6; g++) {
            for (int i = 0; i < 1000; i++) {
                before.get(g).ttft(PRO, SONNET).record(2 + g + i * 1e-3);
                after.get(g).ttft(PRO, SONNET).record(1 + g + i * 1e-3);
            }
            before.get(g).attempts[PRO] = 1000;
            after.get(g).attempts[PRO] = 1000;
            before.get(g).denied[PRO][0][Denial.WINDOW_5H.code()] = 100L + 10L * g;
            after.get(g).denied[PRO][0][Denial.WINDOW_5H.code()] = 50L + 10L * g;
        }
        RunSummary summary = summary(before, after);
        RunSummary.Difference denied = difference(summary, "tries denied, share");
        assertThat(denied.from()).isEqualTo("before");
        assertThat(denied.to()).isEqualTo("after");
        assertThat(denied.change().value()).isCloseTo(-0.05, within(1e-12));
        assertThat(denied.change().halfWidth()).isCloseTo(0, within(1e-9));
        RunSummary.Difference ttft = difference(summary, "TTFT p50, s");
        assertThat(ttft.change().value()).isCloseTo(-1, within(0.01));
        double alone =
                summary.phases().get(0).populations().get(PRO).ttft().p50().halfWidth();
        assertThat(ttft.change().halfWidth()).isLessThan(0.05 * alone);
    }

    /** Denied by cell: 10 to 14 % with variance 2.5, then 5, 7, 6, 9 and 8 % with 2.5; their differences vary by 1. */
    @Test
    void saysWhatPairingSaved() {
        List<CellOutcome> before = empties(5);
        List<CellOutcome> after = empties(5);
        long[] denied = {5, 7, 6, 9, 8};
        for (int g = 0; g < 5; g++) {
            before.get(g).attempts[PRO] = 100;
            after.get(g).attempts[PRO] = 100;
            before.get(g).denied[PRO][0][Denial.WEEKLY.code()] = 10L + g;
            after.get(g).denied[PRO][0][Denial.WEEKLY.code()] = denied[g];
        }
        assertThat(difference(summary(before, after), "tries denied, share").saved())
                .isCloseTo((2.5 + 2.5) / 1, within(1e-9));
        assertThat(difference(summary(before, before), "tries denied, share").saved())
                .as("nothing differs")
                .isNaN();
        assertThat(difference(summary(empties(4), empties(4)), "tries denied, share")
                        .saved())
                .as("no interval")
                .isNaN();
    }

    private static RunSummary.Difference difference(RunSummary summary, String measure) {
        return summary.differences().stream()
                .filter(d -> d.population().equals("pro") && d.measure().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatIsNotKnown() {
        RunSummary summary = summary(empties(5), empties(5));
        Population pro = summary.phases().get(0).populations().get(PRO);
        assertThat(pro.deniedShare().isKnown()).isFalse();
        assertThat(pro.ttft().p50().isKnown()).isFalse();
        assertThat(pro.waitCdf()).isEmpty();
        assertThat(summary.requests()).isZero();
    }

    @Test
    void warnsOfFewGroupsAndOfRefusals() {
        List<CellOutcome> cells = empties(4);
        cells.get(2).denied[PRO][1][Denial.TOO_LARGE.code()] = 7;
        List<String> warnings = summary(cells, empties(4)).warnings();
        assertThat(warnings)
                .anyMatch(w -> w.contains("no intervals") && w.contains("this run has 4"))
                .anyMatch(w -> w.contains("7 tries were refused with TOO_LARGE in before"))
                .noneMatch(w -> w.contains("SITE_DOWN"));
        assertThat(summary(empties(5), empties(5)).warnings()).noneMatch(w -> w.contains("no intervals"));
    }

    @Test
    void warnsOfPhasesAtOtherTimesOfDay() throws ScenarioException {
        assertThat(summary(empties(5), empties(5)).warnings()).noneMatch(w -> w.contains("starts at"));
        LoadedScenario shifted =
                ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), List.of("phases.after.start=2026-06-02T09:00"));
        List<PhaseOutcome> outcomes =
                List.of(new PhaseOutcome(fleet, span, empties(5)), new PhaseOutcome(fleet, span, empties(5)));
        assertThat(Warnings.of(shifted, outcomes)).anyMatch(w -> w.startsWith("after starts at 09:00, not at 07:00"));
    }

    /** A phase that ends before its first power reading says nothing of power, nor does a site that is not on line. */
    @Test
    void withoutAReadingThereIsNoPowerAnchor() {
        assertThat(summary(empties(5), empties(5)).anchors())
                .noneMatch(a -> a.name().contains("Greatest power"));
        List<CellOutcome> read = empties(5);
        read.forEach(cell -> cell.readings.add(400, 1));
        assertThat(summary(empties(5), read).anchors()).noneMatch(a -> a.name().contains("Greatest power"));
        read.get(0).peakWatts[1] = 1000;
        assertThat(summary(empties(5), read).anchors()).anyMatch(a -> a.name().contains("Greatest power"));
    }

    /** Users that meet their window with the peak factor and would not without: 30 of 400, or 7.5 points. */
    @Test
    void anchorsCompareTheSameUsers() {
        List<CellOutcome> cells = empties(5);
        cells.forEach(cell -> {
            cell.limited.active[PRO] = 80;
            cell.limited.byWindow[PRO] = 10;
            cell.limited.byWeek[PRO] = 2;
        });
        LimitedUsers flat = new LimitedUsers(3);
        flat.byWindow[PRO] = 20;
        List<PhaseOutcome> outcomes =
                List.of(new PhaseOutcome(fleet, span, cells), new PhaseOutcome(fleet, span, empties(5)));
        RunSummary summary = new Summarizer(loaded, outcomes, flat).summary();
        assertThat(summary.anchors())
                .anyMatch(a ->
                        a.name().contains("five-hour limit") && a.simulated().contains("7.5 %") && a.met())
                .anyMatch(a -> a.name().contains("weekly cap") && a.simulated().contains("2.5 %") && a.met());
    }

    /** 37.5 % of Pro users are newly limited; of tier 1, requests deny most before, or tokens still do after. */
    @Test
    void anchorsThatMissSayByHowMuchAndWhy() {
        List<CellOutcome> cells = empties(1);
        cells.get(0).limited.active[PRO] = 80;
        cells.get(0).limited.byWindow[PRO] = 30;
        cells.get(0).limited.byWeek[PRO] = 8;
        cells.get(0).denied[TIER_1][SONNET][Denial.ITPM.code()] = 10;
        cells.get(0).denied[TIER_1][SONNET][Denial.RPM.code()] = 40;
        assertThat(summary(cells, empties(1)).anchors())
                .filteredOn(a -> !a.met())
                .extracting(Anchor::why)
                .containsExactly(
                        "29.5 above 8.00 %: with a factor of 2.50, 37.5 % of Pro users meet the window, without it 0.0 %; a lower"
                                + " factor, or less use in peak hours, would limit fewer",
                        "5.00 above 5.00 %: 8 of 80 active users of pro use more than its weekly cap allows, which is assumed",
                        "1.00 below 1.00 times: after, neither limit refuses a request");
    }

    @Test
    void theBindingLimitMustFlip() {
        assertThat(flip(30, 10, 1, 20).met()).isTrue();
        assertThat(flip(30, 10, 1, 20).value()).isEqualTo(3);
        assertThat(flip(10, 40, 1, 20).why())
                .isEqualTo(
                        "0.750 below 1.00 times: before, too few prompts are longer than the 600 tokens that ITPM over RPM is");
        assertThat(flip(30, 10, 20, 10).why())
                .isEqualTo(
                        "0.500 below 1.00 times: after, too many prompts are still longer than the 10,000 tokens that ITPM over RPM is");
    }

    private Anchor flip(long itpmBefore, long rpmBefore, long itpmAfter, long rpmAfter) {
        List<CellOutcome> before = empties(1);
        List<CellOutcome> after = empties(1);
        before.get(0).denied[TIER_1][SONNET][Denial.ITPM.code()] = itpmBefore;
        before.get(0).denied[TIER_1][SONNET][Denial.RPM.code()] = rpmBefore;
        after.get(0).denied[TIER_1][SONNET][Denial.ITPM.code()] = itpmAfter;
        after.get(0).denied[TIER_1][SONNET][Denial.RPM.code()] = rpmAfter;
        return summary(before, after).anchors().stream()
                .filter(a -> a.name().startsWith("Limit that denies most"))
                .findFirst()
                .orElseThrow();
    }
}
