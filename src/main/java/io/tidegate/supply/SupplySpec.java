package io.tidegate.supply;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * All capacity of the fleet.
 *
 * @param efficiency stretch of every step against the measured kernels: 1.2 is a well-tuned engine, 2 a default configuration
 * @param prefixCache where prefixes of prompts stay between requests
 * @param sites buildings
 * @param pools replicas
 */
public record SupplySpec(
        @Unit(value = Dimension.FACTOR, min = 0.1, max = 10) double efficiency,
        @Default("ideal") PrefixCaching prefixCache,
        List<SiteSpec> sites,
        List<PoolSpec> pools) {
    public SupplySpec {
        sites = List.copyOf(sites);
        pools = List.copyOf(pools);
    }
}
