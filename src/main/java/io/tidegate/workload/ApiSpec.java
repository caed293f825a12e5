package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * API traffic: how much, of which kinds, from whom, how bursty.
 *
 * @param requests requests on a weekday in the whole fleet
 * @param zipf exponent of organisation sizes within a tier
 * @param burstiness table of coefficients of variation of the gaps between an organisation's requests
 * @param retries further attempts of a client after a denial
 * @param agentRetries further attempts of an agent after a denial
 * @param classes kinds of use
 * @param tiers usage tiers
 * @param schedule how long a client waits before a retry
 * @param agentSchedule how long an agent waits before one
 * @param rateWalk how the rate of an organisation wanders
 */
public record ApiSpec(
        @Unit(Dimension.COUNT) double requests,
        @Unit(value = Dimension.FACTOR, max = 3) double zipf,
        String burstiness,
        @Unit(value = Dimension.COUNT, max = 20) int retries,
        @Unit(value = Dimension.COUNT, max = 20) int agentRetries,
        List<ApiClassSpec> classes,
        List<ApiTierSpec> tiers,
        @Default("doubling") Schedule schedule,
        @Default("doubling") Schedule agentSchedule,
        @Default("{}") RateWalkSpec rateWalk) {
    /** Waits between retries. */
    public enum Schedule {
        /** Fixed waits that double from one second. */
        DOUBLING,
        /** Uniform within the ranges that a widely used coding agent was observed to wait. */
        OBSERVED,
        /** Half a second, doubling to 8 s, each up to a quarter shorter at random: the rule of a provider's client library. */
        SDK
    }

    public ApiSpec {
        classes = List.copyOf(classes);
        tiers = List.copyOf(tiers);
    }

    /** Traffic of clients whose waits double from one second. */
    public ApiSpec(
            double requests,
            double zipf,
            String burstiness,
            int retries,
            int agentRetries,
            List<ApiClassSpec> classes,
            List<ApiTierSpec> tiers) {
        this(
                requests,
                zipf,
                burstiness,
                retries,
                agentRetries,
                classes,
                tiers,
                Schedule.DOUBLING,
                Schedule.DOUBLING,
                RateWalkSpec.NONE);
    }
}
