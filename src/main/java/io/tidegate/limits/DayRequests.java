package io.tidegate.limits;

import java.util.Arrays;

/**
 * How many requests of each model class each organisation of a cell has made in the calendar's day. One more passes while fewer than
 * the limit were made. Nothing is known of what was asked before the first request; a limit that comes into force, or changes its zone,
 * begins with what was counted since.
 *
 * <p>Times are seconds since the Unix epoch.
 */
final class DayRequests {
    private final int models;
    private final double[] dayEnd;
    private final int[] made;

    DayRequests(int organisations, int models) {
        this.models = models;
        dayEnd = new double[Math.multiplyExact(organisations, models)];
        Arrays.fill(dayEnd, Double.NEGATIVE_INFINITY);
        made = new int[dayEnd.length];
    }

    /** When a request of {@code t} first passes: then, or when the next day begins. */
    double passesAt(int organisation, int model, OrganisationLimits limits, double t) {
        int at = organisation * models + model;
        return t < dayEnd[at] && made[at] + 1 > limits.requestsPerDay ? dayEnd[at] : t;
    }

    /** Counts a request that passed at {@code t}. */
    void charge(int organisation, int model, OrganisationLimits limits, double t) {
        int at = organisation * models + model;
        if (t >= dayEnd[at]) {
            dayEnd[at] = limits.days.endOf(t);
            made[at] = 0;
        }
        made[at]++;
    }
}
