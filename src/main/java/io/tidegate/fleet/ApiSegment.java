package io.tidegate.fleet;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.random.AliasTable;
import io.tidegate.workload.ApiClassSpec;
import io.tidegate.workload.ApiSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.OrganisationSizes;
import io.tidegate.workload.SessionModel;
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

    /** All segments of the fleet, by tier and class; sizes are capped by the limits in force at the beginning. */
    public static List<ApiSegment> of(
            ApiSpec api, LimitsSpec limits, List<ModelSpec> models, SessionModel sessions, List<LengthTable> lengths) {
        List<ApiSegment> segments = new ArrayList<>();
        for (int t = 0; t < api.tiers().size(); t++) {
            ApiTierSpec tier = api.tiers().get(t);
            for (int k = 0; k < api.classes().size(); k++) {
                ApiClassSpec kind = api.classes().get(k);
                double volume = api.requests() * tier.volumeShare() * kind.share() / SECONDS_PER_DAY;
                double share = tier.spread() ? 1 : kind.share();
                int organisations = (int) Math.max(1, StrictMath.round(tier.organisations() * share));
                double cap = tier.spread()
                        ? volume
                        : api.largest() * limitOf(tier, kind, limits, models, sessions, lengths.get(k));
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

    /** Requests per second that the tier's limits let through, of this class and the first model class that it uses. */
    private static double limitOf(
            ApiTierSpec tier,
            ApiClassSpec kind,
            LimitsSpec limits,
            List<ModelSpec> models,
            SessionModel sessions,
            LengthTable lengths) {
        int model = 0;
        while (kind.mix().get(model) == 0) {
            model++;
        }
        ApiLimit limit =
                LimitTables.apiLimit(limits, tier.name(), models.get(model).name());
        double prefill;
        double output;
        if (kind.isSessions()) {
            double[] mean = sessions.meanAgentTokens();
            prefill = mean[0];
            output = mean[1];
        } else {
            prefill = 0;
            output = 0;
            for (int row = 0; row < lengths.size(); row++) {
                prefill += lengths.input(row) * (1 - kind.cachedShare()) / lengths.size();
                output += (double) lengths.output(row) / lengths.size();
            }
        }
        return Math.min(limit.rpm(), Math.min(limit.itpm() / prefill, limit.otpm() / output)) / 60;
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
