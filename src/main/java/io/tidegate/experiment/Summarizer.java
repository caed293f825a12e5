package io.tidegate.experiment;

import io.tidegate.experiment.Experiment.PhaseOutcome;
import io.tidegate.experiment.RunSummary.Difference;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.Assumption;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseSpec;
import io.tidegate.scenario.Scenario;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the outcomes of cells into estimates with intervals. */
final class Summarizer {
    private final LoadedScenario loaded;
    private final Scenario scenario;
    private final FleetModel fleet;
    private final List<PhaseOutcome> outcomes;
    private final @Nullable LimitedUsers withoutPeak;

    Summarizer(
            LoadedScenario loaded, FleetModel fleet, List<PhaseOutcome> outcomes, @Nullable LimitedUsers withoutPeak) {
        this.loaded = loaded;
        this.scenario = loaded.scenario();
        this.fleet = fleet;
        this.outcomes = outcomes;
        this.withoutPeak = withoutPeak;
    }

    RunSummary summary() {
        List<Phase> phases = new ArrayList<>();
        long requests = 0;
        for (int p = 0; p < outcomes.size(); p++) {
            phases.add(new PhaseSummary(fleet, scenario.phases().get(p), scenario.sla(), outcomes.get(p)).phase());
            for (CellOutcome outcome : outcomes.get(p).groups()) {
                requests += outcome.simulated;
            }
        }
        LocalTime peakFrom = scenario.limits().peak().from();
        LocalTime peakTo = scenario.limits().peak().to();
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                scenario.name(),
                scenario.title(),
                Version.text(),
                scenario.run().seed(),
                scenario.run().cells(),
                fleet.injectionCells(),
                scenario.run().replications(),
                scenario.injectionShare(),
                requests,
                "local time, " + scenario.run().zone().getId(),
                binStarts(),
                peakFrom.toSecondOfDay(),
                peakTo.toSecondOfDay(),
                phases,
                differences(),
                new Anchors(scenario, fleet, outcomes, withoutPeak).all(),
                assumed(),
                Warnings.of(loaded, fleet, outcomes));
    }

    private List<Double> binStarts() {
        List<Double> starts = new ArrayList<>();
        double first =
                outcomes.get(0).span().measureFrom() - outcomes.get(0).span().midnight();
        int bins = 0;
        for (PhaseOutcome outcome : outcomes) {
            bins = Math.max(bins, outcome.span().bins());
        }
        for (int b = 0; b < bins; b++) {
            starts.add(first + b * scenario.run().bin());
        }
        return starts;
    }

    /** Changes from the first phase to each later one, and the waits and denials that they concern. */
    private List<Difference> differences() {
        List<Difference> all = new ArrayList<>();
        for (int later = 1; later < outcomes.size(); later++) {
            for (int p = 0; p <= fleet.populations(); p++) {
                String population = Groups.populationName(fleet, p);
                Groups before = new Groups(fleet, outcomes.get(0).groups());
                Groups after = new Groups(fleet, outcomes.get(later).groups());
                PhaseSpec from = scenario.phases().get(0);
                PhaseSpec to = scenario.phases().get(later);
                add(all, population, "tries denied, share", from, to, before.deniedShare(p), after.deniedShare(p));
                add(all, population, "queue wait p90, s", from, to, before.wait(p, 0.9), after.wait(p, 0.9));
                add(all, population, "TTFT p50, s", from, to, before.ttft(p, 0.5), after.ttft(p, 0.5));
                add(all, population, "TTFT p90, s", from, to, before.ttft(p, 0.9), after.ttft(p, 0.9));
            }
        }
        return all;
    }

    private static void add(
            List<Difference> all,
            String population,
            String measure,
            PhaseSpec from,
            PhaseSpec to,
            Replicates before,
            Replicates after) {
        all.add(new Difference(
                population,
                measure,
                from.label(),
                to.label(),
                after.minus(before).estimate()));
    }

    private List<RunSummary.Assumed> assumed() {
        return loaded.sources().stream()
                .filter(Assumption::isAssumed)
                .map(a -> new RunSummary.Assumed(a.path(), a.value(), a.source()))
                .toList();
    }
}
