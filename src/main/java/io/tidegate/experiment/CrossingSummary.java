package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PartCounts;
import io.tidegate.limits.Denial;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import io.tidegate.workload.SessionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Requests of one phase by plan or tier, region and kind, from the outcomes of its groups of cells. */
final class CrossingSummary {
    private final FleetModel fleet;
    private final PhaseOutcome outcome;
    private final PartCounts nothing = new PartCounts();

    CrossingSummary(PhaseOutcome outcome) {
        this.outcome = outcome;
        this.fleet = outcome.fleet();
    }

    /** The phase, by the labels of its values. */
    Crossing.Phase phase(MeasureName labels) {
        List<Crossing.Part> parts = new ArrayList<>();
        List<String> regions = Kinds.regions(fleet.demand());
        for (int p = 0; p < fleet.populations(); p++) {
            for (int r = 0; r < regions.size(); r++) {
                for (SessionKind kind : SessionKind.values()) {
                    List<PartCounts> groups = groups(p, r, kind);
                    if (!groups.stream().allMatch(PartCounts::isEmpty)) {
                        parts.add(part(p, regions.get(r), Kinds.word(kind), groups));
                    }
                }
            }
        }
        return new Crossing.Phase(
                labels.labels(),
                outcome.span().end() - outcome.span().measureFrom(),
                fleet.injectionCells(),
                outcome.groups().stream().map(group -> (long) group.cells).toList(),
                parts);
    }

    private List<PartCounts> groups(int population, int region, SessionKind kind) {
        List<PartCounts> groups = new ArrayList<>();
        for (CellOutcome group : outcome.groups()) {
            PartCounts found = group.breakdown.find(population, region, kind.ordinal());
            groups.add(found == null ? nothing : found);
        }
        return groups;
    }

    private Crossing.Part part(int population, String region, String kind, List<PartCounts> groups) {
        NavigableMap<String, List<Long>> counts = new TreeMap<>();
        for (Counted each : Counted.values()) {
            put(counts, each.word(), groups, each::of);
        }
        for (Denial reason : Denial.values()) {
            put(counts, reason.name(), groups, group -> group.denied[reason.code()]);
        }
        return new Crossing.Part(
                population >= fleet.demand().plans().size(),
                Groups.populationName(fleet, population),
                region,
                kind,
                counts,
                ttft(groups.stream().map(group -> group.ttft).toList()));
    }

    private static void put(
            NavigableMap<String, List<Long>> counts,
            String name,
            List<PartCounts> groups,
            ToLongFunction<PartCounts> count) {
        List<Long> all = groups.stream().map(count::applyAsLong).toList();
        if (all.stream().anyMatch(each -> each != 0)) {
            counts.put(name, all);
        }
    }

    private static NavigableMap<String, Replicates> ttft(List<LatencyHistogram> groups) {
        NavigableMap<String, Replicates> known = new TreeMap<>();
        List<Replicates> quantiles = Replicates.quantiles(groups, 0.5, 0.9, 0.99);
        for (int k = 0; k < Crossing.TIMES.size(); k++) {
            Replicates value = k < quantiles.size() ? quantiles.get(k) : Replicates.mean(groups);
            if (!Double.isNaN(value.value())) {
                known.put(Crossing.TIMES.get(k), value);
            }
        }
        return known;
    }
}
