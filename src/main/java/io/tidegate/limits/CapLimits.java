package io.tidegate.limits;

import io.tidegate.limits.CapSpec.Kind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The caps on one organisation at one time; infinite where there is none. Of an organisation whose traffic is spread over
 * cells each cell has a part: the part of its money and of the floor of its growth, whose factor stays; and the nearest whole
 * number of requests, at least 1, so that a small cap over many cells is more lenient than the whole. A batch job is in one cell, and held to
 * its organisation's whole queue there.
 */
final class CapLimits {
    /** Most requests at once. */
    final double concurrency;
    /** Factor of growth from one minute to the next. */
    final double growth;
    /** Uncached input tokens of a minute that are free of it. */
    final double growthFloor;
    /** USD a day. */
    final double day;
    /** USD a month. */
    final double month;
    /** USD of the span before. */
    final double rolling;
    /** Seconds of that span. */
    final double rollingSpan;
    /** Most requests of batch jobs that are taken and not yet done. */
    final double queue;
    /** The days. */
    final CalendarSpan days;
    /** The months. */
    final CalendarSpan months;

    private CapLimits(
            double concurrency,
            double growth,
            double growthFloor,
            double day,
            ZoneId dayZone,
            double month,
            ZoneId monthZone,
            double rolling,
            double rollingSpan,
            double queue) {
        this.concurrency = concurrency;
        this.growth = growth;
        this.growthFloor = growthFloor;
        this.day = day;
        this.month = month;
        this.rolling = rolling;
        this.rollingSpan = rollingSpan;
        this.queue = queue;
        days = new CalendarSpan(dayZone, false);
        months = new CalendarSpan(monthZone, true);
    }

    /**
     * The caps of a tier.
     *
     * @param caps all caps
     * @param tier the tier
     * @param part the part of an organisation's limits that holds here, above 0 and at most 1
     */
    static CapLimits of(List<CapSpec> caps, String tier, double part) {
        double requests = atMost(caps, tier, Kind.CONCURRENCY);
        double floor = 0;
        double span = 1;
        ZoneId dayZone = ZoneOffset.UTC;
        ZoneId monthZone = ZoneOffset.UTC;
        for (CapSpec cap : caps) {
            floor = cap.isOf(tier, Kind.ACCELERATION) ? cap.floor() : floor;
            span = cap.isOf(tier, Kind.SPEND_ROLLING) ? cap.span() : span;
            dayZone = cap.isOf(tier, Kind.SPEND_DAY) ? cap.zone() : dayZone;
            monthZone = cap.isOf(tier, Kind.SPEND_MONTH) ? cap.zone() : monthZone;
        }
        return new CapLimits(
                Math.max(1, Math.rint(requests * part)),
                atMost(caps, tier, Kind.ACCELERATION),
                floor * part,
                atMost(caps, tier, Kind.SPEND_DAY) * part,
                dayZone,
                atMost(caps, tier, Kind.SPEND_MONTH) * part,
                monthZone,
                atMost(caps, tier, Kind.SPEND_ROLLING) * part,
                span,
                atMost(caps, tier, Kind.BATCH_QUEUE));
    }

    private static double atMost(List<CapSpec> caps, String tier, Kind kind) {
        double least = Double.POSITIVE_INFINITY;
        for (CapSpec cap : caps) {
            least = cap.isOf(tier, kind) ? Math.min(least, cap.atMost()) : least;
        }
        return least;
    }

    /** Whether growth is limited. */
    boolean limitsGrowth() {
        return growth < Double.POSITIVE_INFINITY;
    }

    /** Whether money is limited. */
    boolean limitsSpend() {
        return day < Double.POSITIVE_INFINITY || month < Double.POSITIVE_INFINITY || limitsRolling();
    }

    /** Whether the money of the span before is limited. */
    boolean limitsRolling() {
        return rolling < Double.POSITIVE_INFINITY;
    }
}
