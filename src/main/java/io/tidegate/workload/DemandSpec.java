package io.tidegate.workload;

import io.tidegate.Default;
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
 * @param resume probability that a session denied by a usage window goes on at the reset, for plans without a reaction
 * @param reactions what users of a plan do when they are refused or have to wait
 * @param swarms coding sessions that start others and wait for them
 * @param dynamics how a plan's demand follows what its users experience
 * @param surges spans with more demand than usual
 * @param batch jobs of the Batch API; a tier has at most one kind
 */
public record DemandSpec(
        List<RegionSpec> regions,
        List<CurveSpec> curves,
        ChatSpec chat,
        List<PlanSpec> plans,
        ApiSpec api,
        @Unit(Dimension.TIME) double cacheTimeToLive,
        @Unit(value = Dimension.SHARE, max = 1) double resume,
        @Default("[]") List<ReactionSpec> reactions,
        @Default("[]") List<SwarmSpec> swarms,
        @Default("[]") List<DynamicsSpec> dynamics,
        @Default("[]") List<SurgeSpec> surges,
        @Default("[]") List<BatchSpec> batch) {
    public DemandSpec {
        regions = List.copyOf(regions);
        curves = List.copyOf(curves);
        plans = List.copyOf(plans);
        reactions = List.copyOf(reactions);
        swarms = List.copyOf(swarms);
        dynamics = List.copyOf(dynamics);
        surges = List.copyOf(surges);
        batch = List.copyOf(batch);
    }

    /** Demand without jobs of the Batch API. */
    public DemandSpec(
            List<RegionSpec> regions,
            List<CurveSpec> curves,
            ChatSpec chat,
            List<PlanSpec> plans,
            ApiSpec api,
            double cacheTimeToLive,
            double resume,
            List<ReactionSpec> reactions,
            List<SwarmSpec> swarms,
            List<DynamicsSpec> dynamics,
            List<SurgeSpec> surges) {
        this(
                regions,
                curves,
                chat,
                plans,
                api,
                cacheTimeToLive,
                resume,
                reactions,
                swarms,
                dynamics,
                surges,
                List.of());
    }

    /** Demand that nothing moves. */
    public DemandSpec(
            List<RegionSpec> regions,
            List<CurveSpec> curves,
            ChatSpec chat,
            List<PlanSpec> plans,
            ApiSpec api,
            double cacheTimeToLive,
            double resume) {
        this(regions, curves, chat, plans, api, cacheTimeToLive, resume, List.of(), List.of(), List.of(), List.of());
    }
}
