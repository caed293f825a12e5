package io.tidegate.workload;

import io.tidegate.random.AliasTable;
import java.util.List;

/** A curve made ready for use: when in a local day something starts, and how the rate of a stream moves. */
public final class DayCurve {
    private static final int DECONVOLUTION_ROUNDS = 200;

    private final AliasTable weekday;
    private final AliasTable weekend;
    private final double[] weekdayRate;
    private final double[] weekendRate;
    private final double weekendFactor;

    /** A curve from its specification. */
    public DayCurve(CurveSpec spec) {
        this(scaled(spec.hours(), 1), scaled(spec.weekendHours(), spec.weekendFactor()), spec.weekendFactor());
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

    private DayCurve(double[] weekdayRate, double[] weekendRate, double weekendFactor) {
        this.weekdayRate = weekdayRate;
        this.weekendRate = weekendRate;
        this.weekendFactor = weekendFactor;
        weekday = new AliasTable(weekdayRate);
        weekend = new AliasTable(weekendRate);
    }

    /**
     * When sessions must start so that their requests, which come later, follow this curve: its deconvolution, which stays at or
     * above zero (Richardson, J. Opt. Soc. Am. 62, 1972; Lucy, Astron. J. 79, 1974). A day is taken to follow one like itself.
     *
     * @param lag share of a session's requests by hours after its start, 24 of them, later ones folded
     */
    public DayCurve startsFor(double[] lag) {
        return new DayCurve(deconvolved(weekdayRate, lag), deconvolved(weekendRate, lag), weekendFactor);
    }

    private static double[] deconvolved(double[] curve, double[] lag) {
        double[] start = curve.clone();
        for (int round = 0; round < DECONVOLUTION_ROUNDS; round++) {
            double[] next = new double[24];
            for (int later = 0; later < 24; later++) {
                double seen = 0;
                for (int l = 0; l < 24; l++) {
                    seen += lag[l] * start[(later - l + 24) % 24];
                }
                for (int l = 0; l < 24 && seen > 0; l++) {
                    int h = (later - l + 24) % 24;
                    next[h] += start[h] * lag[l] * curve[later] / seen;
                }
            }
            start = next;
        }
        return start;
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
