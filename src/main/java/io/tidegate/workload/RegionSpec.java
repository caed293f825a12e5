package io.tidegate.workload;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.ZoneId;

/**
 * Where users are: their local time, and how far they are from a gateway.
 *
 * @param name the region
 * @param zone the time zone whose local hours its curves follow
 * @param roundTrip seconds from an answer to the next request reaching admission: network and gateway
 * @param consumer share of consumer-like use that comes from here
 * @param professional share of professional use
 * @param enterprise share of enterprise use
 */
public record RegionSpec(
        String name,
        ZoneId zone,
        @Unit(value = Dimension.TIME, max = 60) double roundTrip,
        @Unit(value = Dimension.SHARE, max = 1) double consumer,
        @Unit(value = Dimension.SHARE, max = 1) double professional,
        @Unit(value = Dimension.SHARE, max = 1) double enterprise) {
    /** The word for no region, which none may have as its name. */
    public static final String NOWHERE = "none";
}
