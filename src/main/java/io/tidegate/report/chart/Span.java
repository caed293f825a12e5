package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * The span of the series.
 *
 * @param from its start, seconds after midnight
 * @param to its end
 * @param bin length of a bin, seconds
 * @param bins number of bins
 */
record Span(double from, double to, double bin, int bins) {
    private static final double HOUR = 3600;

    /** The span that a run's bins cover; an hour where there are none. */
    static Span of(RunSummary run) {
        List<Double> starts = run.binStarts();
        int bins = starts.size();
        if (bins == 0) {
            return new Span(0, HOUR, HOUR, 0);
        }
        double bin = bins > 1
                ? starts.get(1) - starts.get(0)
                : HOUR * run.phases().get(0).hours();
        double from = starts.get(0);
        return new Span(from, starts.get(bins - 1) + bin, bin, bins);
    }

    /** The middle of a bin. */
    double middle(int index) {
        return from + bin * (index + 0.5);
    }

    /** Hours, halves or quarters of it that divide the span in at most as many parts. */
    List<Tick> ticks(int most) {
        double step = 24 * HOUR;
        for (double hours : new double[] {0.25, 0.5, 1, 2, 3, 4, 6, 12}) {
            if ((to - from) / (hours * HOUR) <= most) {
                step = hours * HOUR;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (double at = step * StrictMath.ceil(from / step); at <= to + 1; at += step) {
            ticks.add(new Tick(at, Ticks.clock(at)));
        }
        return ticks;
    }
}
