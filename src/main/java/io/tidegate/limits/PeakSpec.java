package io.tidegate.limits;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * The hours in which usage counts more against the five-hour window.
 *
 * @param factor credits charged to the window per credit used; 1 is no reduction
 * @param zone the time zone of the hours, daylight saving included
 * @param from first minute, local time
 * @param to end, local time, not included; after {@code from}
 * @param plans plans it applies to; weekdays only
 */
public record PeakSpec(
        @Unit(value = Dimension.FACTOR, min = 1, max = 100) double factor,
        ZoneId zone,
        LocalTime from,
        LocalTime to,
        List<String> plans) {
    public PeakSpec {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to: must be after 'from' (" + from + "), found " + to);
        }
        plans = List.copyOf(plans);
    }
}
