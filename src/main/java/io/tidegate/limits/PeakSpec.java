package io.tidegate.limits;

import io.tidegate.Default;
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
 * @param offPeak credits charged to the window of those plans per credit used at any other time; below 1 is a bonus
 * @param offPeakWeekly the same for the weekly cap
 */
public record PeakSpec(
        @Unit(value = Dimension.FACTOR, min = 1, max = 100) double factor,
        ZoneId zone,
        LocalTime from,
        LocalTime to,
        List<String> plans,

        @Default("1") @Unit(value = Dimension.FACTOR, max = 100)
        double offPeak,

        @Default("1") @Unit(value = Dimension.FACTOR, max = 100)
        double offPeakWeekly) {
    public PeakSpec {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to: must be after 'from' (" + from + "), found " + to);
        }
        plans = List.copyOf(plans);
    }

    /** Hours that count more, and no others that count less. */
    public PeakSpec(double factor, ZoneId zone, LocalTime from, LocalTime to, List<String> plans) {
        this(factor, zone, from, to, plans, 1, 1);
    }

    /** The same hours with another factor. */
    public PeakSpec withFactor(double other) {
        return new PeakSpec(other, zone, from, to, plans, offPeak, offPeakWeekly);
    }
}
