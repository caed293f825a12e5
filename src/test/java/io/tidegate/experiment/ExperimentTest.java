package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.report.SummaryJson;
import io.tidegate.report.Tables;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whole runs of the smallest scenario that ships, made smaller. */
class ExperimentTest {
    private static final List<String> SMALLER = List.of(
            "run.warm-up=1 min",
            "run.pre-roll=1 d",
            "demand.plans.free.users=1000",
            "demand.plans.pro.users=400",
            "demand.plans.max-5x.users=60",
            "demand.api.requests=1 M",
            "phases.before.length=3 min",
            "phases.after.length=3 min");

    private static LoadedScenario tiny(String... sets) throws ScenarioException {
        List<String> all = new ArrayList<>(SMALLER);
        all.addAll(List.of(sets));
        return ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), all);
    }

    private static RunSummary run(LoadedScenario scenario, int threads) throws InterruptedException {
        return new Experiment(scenario, threads, (done, tasks, requests) -> {})
                .run()
                .summary();
    }

    private static Population all(Phase phase) {
        return phase.populations().get(phase.populations().size() - 1);
    }

    @Test
    void theSameSeedGivesTheSameBytesOnOneThreadAndTwo() throws Exception {
        String once = SummaryJson.write(run(tiny("run.cells=3"), 1));
        assertThat(SummaryJson.write(run(tiny("run.cells=3"), 2))).isEqualTo(once);
        String other = SummaryJson.write(run(tiny("run.cells=3", "run.seed=2"), 2));
        assertThat(other.replaceFirst("\"seed\" : \\d+", "")).isNotEqualTo(once.replaceFirst("\"seed\" : \\d+", ""));
    }

    /** Surge, patience, jitter, shedding and adaptive rates at once: every one of them acts, and no thread makes a difference. */
    @Test
    void soDoSurgesAndAllThatProtectsAService() throws Exception {
        String[] sets = {
            "demand.api.schedule=sdk",
            "demand.api.agent-schedule=observed",
            "demand.api.agent-retries=10",
            "demand.surges=[{name: surge, at: 2026-05-05T07:00, zone: America/Los_Angeles, length: 2 min, factor: 30}]",
            "demand.reactions=[{plan: pro, resume: 0.5, patience: 2 s}]",
            "limits.overload={batches: 3, max-wait: 20 s, shed: [free, tier-1], adaptive: true, target: 1 s}"
        };
        RunSummary once = run(tiny(sets), 1);
        assertThat(SummaryJson.write(run(tiny(sets), 2))).isEqualTo(SummaryJson.write(once));
        assertThat(all(once.phases().get(0)).denied().get("OVERLOADED"))
                .isGreaterThan(10 * all(once.phases().get(1)).denied().getOrDefault("OVERLOADED", 0L));
        assertThat(all(once.phases().get(0)).offered())
                .isGreaterThan(2 * all(once.phases().get(1)).offered());
        assertThat(once.warnings()).noneMatch(w -> w.contains("OVERLOADED"));
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<Double> told = new ArrayList<>();
        long[] last = new long[2];
        RunSummary summary = new Experiment(tiny(), 2, (done, tasks, requests) -> {
                    told.add(done);
                    last[0] = tasks;
                    last[1] = requests;
                })
                .run()
                .summary();
        assertThat(told).isSorted();
        assertThat(last[0]).as("five cells, two phases").isEqualTo(10);
        assertThat(told.get(told.size() - 1)).isCloseTo(10, within(1e-9));
        assertThat(last[1]).isEqualTo(summary.requests());
    }

    /** Twenty-three cells are summed in twenty groups, three of them of two cells; nothing is lost and all count alike. */
    @Test
    void manyCellsAreTwentyGroups() throws Exception {
        LoadedScenario loaded = tiny(
                "run.fleet-cells=25",
                "run.cells=23",
                "supply.pools.home-sonnet.replicas=100",
                "supply.pools.home-haiku.replicas=100",
                "phases.before.length=1 min",
                "phases.after.length=1 min");
        RunSummary summary = run(loaded, 2);
        Phase before = summary.phases().get(0);
        long offered = 0;
        long denied = 0;
        double[] batches = new double[2];
        FleetModel fleet = FleetModels.of(loaded.scenario());
        PhaseSpan span = FleetModels.span(
                loaded.scenario().run(), loaded.scenario().phases().get(0));
        for (int cell = 0; cell < 23; cell++) {
            CellOutcome out = new CellSimulation(fleet, span, 0, cell).run((part, requests) -> {});
            for (int p = 0; p < out.offered.length; p++) {
                offered += out.offered[p];
                for (long[] byReason : out.denied[p]) {
                    for (long count : byReason) {
                        denied += count;
                    }
                }
            }
            batches[0] += out.busySeconds[0];
            batches[1] += out.onLineSeconds[0];
        }
        assertThat(all(before).offered()).isEqualTo(offered).isPositive();
        assertThat(all(before).denied().values().stream().mapToLong(d -> d).sum())
                .isEqualTo(denied);
        assertThat(all(before).deniedShare().n()).isEqualTo(20);
        assertThat(all(before).deniedShare().hasInterval()).isTrue();
        assertThat(before.models().get(0).busy().value()).isCloseTo(batches[0] / batches[1], within(1e-9));
        assertThat(before.models().get(0).replicas()).isEqualTo(4);
        assertThat(before.sites().get(0).gpus()).isEqualTo(25 * 4 * (32 + 4));
        assertThat(summary.cells()).isEqualTo(23);
        assertThat(summary.warnings()).noneMatch(w -> w.contains("no intervals"));
    }

    /** Every figure of the whole fleet is a mean over replications, not their sum. */
    @Test
    void replicationsDoNotAddUpInTheReport() throws Exception {
        LoadedScenario loaded = tiny("run.cells=2", "run.replications=3");
        RunSummary three = run(loaded, 2);
        long[] alone = new long[3];
        FleetModel fleet = FleetModels.of(loaded.scenario());
        PhaseSpan span = FleetModels.span(
                loaded.scenario().run(), loaded.scenario().phases().get(0));
        for (int r = 0; r < 3; r++) {
            for (int cell = 0; cell < 2; cell++) {
                CellOutcome out = new CellSimulation(fleet, span, r, cell).run((part, requests) -> {});
                for (long each : out.offered) {
                    alone[r] += each;
                }
            }
        }
        assertThat(alone[0]).isNotEqualTo(alone[1]);
        Phase before = three.phases().get(0);
        assertThat(all(before).offered()).isEqualTo(alone[0] + alone[1] + alone[2]);
        assertThat(all(before).deniedShare().n()).isEqualTo(6);
        assertThat(before.sites().get(0).gpus()).isEqualTo(20 * (32 + 4));
        assertThat(before.models().get(0).replicas()).isEqualTo(4);
        double mean = (alone[0] + alone[1] + alone[2]) / 3.0 * 5 / 2;
        String table = Tables.text(three);
        assertThat(table).contains("whole fleet: the simulated cells' × 2.50, the mean of 3 replications.");
        String row = table.lines().filter(l -> l.startsWith("all ")).findFirst().orElseThrow();
        String offered = row.strip().split(" {2,}", -1)[2];
        double shown = Double.parseDouble(offered.replace("k", "")) * (offered.endsWith("k") ? 1000 : 1);
        assertThat(shown).isCloseTo(mean, within(0.01 * mean));
    }

    @Test
    void phasesMayDifferInLength() throws Exception {
        RunSummary summary = run(tiny("phases.after.length=8 min"), 2);
        Phase before = summary.phases().get(0);
        Phase after = summary.phases().get(1);
        assertThat(before.hours()).isCloseTo(3 / 60.0, within(1e-12));
        assertThat(after.hours()).isCloseTo(8 / 60.0, within(1e-12));
        assertThat(before.series().capacity()).hasSize(3);
        assertThat(after.series().capacity()).hasSize(8);
        assertThat(summary.binStarts()).hasSize(8).startsWith(7 * 3600.0, 7 * 3600.0 + 60);
        assertThat(summary.differences()).hasSize(6 * 4);
        assertThat(before.series().capacity()).allMatch(c -> Math.abs(c - 1) < 1e-9);
        // Ten replicas on forty, two of them on a cell's eight.
        assertThat(after.series().capacity()).allMatch(c -> Math.abs(c - 1.25) < 1e-9);
        assertThat(Tables.text(summary)).contains("Changes between phases".toUpperCase(Locale.ROOT));
    }

    @Test
    void onePhaseIsComparedWithNothing() throws Exception {
        String text = Files.readString(Path.of("scenarios", "tiny.yaml"));
        int second = text.indexOf("  - name: after");
        String single = text.substring(0, second) + text.substring(text.indexOf("\nmodels:", second));
        RunSummary summary = run(ScenarioLoader.parse("single", single, SMALLER.subList(0, 7)), 2);
        assertThat(summary.phases()).hasSize(1);
        assertThat(summary.differences()).isEmpty();
        assertThat(summary.anchors()).noneMatch(a -> a.name().contains("tier 1"));
        assertThat(Tables.text(summary)).doesNotContain("CHANGES BETWEEN PHASES");
    }

    @Test
    void warnsOfWhatItsNumbersDoNotCarry() throws Exception {
        RunSummary summary = run(tiny("run.cells=2", "models.sonnet.max-batch=1", "demand.api.requests=3 M"), 2);
        assertThat(summary.warnings())
                .anyMatch(w -> w.contains("no intervals: they need 5 cells or replications, this run has 2"))
                .anyMatch(w -> w.contains("QUEUE_FULL in before"));
        assertThat(all(summary.phases().get(0)).deniedShare().hasInterval()).isFalse();
        assertThat(all(summary.phases().get(0)).denied().get("QUEUE_FULL")).isPositive();
        RunSummary meant = run(
                tiny(
                        "run.cells=2",
                        "models.sonnet.max-batch=1",
                        "demand.api.requests=3 M",
                        "limits.overload.batches=2"),
                2);
        assertThat(all(meant.phases().get(0)).denied().get("QUEUE_FULL")).isPositive();
        assertThat(meant.warnings()).noneMatch(w -> w.contains("QUEUE_FULL"));
    }

    @Test
    void anInterruptedRunStops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(tiny(), 2)).isInstanceOf(InterruptedException.class);
    }
}
