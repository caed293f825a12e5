package io.tidegate.fleet;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.CreditWeights;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.OrganisationLimits;
import io.tidegate.limits.PlanLimit;
import io.tidegate.limits.WindowLimits;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.ModelSpec;
import java.util.List;

/** The limits in force at one time, by index of plan, API tier and model class. */
final class LimitTables {
    final LimitsSpec spec;
    final CreditWeights weights;
    private final boolean[] peakPlan;
    private final WindowLimits[] windows;
    private final OrganisationLimits[][] organisations;

    /**
     * Resolves names to indices.
     *
     * @param spec limits
     * @param demand plans and tiers
     * @param models model classes
     * @param cells cells of the fleet, over which an organisation that is spread divides its limits
     * @param from seconds since the epoch from which the limits may be asked for
     * @param to and until when
     */
    LimitTables(LimitsSpec spec, DemandSpec demand, List<ModelSpec> models, int cells, double from, double to) {
        this.spec = spec;
        weights = spec.weights().keptFor(demand.cacheTimeToLive());
        List<String> modelNames = models.stream().map(ModelSpec::name).toList();
        int plans = demand.plans().size();
        peakPlan = new boolean[plans];
        windows = new WindowLimits[plans];
        for (int p = 0; p < plans; p++) {
            String name = demand.plans().get(p).name();
            peakPlan[p] = spec.peak().plans().contains(name);
            PlanLimit limit = spec.plans().stream()
                    .filter(l -> l.plan().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no limits for plan " + name));
            windows[p] = WindowLimits.of(limit, spec, modelNames, from, to);
        }
        List<ApiTierSpec> tiers = demand.api().tiers();
        organisations = new OrganisationLimits[tiers.size()][models.size()];
        for (int t = 0; t < tiers.size(); t++) {
            ApiTierSpec tier = tiers.get(t);
            double part = tier.spread() ? 1.0 / cells : 1;
            for (int m = 0; m < models.size(); m++) {
                ApiLimit limit = apiLimit(spec, tier.name(), models.get(m).name());
                organisations[t][m] = new OrganisationLimits(limit, spec, tier, models.get(m), part);
            }
        }
    }

    /** The limit of a tier and model class. */
    static ApiLimit apiLimit(LimitsSpec spec, String tier, String model) {
        return spec.api().stream()
                .filter(l -> l.tier().equals(tier) && l.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no limit for tier " + tier + ", model " + model));
    }

    WindowLimits window(int plan) {
        return windows[plan];
    }

    /** Number of plans. */
    int plans() {
        return windows.length;
    }

    /** The greatest number of usage windows of an account. */
    int windowsPerAccount() {
        int most = 0;
        for (WindowLimits plan : windows) {
            most = Math.max(most, plan.count());
        }
        return most;
    }

    /** Credits charged to the usage window per credit used. */
    double windowFactor(int plan, boolean peak) {
        if (!peakPlan[plan]) {
            return 1;
        }
        return peak ? spec.peak().factor() : spec.peak().offPeak();
    }

    /** Credits charged to the weekly cap per credit used. */
    double weeklyFactor(int plan, boolean peak) {
        return peak || !peakPlan[plan] ? 1 : spec.peak().offPeakWeekly();
    }

    OrganisationLimits organisation(int tier, int model) {
        return organisations[tier][model];
    }
}
