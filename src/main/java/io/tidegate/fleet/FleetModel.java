package io.tidegate.fleet;

import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.PlanLimit;
import io.tidegate.random.RenewalGaps;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.InducedDemand;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.SessionModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about the fleet that all its cells share: immutable, so that cells may run on any thread.
 *
 * @param seed the run's seed
 * @param cells cells of the whole fleet
 * @param injectionCells parts that the injection is divided into, one for each cell
 * @param slice seconds of a slice
 * @param demand who asks for what
 * @param models model classes
 * @param sessions what a session asks next
 * @param lengths length table of each API class, the first of any for classes of sessions, which do not use it; then of the jobs of
 *     each tier that has any
 * @param gaps gaps between an organisation's requests, from regular to bursty; each equally likely
 * @param limits limits from the beginning and after each change
 * @param limitsFrom seconds since the epoch from which each holds
 * @param sites power and ramps
 * @param pools capacity
 * @param router makes a cell's router
 * @param prefixes where prefixes of prompts stay
 * @param segments API organisations by tier and class
 * @param growthFrom seconds since the epoch at which plans have the users that the demand says
 */
public record FleetModel(
        long seed,
        int cells,
        int injectionCells,
        double slice,
        DemandSpec demand,
        List<ModelSpec> models,
        SessionModel sessions,
        List<LengthTable> lengths,
        List<RenewalGaps> gaps,
        List<LimitsSpec> limits,
        List<Double> limitsFrom,
        List<SiteModel> sites,
        List<PoolModel> pools,
        RouterSpec router,
        PrefixCaching prefixes,
        List<ApiSegment> segments,
        double growthFrom) {
    private static final double YEAR = 365.2425 * 86_400;

    /** The limits over a phase. */
    LimitsTimeline timeline(PhaseSpan span) {
        List<LimitTables> tables = new ArrayList<>();
        for (LimitsSpec spec : limits) {
            tables.add(new LimitTables(spec, demand, models, cells, span.preRollFrom(), span.end()));
        }
        double[] from = limitsFrom.stream().mapToDouble(Double::doubleValue).toArray();
        return new LimitsTimeline(tables, from, span.preRollFrom(), span.end());
    }

    /** The same fleet under other limits, at the same times. */
    public FleetModel withLimits(List<LimitsSpec> others) {
        return new FleetModel(
                seed,
                cells,
                injectionCells,
                slice,
                demand,
                models,
                sessions,
                lengths,
                gaps,
                others,
                limitsFrom,
                sites,
                pools,
                router,
                prefixes,
                segments,
                growthFrom);
    }

    /** Plans and tiers: plans come first. */
    public int populations() {
        return demand.plans().size() + demand.api().tiers().size();
    }

    /**
     * Accounts of a plan in a cell at {@code t}, seconds since the epoch. In no cell are they ever fewer when the plan is larger:
     * cells round at different sizes, so that all of them together grow by the plan's share to within a user a cell.
     */
    int accounts(int plan, int cell, double t) {
        PlanSpec spec = demand.plans().get(plan);
        long n = StrictMath.round(spec.users());
        long inCell = (cell + 1) * n / cells - cell * n / cells;
        double growth = DynamicsSpec.of(demand.dynamics(), spec.name()).growth();
        double grown = StrictMath.pow(1 + growth, (t - growthFrom) / YEAR);
        return (int) StrictMath.floor(inCell * grown + (cell + 0.5) / cells);
    }

    /** What changes of budgets make of the plans' demand. */
    InducedDemand induced() {
        List<PlanSpec> plans = demand.plans();
        double[] from = limitsFrom.stream().mapToDouble(Double::doubleValue).toArray();
        double[][] ratio = new double[plans.size()][limits.size()];
        for (int p = 0; p < plans.size(); p++) {
            PlanLimit first = limits.get(0).plan(plans.get(p).name());
            for (int i = 0; i < ratio[p].length; i++) {
                PlanLimit then = limits.get(i).plan(plans.get(p).name());
                ratio[p][i] = StrictMath.sqrt(then.window() / first.window() * (then.weekly() / first.weekly()));
            }
        }
        return new InducedDemand(plans, demand.dynamics(), from, ratio);
    }
}
