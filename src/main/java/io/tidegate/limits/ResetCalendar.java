package io.tidegate.limits;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;

/**
 * The days, weeks or months of a time zone, tabulated for a span of time. Each begins at its first instant by the wall clock:
 * midnight, or where clocks skip midnight the instant of the skip; a day that a zone skips altogether is none.
 */
public final class ResetCalendar {
    /** A calendar of one period without beginning or end. */
    public static final ResetCalendar NEVER = new ResetCalendar();

    /** What is counted. */
    public enum Period {
        /** From midnight to midnight. */
        DAY,
        /** From Monday to Monday. */
        WEEK,
        /** From the first of a month to the next. */
        MONTH;

        private LocalDate first(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        private LocalDate after(LocalDate first) {
            return switch (this) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
            };
        }
    }

    private final double from;
    private final double to;

    /** Rising; the first is not after {@link #from}, the last after {@link #to}. */
    private final double[] starts;

    private ResetCalendar() {
        from = Double.NEGATIVE_INFINITY;
        to = Double.POSITIVE_INFINITY;
        starts = new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }

    /**
     * The periods of a span.
     *
     * @param period what is counted
     * @param zone whose midnights
     * @param from first second of the span, since the Unix epoch
     * @param to last second of the span; not before {@code from}
     */
    public ResetCalendar(Period period, ZoneId zone, double from, double to) {
        if (!(from <= to)) {
            throw new IllegalArgumentException("to: must not be before " + from + ", found " + to);
        }
        this.from = from;
        this.to = to;
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond((long) Math.floor(from)), zone);
        double[] found = new double[16];
        int size = 0;
        for (LocalDate first = period.first(day); size == 0 || found[size - 1] <= to; first = period.after(first)) {
            double start = first.atStartOfDay(zone).toEpochSecond();
            if (size > 0 && start <= found[size - 1]) {
                continue;
            }
            if (size == found.length) {
                found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = start;
        }
        starts = Arrays.copyOf(found, size);
    }

    /**
     * When the period began in which time {@code t} lies.
     *
     * @throws IllegalArgumentException if {@code t} is outside the span
     */
    public double start(double t) {
        return starts[index(t)];
    }

    /**
     * When the next period begins after time {@code t}.
     *
     * @throws IllegalArgumentException if {@code t} is outside the span
     */
    public double next(double t) {
        return starts[index(t) + 1];
    }

    /**
     * The number of the period in which time {@code t} lies, that of the span's beginning being 0.
     *
     * @throws IllegalArgumentException if {@code t} is outside the span
     */
    public int index(double t) {
        if (!(t >= from && t <= to)) {
            throw new IllegalArgumentException("t: must be in " + from + " to " + to + ", found " + t);
        }
        int index = Arrays.binarySearch(starts, t);
        return index >= 0 ? index : -index - 2;
    }
}
