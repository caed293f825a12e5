package io.tidegate.workload;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * Everyone who asks, and for what.
 *
 * @param regions where users are
 * @param curves how demand moves through the day
 * @param chat how chats unfold
 * @param plans subscribers by plan
 * @param api API traffic
 * @param cacheTimeToLive seconds for which a prompt prefix stays cached after its last use
 * @param resume probability that a session denied by a usage window goes on at the reset
 */
public record DemandSpec(
        List<RegionSpec> regions,
        List<CurveSpec> curves,
        ChatSpec chat,
        List<PlanSpec> plans,
        ApiSpec api,
        @Unit(Dimension.TIME) double cacheTimeToLive,
        @Unit(value = Dimension.SHARE, max = 1) double resume) {
    public DemandSpec {
        regions = List.copyOf(regions);
        curves = List.copyOf(curves);
        plans = List.copyOf(plans);
    }
}
