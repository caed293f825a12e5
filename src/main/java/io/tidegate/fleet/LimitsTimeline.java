package io.tidegate.fleet;

import io.tidegate.limits.PeakCalendar;
import java.util.List;

/** Which limits hold when, with the peak hours of each. */
final class LimitsTimeline {
    private final double[] from;
    private final LimitTables[] tables;
    private final PeakCalendar[] peaks;

    /**
     * A timeline.
     *
     * @param tables limits, the first in force from the beginning
     * @param from seconds since the epoch from which each holds, rising; the first is ignored
     * @param begin start of the span in which peak hours are asked for
     * @param end its end
     */
    LimitsTimeline(List<LimitTables> tables, double[] from, double begin, double end) {
        this.tables = tables.toArray(LimitTables[]::new);
        this.from = from.clone();
        this.from[0] = Double.NEGATIVE_INFINITY;
        peaks = tables.stream()
                .map(t -> new PeakCalendar(t.spec.peak(), begin, end))
                .toArray(PeakCalendar[]::new);
    }

    private int index(double t) {
        int i = from.length - 1;
        while (from[i] > t) {
            i--;
        }
        return i;
    }

    /** Limits in force at {@code t}, seconds since the epoch. */
    LimitTables at(double t) {
        return tables[index(t)];
    }

    /** The greatest number of usage windows of an account at any time. */
    int windowsPerAccount() {
        int most = 0;
        for (LimitTables each : tables) {
            most = Math.max(most, each.windowsPerAccount());
        }
        return most;
    }

    /** Whether {@code t} lies in peak hours. */
    boolean isPeak(double t) {
        return peaks[index(t)].isPeak(t);
    }

    /** The next change of limits or peak hours after {@code t}, or infinity. */
    double nextChange(double t) {
        int i = index(t);
        double next = peaks[i].nextChange(t);
        return i + 1 < from.length ? Math.min(next, from[i + 1]) : next;
    }
}
