package io.tidegate.fleet;

import io.tidegate.limits.LimitsSpec;
import io.tidegate.random.AliasTable;
import io.tidegate.workload.ApiClassSpec;
import io.tidegate.workload.ApiSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.OrganisationSizes;
import java.util.ArrayList;
import java.util.List;

/**
 * The organisations of one API tier that use the API in one way. In a tier that is spread every organisation uses it in every
 * way, and every cell has a part of it.
 *
 * @param tier index of the tier
 * @param kind index of the API class
 * @param organisations organisations in the whole fleet
 * @param volume requests per second of the whole fleet, mean of a weekday
 * @param sizes mean requests per second of an organisation while it sends, by rank
 */
public record ApiSegment(int tier, int kind, int organisations, double volume, OrganisationSizes sizes) {
    private static final double SECONDS_PER_DAY = 86_400;

    /** All segments of the fleet that send anything, by tier and class; sizes are capped by the limits in force at the beginning. */
    public static List<ApiSegment> of(ApiSpec api, LimitsSpec limits, List<ModelSpec> models) {
        List<ApiSegment> segments = new ArrayList<>();
        for (int t = 0; t < api.tiers().size(); t++) {
            ApiTierSpec tier = api.tiers().get(t);
            for (int k = 0; k < api.classes().size(); k++) {
                ApiClassSpec kind = api.classes().get(k);
                double volume = api.requests() * tier.volumeShare() * kind.share() / SECONDS_PER_DAY;
                if (volume == 0) {
                    continue;
                }
                double share = tier.spread() ? 1 : kind.share();
                int organisations = (int) Math.max(1, StrictMath.round(tier.organisations() * share));
                double cap = tier.spread() ? volume : tier.largest() * rpm(tier, limits, models) / 60;
                double sending = tier.spread() ? 1 : tier.sending();
                segments.add(new ApiSegment(
                        t,
                        k,
                        organisations,
                        volume,
                        new OrganisationSizes(organisations, api.zipf(), volume / sending, cap)));
            }
        }
        return segments;
    }

    private static double rpm(ApiTierSpec tier, LimitsSpec limits, List<ModelSpec> models) {
        return LimitTables.apiLimit(limits, tier.name(), models.get(0).name()).rpm();
    }

    /** Organisations by size, for drawing the sender of a request. */
    AliasTable bySize() {
        double[] weights = new double[organisations];
        for (int rank = 1; rank <= organisations; rank++) {
            weights[rank - 1] = sizes.rate(rank);
        }
        return new AliasTable(weights);
    }
}
