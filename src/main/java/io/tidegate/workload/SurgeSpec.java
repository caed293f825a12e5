package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A span with more demand than usual. Where spans overlap, what each adds is added.
 *
 * @param name what it is called
 * @param at local time at which it begins
 * @param zone its time zone
 * @param length seconds
 * @param factor factor on the sessions and requests that start
 * @param of plans and tiers concerned; all if empty
 */
public record SurgeSpec(
        String name,
        LocalDateTime at,
        @Default("UTC") ZoneId zone,
        @Unit(value = Dimension.TIME, min = 1) double length,
        @Unit(value = Dimension.FACTOR, min = 1, max = 100) double factor,
        @Default("[]") List<String> of) {
    public SurgeSpec {
        of = List.copyOf(of);
    }
}
