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
 * The organisations of one API tier that use the API in one way and one model class. In a tier that is spread every organisation
 * uses it in every way, and every cell has a part of it.
 *
 * @param tier index of the tier
 * @param kind index of the API class
 * @param model index of the model class; {@link #ANY} where each request draws its own
 * @param organisations organisations in the whole fleet
 * @param volume requests per second of the whole fleet, mean of a weekday
 * @param sizes mean requests per second of an organisation while it sends, by rank
 * @param large ranks, from the first, of organisations so large that they have parts in several cells; all of a tier that is spread
 * @param largest mean requests per second, while it sends, of the largest organisation or part of one that a cell is to have
 */
public record ApiSegment(
        int tier,
        int kind,
        int model,
        int organisations,
        double volume,
        OrganisationSizes sizes,
        int large,
        double largest) {
    /** Every request draws its own model class. */
    static final int ANY = -1;

    private static final double SECONDS_PER_DAY = 86_400;

    /** Share of a cell's API requests above which an organisation is divided. */
    private static final double LARGE = 0.01;

    /** All segments of the fleet that send anything, by tier, class and model; sizes are capped by the limits in force at the beginning. */
    public static List<ApiSegment> of(
            ApiSpec api,
            LimitsSpec limits,
            List<ModelSpec> models,
            SessionModel sessions,
            List<LengthTable> lengths,
            int cells) {
        List<ApiSegment> segments = new ArrayList<>();
        double largeRate = LARGE * api.requests() / SECONDS_PER_DAY / cells;
        for (int t = 0; t < api.tiers().size(); t++) {
            ApiTierSpec tier = api.tiers().get(t);
            for (int k = 0; k < api.classes().size(); k++) {
                ApiClassSpec kind = api.classes().get(k);
                double volume = api.requests() * tier.volumeShare() * kind.share() / SECONDS_PER_DAY;
                if (volume == 0) {
                    continue;
                }
                if (tier.spread()) {
                    int n = (int) StrictMath.round(tier.organisations());
                    segments.add(new ApiSegment(
                            t, k, ANY, n, volume, new OrganisationSizes(n, api.zipf(), volume, volume), n, largeRate));
                    continue;
                }
                double[] tokens = kind.isSessions() ? sessions.meanTokens() : meanTokens(kind, lengths.get(k));
                for (int m = 0; m < models.size(); m++) {
                    double share = kind.mix().get(m);
                    int n = (int) StrictMath.round(tier.organisations() * kind.share() * share);
                    if (n > 0) {
                        ApiLimit limit = LimitTables.apiLimit(
                                limits, tier.name(), models.get(m).name());
                        double cap = tier.largest() * admitted(limit, tokens);
                        double sent = volume * share / tier.sending();
                        OrganisationSizes sizes = new OrganisationSizes(n, api.zipf(), sent, cap);
                        int large = cells == 1 ? 0 : sizes.countAbove(largeRate);
                        segments.add(new ApiSegment(t, k, m, n, volume * share, sizes, large, largeRate));
                    }
                }
            }
        }
        return segments;
    }

    /** Requests per second that a limit lets through in the long run, at mean uncached input and output tokens. */
    private static double admitted(ApiLimit limit, double[] tokens) {
        return Math.min(limit.rpm(), Math.min(limit.itpm() / tokens[0], limit.otpm() / tokens[1])) / 60;
    }

    private static double[] meanTokens(ApiClassSpec kind, LengthTable lengths) {
        double prefill = 0;
        double output = 0;
        for (int row = 0; row < lengths.size(); row++) {
            prefill += lengths.input(row) * (1 - kind.cachedShare());
            output += lengths.output(row);
        }
        return new double[] {prefill / lengths.size(), output / lengths.size()};
    }

    /** Parts that a large organisation of a rank is divided into, each for another cell: as few as are small enough, of so many cells. */
    int parts(int rank, int cells) {
        return (int) Math.min(cells, Math.ceil(sizes.rate(rank) / largest));
    }

    /** The large organisations by size, for drawing the sender of a request. */
    AliasTable largeBySize() {
        return new AliasTable(largeRates());
    }

    /** Requests per second of each large organisation while it sends. */
    double[] largeRates() {
        double[] rates = new double[large];
        for (int rank = 1; rank <= large; rank++) {
            rates[rank - 1] = sizes.rate(rank);
        }
        return rates;
    }

    /** Requests per second of all large organisations together, while they send. */
    double largeRate() {
        double sum = 0;
        for (int rank = 1; rank <= large; rank++) {
            sum += sizes.rate(rank);
        }
        return sum;
    }
}
