package io.tidegate.experiment;

import io.tidegate.experiment.People.Batch;
import io.tidegate.experiment.People.Times;
import io.tidegate.fleet.BatchCounts;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.limits.Denial;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import io.tidegate.workload.BatchSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What became of the batch jobs of one phase, from the outcomes of its groups of cells. */
final class BatchSummary {
    private final FleetModel fleet;
    private final PhaseSpan span;
    private final Groups groups;

    BatchSummary(FleetModel fleet, PhaseSpan span, Groups groups) {
        this.fleet = fleet;
        this.span = span;
        this.groups = groups;
    }

    /** The tiers that have jobs, in the scenario's order, and all of them; nothing where there are none. */
    List<Batch> all() {
        List<String> tiers =
                fleet.demand().batch().stream().map(BatchSpec::tier).toList();
        int[] with = IntStream.range(0, fleet.populations())
                .filter(p -> p >= fleet.demand().plans().size() && tiers.contains(Groups.populationName(fleet, p)))
                .toArray();
        List<Batch> rows = new ArrayList<>();
        for (int p : with) {
            rows.add(row(Groups.populationName(fleet, p), p));
        }
        if (with.length > 0) {
            rows.add(row(People.ALL_TIERS, with));
        }
        return rows;
    }

    private Batch row(String name, int... members) {
        Map<String, Long> refused = new LinkedHashMap<>();
        for (Denial reason : Denial.values()) {
            long times = 0;
            for (CellOutcome group : groups.outcomes()) {
                for (int p : members) {
                    times += group.batch.refused[p][reason.code()];
                }
            }
            if (times > 0) {
                refused.put(reason.name(), times);
            }
        }
        long deepest = 0;
        List<LatencyHistogram> times = new ArrayList<>();
        for (CellOutcome group : groups.outcomes()) {
            LatencyHistogram sum = new LatencyHistogram();
            for (int p : members) {
                sum.add(group.batch.time(p));
                deepest = StrictMath.max(deepest, group.batch.deepest[p]);
            }
            times.add(sum);
        }
        return new Batch(
                name,
                count(members, b -> b.jobs),
                refused,
                count(members, b -> b.lost),
                count(members, b -> b.finished),
                count(members, b -> b.expired),
                count(members, b -> b.openAtEnd),
                groups.ratio(g -> sum(g, members, b -> b.withinHour), g -> sum(g, members, b -> b.finished))
                        .estimate(),
                new Times(
                        Replicates.quantile(times, 0.5).estimate(),
                        Replicates.quantile(times, 0.9).estimate()),
                count(members, b -> b.requests),
                count(members, b -> b.served),
                count(members, b -> b.tooLarge),
                count(members, b -> b.dropped),
                total(members, b -> b.inputTokens),
                total(members, b -> b.cachedTokens),
                total(members, b -> b.outputTokens),
                total(members, b -> b.queuedSeconds) / (span.end() - span.measureFrom()),
                total(members, b -> b.peakQueued),
                deepest);
    }

    private static double sum(CellOutcome group, int[] members, Function<BatchCounts, long[]> count) {
        double sum = 0;
        for (int p : members) {
            sum += count.apply(group.batch)[p];
        }
        return sum;
    }

    private long count(int[] members, Function<BatchCounts, long[]> count) {
        long sum = 0;
        for (CellOutcome group : groups.outcomes()) {
            sum += (long) sum(group, members, count);
        }
        return sum;
    }

    private double total(int[] members, Function<BatchCounts, double[]> amount) {
        double sum = 0;
        for (CellOutcome group : groups.outcomes()) {
            for (int p : members) {
                sum += amount.apply(group.batch)[p];
            }
        }
        return sum;
    }
}
