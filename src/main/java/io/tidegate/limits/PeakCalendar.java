package io.tidegate.limits;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * The hours in which usage counts more, tabulated for a span of time.
 *
 * <p>An instant is in a peak when the wall clock of the zone shows a day from Monday to Friday and a time from
 * {@link PeakSpec#from()} on and before {@link PeakSpec#to()}. The clock decides alone: of hours that it skips there is
 * nothing, so a peak that begins in a gap begins when the gap does and a peak around a gap is shorter; an hour that it
 * shows twice counts both times, so a peak around it is longer and one that begins or ends within it comes in two parts.
 */
public final class PeakCalendar {
    private final double from;
    private final double to;

    /** Starts at even indices, ends at odd ones, ascending; adjoining peaks are one. */
    private final double[] changes;

    /**
     * The peaks of a span.
     *
     * @param spec the hours
     * @param from first second of the span, since the Unix epoch
     * @param to last second of the span; not before {@code from}
     */
    public PeakCalendar(PeakSpec spec, double from, double to) {
        if (!(from <= to)) {
            throw new IllegalArgumentException("to: must not be before " + from + ", found " + to);
        }
        this.from = from;
        this.to = to;
        changes = tabulate(spec, from, to);
    }

    /**
     * Whether time {@code t} is in a peak.
     *
     * @throws IllegalArgumentException if it is outside the span
     */
    public boolean isPeak(double t) {
        return changesUntil(t) % 2 == 1;
    }

    /**
     * When a peak next begins or ends after time {@code t}; infinite if none does within the span.
     *
     * @throws IllegalArgumentException if {@code t} is outside the span
     */
    public double nextChange(double t) {
        int next = changesUntil(t);
        return next < changes.length && changes[next] <= to ? changes[next] : Double.POSITIVE_INFINITY;
    }

    private int changesUntil(double t) {
        if (!(t >= from && t <= to)) {
            throw new IllegalArgumentException("t: must be in " + from + " to " + to + ", found " + t);
        }
        int index = Arrays.binarySearch(changes, t);
        return index >= 0 ? index + 1 : -index - 1;
    }

    /** Every peak that meets the span, each span of constant offset from UTC after the other. */
    private static double[] tabulate(PeakSpec spec, double from, double to) {
        ZoneRules rules = spec.zone().getRules();
        Table table = new Table();
        Instant begin = Instant.ofEpochSecond((long) Math.floor(from) - 2 * 86_400);
        Instant stop = Instant.ofEpochSecond((long) Math.ceil(to) + 2 * 86_400);
        while (begin.isBefore(stop)) {
            ZoneOffset offset = rules.getOffset(begin);
            ZoneOffsetTransition change = rules.nextTransition(begin);
            Instant end = change == null || change.getInstant().isAfter(stop) ? stop : change.getInstant();
            LocalDate last = LocalDate.ofInstant(end, offset);
            for (LocalDate day = LocalDate.ofInstant(begin, offset); !day.isAfter(last); day = day.plusDays(1)) {
                if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                    table.add(
                            Math.max(seconds(day, spec.from(), offset), (double) begin.getEpochSecond()),
                            Math.min(seconds(day, spec.to(), offset), (double) end.getEpochSecond()));
                }
            }
            begin = end;
        }
        return table.changes();
    }

    private static double seconds(LocalDate day, LocalTime time, ZoneOffset offset) {
        return day.toEpochDay() * 86_400.0 + time.toNanoOfDay() / 1e9 - offset.getTotalSeconds();
    }

    /** Starts and ends as they are found. */
    private static final class Table {
        private double[] changes = new double[64];
        private int size;

        void add(double start, double end) {
            if (!(start < end)) {
                return;
            }
            if (size > 0 && changes[size - 1] == start) {
                changes[size - 1] = end;
                return;
            }
            if (size == changes.length) {
                changes = Arrays.copyOf(changes, 2 * size);
            }
            changes[size++] = start;
            changes[size++] = end;
        }

        double[] changes() {
            return Arrays.copyOf(changes, size);
        }
    }
}
