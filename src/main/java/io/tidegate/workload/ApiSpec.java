package io.tidegate.workload;

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
 */
public record ApiSpec(
        @Unit(Dimension.COUNT) double requests,
        @Unit(value = Dimension.FACTOR, max = 3) double zipf,
        String burstiness,
        @Unit(value = Dimension.COUNT, max = 20) int retries,
        @Unit(value = Dimension.COUNT, max = 20) int agentRetries,
        List<ApiClassSpec> classes,
        List<ApiTierSpec> tiers) {
    public ApiSpec {
        classes = List.copyOf(classes);
        tiers = List.copyOf(tiers);
    }
}
