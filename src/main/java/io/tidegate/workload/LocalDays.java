package io.tidegate.workload;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The local days of one zone around a date: day 0 is the date, day −1 the day before. Hours are local wall-clock hours, so that
 * a day of a clock change has one of length 0 or 2 h.
 */
public final class LocalDays {
    private final int firstDay;
    private final double[] hourStarts;
    private final boolean[] weekend;

    /**
     * Tabulates days.
     *
     * @param zone whose midnights and hours
     * @param date day 0
     * @param firstDay first day tabulated, at most 0
     * @param lastDay last day tabulated
     */
    public LocalDays(ZoneId zone, LocalDate date, int firstDay, int lastDay) {
        this.firstDay = firstDay;
        int days = lastDay - firstDay + 1;
        hourStarts = new double[days * 24 + 1];
        weekend = new boolean[days];
        for (int i = 0; i < hourStarts.length; i++) {
            LocalDate day = date.plusDays(firstDay + i / 24);
            hourStarts[i] = day.atTime(i % 24, 0).atZone(zone).toEpochSecond();
        }
        for (int i = 0; i < days; i++) {
            DayOfWeek name = date.plusDays((long) firstDay + i).getDayOfWeek();
            weekend[i] = name == DayOfWeek.SATURDAY || name == DayOfWeek.SUNDAY;
        }
    }

    /** Seconds since the epoch of the moment a share {@code u} into a local hour. */
    public double at(int day, int hour, double u) {
        int i = (day - firstDay) * 24 + hour;
        return hourStarts[i] + u * (hourStarts[i + 1] - hourStarts[i]);
    }

    /** Whether a day is a Saturday or Sunday. */
    public boolean isWeekend(int day) {
        return weekend[day - firstDay];
    }

    /** First day tabulated. */
    public int firstDay() {
        return firstDay;
    }

    /** Last day tabulated. */
    public int lastDay() {
        return firstDay + weekend.length - 1;
    }

    /** The day in which a moment lies, clipped to the days tabulated. */
    public int dayOf(double t) {
        int low = 0;
        int high = weekend.length - 1;
        while (low < high) {
            int mid = (low + high + 1) >>> 1;
            if (hourStarts[mid * 24] <= t) {
                low = mid;
            } else {
                high = mid - 1;
            }
        }
        return firstDay + low;
    }
}
