package io.tidegate.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days or months of a time zone, as their first moments: a day begins at midnight, or where a change of clocks skips
 * midnight, when the skip ends. Remembers the span asked for last, so that asking within it again costs nothing.
 */
final class CalendarSpan {
    private final ZoneId zone;
    private final boolean months;
    private double from = Double.POSITIVE_INFINITY;
    private double to = Double.NEGATIVE_INFINITY;

    /** Days, or months. */
    CalendarSpan(ZoneId zone, boolean months) {
        this.zone = zone;
        this.months = months;
    }

    /** The end, seconds since the epoch, of the day or month that holds {@code t}: the first moment of the next. */
    double endOf(double t) {
        if (t < from || t >= to) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond((long) Math.floor(t)), zone);
            LocalDate first = months ? day.withDayOfMonth(1) : day;
            from = begin(first);
            to = begin(months ? first.plusMonths(1) : first.plusDays(1));
        }
        return to;
    }

    private double begin(LocalDate day) {
        return day.atStartOfDay(zone).toEpochSecond();
    }
}
