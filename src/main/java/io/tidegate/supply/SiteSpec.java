package io.tidegate.supply;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A building with a power envelope.
 *
 * @param name the site
 * @param envelope watts at the utility meter for the whole site
 * @param pue facility power over computing power
 * @param overhead network, storage and host power as a share of the nodes'
 * @param ramp how it comes on line; none for a site that is there from the start. Sites with a ramp are the injection.
 */
public record SiteSpec(
        String name,
        @Unit(value = Dimension.POWER, min = 1) double envelope,
        @Unit(value = Dimension.FACTOR, min = 1, max = 3) double pue,
        @Unit(value = Dimension.SHARE, max = 1) double overhead,
        @Nullable RampSpec ramp) {}
