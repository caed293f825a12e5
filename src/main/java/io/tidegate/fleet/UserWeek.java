package io.tidegate.fleet;

import io.tidegate.limits.Denial;

/**
 * The last week of one user before a phase, told request by request in order of time. Times are seconds before the week's end, and
 * so negative; what came before the week is told too, as a window or a denial may reach into it.
 */
final class UserWeek {
    /** Length of the week. */
    static final double SECONDS = 7 * 86_400.0;

    private static final double DAY = 86_400;
    private static final int WINDOW = Denial.WINDOW_5H.code();
    private static final int WEEKLY = Denial.WEEKLY.code();
    private static final int OTHER = Denial.WINDOW_OTHER.code();

    private int plan;
    private int activeDays;
    private int windowDays;
    private int capDays;
    private int limitedDays;
    private double credits;
    private double lockedUntil;
    private double lockout;
    private double window;
    private double windowCredits;
    private double windowExhausted;
    private double weekExhausted;

    /** A user of a plan, of whom nothing has been told. */
    void begin(int itsPlan) {
        plan = itsPlan;
        activeDays = 0;
        windowDays = 0;
        capDays = 0;
        limitedDays = 0;
        credits = 0;
        lockedUntil = -SECONDS;
        lockout = 0;
        window = Double.NaN;
        windowCredits = 0;
        windowExhausted = Double.NaN;
        weekExhausted = Double.NaN;
    }

    /** The user has that plan: the week is one of the plan that the user has at its first request. */
    void in(int itsPlan) {
        if (activeDays == 0) {
            plan = itsPlan;
        }
    }

    /**
     * A request passed and was charged.
     *
     * @param t when
     * @param itsCredits its credits before any factor of the hour
     * @param windowStart start of the usage window that it was charged to
     */
    void passed(double t, double itsCredits, double windowStart) {
        if (windowStart != window) {
            window = windowStart;
            windowCredits = 0;
        }
        windowCredits += itsCredits;
        if (t >= -SECONDS) {
            activeDays |= day(t);
            credits += itsCredits;
        }
    }

    /**
     * A request was refused.
     *
     * @param t when
     * @param reason the code of a {@link Denial}
     * @param passesAt when it would pass
     * @param since start of the window or week that is spent; NaN where that has none
     * @param into told of windows and caps that deny for the first time
     */
    void denied(double t, int reason, double passesAt, double since, LimitedUsers into) {
        double from = Math.max(t, lockedUntil);
        double until = Math.min(passesAt, 0);
        if (until > from) {
            lockout += until - from;
            lockedUntil = until;
        }
        boolean inWeek = t >= -SECONDS;
        if (inWeek) {
            activeDays |= day(t);
            limitedDays |= day(t);
        }
        if (reason == WINDOW) {
            windowDays |= inWeek ? day(t) : 0;
            if (since != windowExhausted && inWeek) {
                into.windowExhausted(plan, t - since, since == window ? windowCredits : 0);
            }
            windowExhausted = since;
        } else if (reason == OTHER) {
            windowDays |= inWeek ? day(t) : 0;
        } else if (reason == WEEKLY) {
            capDays |= inWeek ? day(t) : 0;
            if (since != weekExhausted && inWeek) {
                into.capExhausted(plan, t - since);
            }
            weekExhausted = since;
        }
    }

    /** The week is over. */
    void end(LimitedUsers into) {
        if (activeDays == 0) {
            return;
        }
        into.active[plan]++;
        into.limited[plan] += limitedDays == 0 ? 0 : 1;
        into.byWindow[plan] += windowDays == 0 ? 0 : 1;
        into.byWeek[plan] += capDays == 0 ? 0 : 1;
        into.activeDays[plan] += Integer.bitCount(activeDays);
        into.limitedDays[plan] += Integer.bitCount(limitedDays);
        into.windowDays[plan] += Integer.bitCount(windowDays);
        into.capDays[plan] += Integer.bitCount(capDays);
        into.lockoutSeconds[plan] += lockout;
        into.use[plan].add(credits);
    }

    /** A bit for the day: the last one before the end is the first. */
    private static int day(double t) {
        return 1 << Math.min(6, (int) (-t / DAY));
    }
}
