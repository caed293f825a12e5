package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.RunSummary.Difference;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.fleet.FleetModel;
import io.tidegate.report.SummaryJson;
import io.tidegate.report.Tables;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Runs of the smallest scenario that ships, made smaller, with variants. */
class VariantRunsTest {
    private static final List<String> SMALLER = List.of(
            "run.warm-up=1 min",
            "run.pre-roll=1 d",
            "demand.plans.free.users=1000",
            "demand.plans.pro.users=400",
            "demand.plans.max-5x.users=60",
            "demand.api.requests=1 M",
            "phases.before.length=3 min",
            "phases.after.length=3 min");
    private static final String WINDOW = "limits.plans.pro.window=50 k";

    @TempDir
    Path folder;

    private static LoadedScenario tiny(String... sets) throws ScenarioException {
        List<String> all = new ArrayList<>(SMALLER);
        all.addAll(List.of(sets));
        return ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), all);
    }

    private static LoadedScenario variants(String text, String... sets) throws ScenarioException {
        List<String> all = new ArrayList<>(List.of(sets));
        all.add("variants=" + text);
        return tiny(all.toArray(String[]::new));
    }

    private static RunSummary run(LoadedScenario scenario, int threads) throws InterruptedException {
        return new Experiment(scenario, threads, (done, tasks, requests) -> {})
                .run()
                .summary();
    }

    private static Phase named(Phase phase, String name, String label) {
        return new Phase(
                name,
                label,
                phase.start(),
                phase.hours(),
                phase.populations(),
                phase.models(),
                phase.sites(),
                phase.engine(),
                phase.pools(),
                phase.series(),
                phase.people());
    }

    private static String json(Phase phase) {
        return JsonMapper.shared().writeValueAsString(named(phase, "x", "x"));
    }

    @Test
    void equalVariantsDifferInNothing() throws Exception {
        RunSummary run = run(variants("[{name: one, label: One}, {name: two, label: Two}]"), 2);
        assertThat(run.variants()).containsExactly("one", "two");
        assertThat(run.phases())
                .extracting(Phase::name)
                .containsExactly("before-one", "before-two", "after-one", "after-two");
        assertThat(json(run.phases().get(1))).isEqualTo(json(run.phases().get(0)));
        assertThat(json(run.phases().get(3))).isEqualTo(json(run.phases().get(2)));
        assertThat(json(run.phases().get(2))).isNotEqualTo(json(run.phases().get(0)));
        List<Difference> known =
                run.differences().stream().filter(d -> d.change().isKnown()).toList();
        assertThat(known).isNotEmpty().allSatisfy(d -> {
            assertThat(d.change().value()).isZero();
            assertThat(d.change().halfWidth()).isZero();
            assertThat(d.saved()).isNaN();
        });
        assertThat(run.differences()).extracting(Difference::from).containsOnly("before, One", "after, One");
    }

    /** Variants run beside others are what they are alone: options of the command line instead of a variant, or no change at all. */
    @Test
    void aVariantGivesTheNumbersOfItsValues() throws Exception {
        RunSummary both = run(
                variants("[{name: base, label: Base}, {name: narrow, label: Narrow, set: {"
                        + WINDOW.replace("=", ": ")
                        + ", supply.sites.annex.ramp.from: 2027-01-01T00:00}}]"),
                2);
        RunSummary base = run(tiny(), 2);
        RunSummary narrow = run(tiny(WINDOW, "supply.sites.annex.ramp.from=2027-01-01T00:00"), 2);
        for (int phase = 0; phase < 2; phase++) {
            assertThat(json(both.phases().get(2 * phase)))
                    .isEqualTo(json(base.phases().get(phase)));
            assertThat(json(both.phases().get(2 * phase + 1)))
                    .isEqualTo(json(narrow.phases().get(phase)))
                    .isNotEqualTo(json(base.phases().get(phase)));
        }
        assertThat(both.requests()).isEqualTo(base.requests() + narrow.requests());
        assertThat(both.anchors()).as("are of the first variant").isEqualTo(base.anchors());
        assertThat(both.binStarts()).isEqualTo(base.binStarts());
    }

    @Test
    void threadsChangeNothing() throws Exception {
        String text =
                "[{name: base, label: Base}, {name: narrow, label: Narrow, set: {" + WINDOW.replace("=", ": ") + "}}]";
        String once = SummaryJson.write(run(variants(text, "run.cells=2"), 1));
        assertThat(SummaryJson.write(run(variants(text, "run.cells=2"), 3))).isEqualTo(once);
    }

    /** A tier's limits decide how large its customers are; in a variant they are as large as without it. */
    @Test
    void customersAreTheSameInAllVariants() throws Exception {
        LoadedScenario loaded = variants("[{name: base, label: Base}, {name: same, label: Same},"
                + " {name: high, label: High, set: {limits.api.tier-1/sonnet.itpm: 3 M, limits.api.tier-1/sonnet.otpm: 3 M,"
                + " limits.api.tier-1/sonnet.rpm: 5000}}]");
        List<FleetModel> fleets = FleetModels.of(loaded, new ModelTables());
        assertThat(fleets).hasSize(6);
        assertThat(fleets.get(1)).as("equal scenarios share one").isSameAs(fleets.get(0));
        assertThat(fleets.get(3)).isSameAs(fleets.get(0));
        assertThat(fleets.get(2)).isSameAs(fleets.get(5)).isNotSameAs(fleets.get(0));
        double[] sizes = fleets.get(0).segments().stream()
                .mapToDouble(each -> each.sizes().rate(1))
                .toArray();
        assertThat(fleets.get(2).segments().stream()
                        .mapToDouble(each -> each.sizes().rate(1)))
                .hasSize(sizes.length)
                .containsExactlyElementsOf(Arrays.stream(sizes).boxed().toList());
        LoadedScenario alone = tiny(
                "limits.api.tier-1/sonnet.itpm=3 M",
                "limits.api.tier-1/sonnet.otpm=3 M",
                "limits.api.tier-1/sonnet.rpm=5000");
        assertThat(FleetModels.of(alone, new ModelTables()).get(0).segments().stream()
                        .mapToDouble(each -> each.sizes().rate(1)))
                .as("a scenario of its own has customers of its own")
                .isNotEqualTo(Arrays.stream(sizes).boxed().toList());
    }

    @Test
    void tablesSetVariantsSideBySide() throws Exception {
        LoadedScenario loaded = variants(
                "[{name: base, label: As it is}, {name: narrow, label: Narrow windows of Pro, set: {"
                        + WINDOW.replace("=", ": ") + "}}]",
                "phases=[{name: after, drop: true}]");
        RunSummary run = run(loaded, 2);
        String text = Tables.text(run);
        assertThat(text)
                .contains("\nVARIANTS SIDE BY SIDE\n")
                .contains("\nCHANGES BETWEEN VARIANTS\n")
                .containsPattern("plan or tier +As it is +Narrow windows of\n +Pro\n")
                .containsPattern("negotiated +requests served +\\d+ +\\d+\n +requests lost +0 % +0 %\n")
                .contains("As it is to Narrow windows of Pro")
                .doesNotContain("CHANGES BETWEEN PHASES");
        assertThat(text.lines()).allMatch(line -> line.length() <= Tables.WIDTH);
        Path file = Files.writeString(folder.resolve("summary.json"), SummaryJson.write(run));
        assertThat(Tables.text(SummaryJson.read(file))).isEqualTo(text);
    }
}
