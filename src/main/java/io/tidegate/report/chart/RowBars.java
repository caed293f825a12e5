package io.tidegate.report.chart;

import io.tidegate.Dimension;
import io.tidegate.report.MeasureFigures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeriesCollection;

/** Rows with a name at the left, the first at the top, and bars from 0 to the left or right. */
final class RowBars {
    /** The height of a bar, of a row of height 1. */
    static final double BAR = 0.32;

    private static final int FRAME = 195;
    private static final int ROW = 34;
    private static final double TICKS = 6;
    private static final double LETTER = 6.1;
    private static final double MOST_LEFT = 460;

    private RowBars() {}

    /** The name of a row. */
    static Tick name(int row, String name) {
        return new Tick(row + 0.5, name);
    }

    /** Room for names. */
    static double left(List<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return StrictMath.min(MOST_LEFT, 20 + LETTER * longest);
    }

    /** The height of a picture. */
    static int height(int rows) {
        return FRAME + ROW * rows;
    }

    /** Rows without bars yet. */
    static XYPlot plot(List<Tick> names, ValueAxis across) {
        ValueAxis down = Axes.linear(0, names.size(), names);
        down.setInverted(true);
        down.setTickLabelPaint(ChartStyle.INK);
        // Bars are annotations; lines of the grid and markers are drawn only where there is a renderer.
        XYPlot plot = new XYPlot(new XYSeriesCollection(), across, down, new XYLineAndShapeRenderer());
        ChartStyle.bare(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.addDomainMarker(new ValueMarker(0, ChartStyle.INK, new BasicStroke(1f)), Layer.FOREGROUND);
        return plot;
    }

    /** Round changes of a measure to both sides of none. */
    static List<Tick> ticks(Dimension dimension, double from, double to) {
        return ticks(
                from,
                to,
                TICKS,
                at -> at == 0 ? "0" : (at > 0 ? "+" : "-") + MeasureFigures.value(dimension, StrictMath.abs(at)));
    }

    /** Round numbers within a range, about as many as asked for and fewer rather than more. */
    static List<Tick> ticks(double from, double to, double count, DoubleFunction<String> text) {
        List<Tick> ticks = new ArrayList<>();
        double step = Ticks.above((to - from) / count);
        for (double i = StrictMath.ceil(from / step); i * step <= to; i++) {
            ticks.add(new Tick(i * step, text.apply(i * step)));
        }
        return ticks;
    }

    /** A bar from 0. */
    static void bar(XYPlot plot, double value, double middle, Color colour) {
        if (value != 0) {
            // The lower edge first: the axis is inverted, and a box needs a height above 0.
            plot.addAnnotation(new XYBoxAnnotation(
                    StrictMath.min(0, value),
                    middle + BAR / 2,
                    StrictMath.max(0, value),
                    middle - BAR / 2,
                    null,
                    null,
                    colour));
        }
    }

    /** An interval over a bar. */
    static void interval(XYPlot plot, double from, double to, double middle) {
        plot.addAnnotation(new XYLineAnnotation(from, middle, to, middle, new BasicStroke(1.4f), ChartStyle.INK));
    }
}
