package io.tidegate.report.chart;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import io.tidegate.report.MeasureFigures;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;

/**
 * The vertical scale of a measure.
 *
 * @param from lower end
 * @param to upper end
 * @param logarithmic whether equal distances are equal ratios
 * @param ticks numbers on it
 */
record MeasureScale(double from, double to, boolean logarithmic, List<Tick> ticks) {
    private static final double MANY_FOLD = 20;
    private static final double HEADROOM = 1.06;

    /** A scale that holds all values and their intervals; durations that span more than twentyfold are logarithmic. */
    static MeasureScale of(Dimension dimension, List<Estimate> values) {
        double least = Double.POSITIVE_INFINITY;
        double high = 0;
        for (Estimate each : values) {
            if (each.isKnown()) {
                double half = each.hasInterval() ? each.halfWidth() : 0;
                high = StrictMath.max(high, each.value() + half);
                least = StrictMath.min(least, each.value());
            }
        }
        if (dimension == Dimension.TIME && least > 0 && high > MANY_FOLD * least) {
            double from = Ticks.below(0.8 * least);
            double to = Ticks.above(1.1 * high);
            return new MeasureScale(from, to, true, Ticks.seconds(from, to));
        }
        double top = high > 0 ? HEADROOM * high : 1;
        if (dimension == Dimension.SHARE) {
            return new MeasureScale(0, top, false, Ticks.percent(top));
        }
        List<Tick> ticks = new ArrayList<>();
        for (Tick plain : Ticks.linear(top, "")) {
            ticks.add(new Tick(plain.value(), text(dimension, plain.value())));
        }
        return new MeasureScale(0, top, false, ticks);
    }

    /** A value as people read it, of which 0 has no unit. */
    static String text(Dimension dimension, double value) {
        return value == 0 ? "0" : MeasureFigures.value(dimension, value);
    }

    ValueAxis axis() {
        return logarithmic ? Axes.log(from, to, ticks) : Axes.linear(from, to, ticks);
    }

    /** The value, no lower than the scale goes. */
    double clip(double value) {
        return StrictMath.min(to, StrictMath.max(from, value));
    }
}
