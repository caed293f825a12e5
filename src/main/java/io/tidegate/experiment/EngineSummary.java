package io.tidegate.experiment;

import io.tidegate.experiment.RunSummary.Engine;
import io.tidegate.experiment.RunSummary.Pool;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.OutsideFit;
import io.tidegate.fleet.PrefixUse;
import io.tidegate.measure.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What the replicas did in one phase. */
final class EngineSummary {
    private final FleetModel fleet;
    private final Groups groups;

    EngineSummary(FleetModel fleet, Groups groups) {
        this.fleet = fleet;
        this.groups = groups;
    }

    Engine engine() {
        return new Engine(
                total(g -> Arrays.stream(g.served).sum()),
                sum(g -> Arrays.stream(g.inputTokens).sum()),
                sum(g -> Arrays.stream(g.outputTokens).sum()),
                total(g -> Arrays.stream(g.steps).sum()),
                total(g -> Arrays.stream(g.leaps).sum()),
                total(g -> g.restarts),
                prefixShares());
    }

    private Map<String, Estimate> prefixShares() {
        Map<String, Estimate> shares = new LinkedHashMap<>();
        if (total(EngineSummary::withPrefix) > 0) {
            for (PrefixUse use : PrefixUse.values()) {
                if (use != PrefixUse.NONE) {
                    shares.put(
                            use.name(),
                            groups.ratio(g -> count(g, use), EngineSummary::withPrefix)
                                    .estimate());
                }
            }
        }
        return shares;
    }

    private static long count(CellOutcome group, PrefixUse use) {
        return Arrays.stream(group.prefixes)
                .mapToLong(row -> row[use.ordinal()])
                .sum();
    }

    private static long withPrefix(CellOutcome group) {
        return Arrays.stream(group.served).sum() - count(group, PrefixUse.NONE);
    }

    List<Pool> pools() {
        List<Pool> pools = new ArrayList<>();
        for (int p = 0; p < fleet.pools().size(); p++) {
            int pool = p;
            pools.add(new Pool(
                    fleet.pools().get(p).spec().name(),
                    total(g -> g.steps[pool]),
                    total(g -> g.leaps[pool]),
                    outside(p, OutsideFit.CONTEXT),
                    outside(p, OutsideFit.SIZE),
                    outside(p, OutsideFit.BALANCE),
                    outside(p, OutsideFit.ANY)));
        }
        return pools;
    }

    private double outside(int pool, OutsideFit cause) {
        long steps = total(g -> g.steps[pool]);
        return steps == 0 ? 0 : (double) total(g -> g.outsideFit[pool][cause.ordinal()]) / steps;
    }

    private long total(ToLongFunction<CellOutcome> of) {
        return groups.outcomes().stream().mapToLong(of).sum();
    }

    private double sum(ToDoubleFunction<CellOutcome> of) {
        return groups.outcomes().stream().mapToDouble(of).sum();
    }
}
