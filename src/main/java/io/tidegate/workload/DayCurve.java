package io.tidegate.workload;

import io.tidegate.random.AliasTable;
import java.util.List;

/** A curve made ready for use: when in a local day something starts, and how the rate of a stream moves. */
public final class DayCurve {
    private final AliasTable weekday;
    private final AliasTable weekend;
    private final double[] weekdayRate;
    private final double[] weekendRate;
    private final double weekendFactor;

    /** A curve from its specification. */
    public DayCurve(CurveSpec spec) {
        weekdayRate = scaled(spec.hours(), 1);
        weekendRate = scaled(spec.weekendHours(), spec.weekendFactor());
        weekday = new AliasTable(weekdayRate);
        weekend = new AliasTable(weekendRate);
        weekendFactor = spec.weekendFactor();
    }

    private static double[] scaled(List<Double> hours, double mean) {
        double sum = 0;
        for (double hour : hours) {
            sum += hour;
        }
        double[] rate = new double[24];
        for (int h = 0; h < 24; h++) {
            rate[h] = hours.get(h) * 24 * mean / sum;
        }
        return rate;
    }

    /** Volume of a day over that of a weekday. */
    public double volume(boolean isWeekend) {
        return isWeekend ? weekendFactor : 1;
    }

    /** The local hour of a start, 0 to 23. */
    public int hour(boolean isWeekend, long hash) {
        return (isWeekend ? weekend : weekday).sample(hash);
    }

    /** Rate in a local hour over the mean rate of a weekday. */
    public double rate(boolean isWeekend, int hour) {
        return (isWeekend ? weekendRate : weekdayRate)[hour];
    }
}
