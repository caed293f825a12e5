package io.tidegate.experiment;

import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import io.tidegate.scenario.RunSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.PlanSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides whether two runs met the same people and draws, group by group, so that their values can be paired.
 *
 * @param scenario the scenario's name
 * @param version of the program
 * @param code identity of the program's own classes and tables, as two builds of one version may differ
 * @param sha256 of the scenario's values
 * @param seed of the run
 * @param replications of the run
 * @param cells simulated
 * @param fleetCells cells that the users are spread over
 * @param groups how many groups of cells the values were left out by
 * @param zone of the phases' starts
 * @param slice seconds between two decisions of the fleet
 * @param populations the plans, then the API tiers, in the scenario's order
 * @param phases what was run, in order
 */
public record RunHead(
        String scenario,
        String version,
        String code,
        String sha256,
        long seed,
        int replications,
        int cells,
        int fleetCells,
        int groups,
        String zone,
        double slice,
        List<String> populations,
        List<Span> phases) {
    /**
     * A phase, or one of a variant.
     *
     * @param name its own
     * @param label what people call it
     * @param phase the value of the label {@code phase} in measures' names
     * @param variant the value of the label {@code variant}; empty where there is none
     * @param start local date and time, such as {@code 2026-05-05T07:00}
     * @param length seconds measured
     */
    public record Span(String name, String label, String phase, String variant, String start, double length) {}

    public RunHead {
        populations = List.copyOf(populations);
        phases = List.copyOf(phases);
    }

    /**
     * The head of a run of a scenario.
     *
     * @param code identity of the program
     */
    public static RunHead of(LoadedScenario loaded, String code) {
        RunSpec run = loaded.scenario().run();
        List<String> populations = new ArrayList<>();
        loaded.scenario().demand().plans().stream().map(PlanSpec::name).forEach(populations::add);
        loaded.scenario().demand().api().tiers().stream().map(ApiTierSpec::name).forEach(populations::add);
        List<Span> phases = new ArrayList<>();
        for (PhaseRun each : loaded.runs()) {
            phases.add(new Span(
                    each.phase().name(),
                    each.phase().label(),
                    Measures.phase(loaded, each),
                    each.variant(),
                    each.phase().start().toString(),
                    each.phase().length()));
        }
        return new RunHead(
                loaded.scenario().name(),
                Version.text(),
                code,
                loaded.sha256(),
                run.seed(),
                run.replications(),
                run.cells(),
                run.fleetCells(),
                (int) Math.min(Experiment.MAX_GROUPS, (long) run.replications() * run.cells()),
                run.zone().getId(),
                run.slice(),
                populations,
                phases);
    }
}
