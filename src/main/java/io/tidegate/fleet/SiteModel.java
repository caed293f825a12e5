package io.tidegate.fleet;

import io.tidegate.supply.RampSpec;
import io.tidegate.supply.SiteSpec;
import org.jspecify.annotations.Nullable;

/**
 * A site made ready.
 *
 * @param spec the site
 * @param rampFrom seconds since the epoch at which its ramp starts; minus infinity for a site that is there from the start
 */
public record SiteModel(SiteSpec spec, double rampFrom) {
    /** Share of the site's replicas on line at {@code t}, seconds since the epoch. */
    double share(double t) {
        @Nullable RampSpec ramp = spec.ramp();
        return ramp == null ? 1 : ramp.share(t - rampFrom);
    }
}
