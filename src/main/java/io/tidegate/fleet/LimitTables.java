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
    final double peakFactor;
    final boolean[] peakPlan;
    private final WindowLimits[] windows;
    private final OrganisationLimits[][] organisations;

    /**
     * Resolves names to indices.
     *
     * @param spec limits
     * @param demand plans and tiers
     * @param models model classes
     * @param cells cells of the fleet, over which an organisation that is spread divides its limits
     */
    LimitTables(LimitsSpec spec, DemandSpec demand, List<ModelSpec> models, int cells) {
        this.spec = spec;
        weights = spec.weights();
        peakFactor = spec.peak().factor();
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
            windows[p] = WindowLimits.of(limit, spec);
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

    OrganisationLimits organisation(int tier, int model) {
        return organisations[tier][model];
    }
}
