package io.tidegate.experiment;

import io.tidegate.experiment.RunSummary.Difference;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.Assumption;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import io.tidegate.scenario.Scenario;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the outcomes of cells into estimates with intervals. */
final class Summarizer {
    private final LoadedScenario loaded;
    private final Scenario scenario;
    private final List<PhaseOutcome> outcomes;
    private final @Nullable LimitedUsers withoutPeak;

    Summarizer(LoadedScenario loaded, List<PhaseOutcome> outcomes, @Nullable LimitedUsers withoutPeak) {
        this.loaded = loaded;
        this.scenario = loaded.scenario();
        this.outcomes = outcomes;
        this.withoutPeak = withoutPeak;
    }

    RunSummary summary() {
        List<Phase> phases = new ArrayList<>();
        long requests = 0;
        for (int p = 0; p < outcomes.size(); p++) {
            phases.add(new PhaseSummary(loaded.runs().get(p).phase(), scenario.sla(), outcomes.get(p)).phase());
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
                outcomes.get(0).fleet().injectionCells(),
                scenario.run().replications(),
                scenario.injectionShare(),
                requests,
                "local time, " + scenario.run().zone().getId(),
                binStarts(),
                peakFrom.toSecondOfDay(),
                peakTo.toSecondOfDay(),
                loaded.variants(),
                phases,
                differences(),
                new Anchors(loaded.runs().get(0).scenario(), ofFirstVariant(), withoutPeak).all(),
                assumed(),
                Warnings.of(loaded, outcomes));
    }

    /** Published figures concern one world: that of the first variant. */
    private List<PhaseOutcome> ofFirstVariant() {
        List<PhaseOutcome> first = new ArrayList<>();
        for (int run = 0; run < outcomes.size(); run++) {
            if (loaded.runs().get(run).variant().equals(loaded.runs().get(0).variant())) {
                first.add(outcomes.get(run));
            }
        }
        return first;
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

    /** Changes from the run that each is compared with, and the waits and denials that they concern. */
    private List<Difference> differences() {
        List<Difference> all = new ArrayList<>();
        for (int run = 0; run < outcomes.size(); run++) {
            PhaseRun to = loaded.runs().get(run);
            if (to.against() == run) {
                continue;
            }
            PhaseRun from = loaded.runs().get(to.against());
            Groups before = outcomes.get(to.against()).statistics();
            Groups after = outcomes.get(run).statistics();
            for (int p = 0; p <= after.fleet().populations(); p++) {
                add(all, p, "tries denied, share", from, to, before, after, Groups::deniedShare);
                add(all, p, "queue wait p90, s", from, to, before, after, (groups, of) -> groups.wait(of, 0.9));
                add(all, p, "TTFT p50, s", from, to, before, after, (groups, of) -> groups.ttft(of, 0.5));
                add(all, p, "TTFT p90, s", from, to, before, after, (groups, of) -> groups.ttft(of, 0.9));
            }
        }
        return all;
    }

    /** A measure of one population. */
    private interface Measure {
        Replicates of(Groups groups, int population);
    }

    private static void add(
            List<Difference> all,
            int population,
            String name,
            PhaseRun from,
            PhaseRun to,
            Groups before,
            Groups after,
            Measure measure) {
        Replicates old = measure.of(before, population);
        Replicates now = measure.of(after, population);
        Replicates change = now.minus(old);
        double paired = change.variance();
        all.add(new Difference(
                Groups.populationName(after.fleet(), population),
                name,
                from.phase().label(),
                to.phase().label(),
                change.estimate(),
                paired > 0 ? (old.variance() + now.variance()) / paired : Double.NaN));
    }

    private List<RunSummary.Assumed> assumed() {
        return loaded.sources().stream()
                .filter(Assumption::isAssumed)
                .map(a -> new RunSummary.Assumed(a.path(), a.value(), a.source()))
                .toList();
    }
}
