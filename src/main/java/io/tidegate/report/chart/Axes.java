package io.tidegate.report.chart;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Axes with given ticks and no label: the grid of panels writes what is measured once for all of them. */
final class Axes {
    private static final double LEAST_GAP = 8;

    private Axes() {}

    static ValueAxis linear(double from, double to, List<Tick> ticks) {
        return styled(new Linear(ticks), from, to);
    }

    static ValueAxis log(double from, double to, List<Tick> ticks) {
        return styled(new Log(ticks), from, to);
    }

    private static ValueAxis styled(ValueAxis axis, double from, double to) {
        axis.setRange(from, to);
        axis.setTickLabelFont(ChartFonts.regular(11));
        axis.setTickLabelPaint(ChartStyle.SOFT);
        axis.setLabelFont(ChartFonts.regular(12));
        axis.setTickMarksVisible(false);
        axis.setAxisLinePaint(ChartStyle.GREY);
        axis.setAxisLineStroke(new BasicStroke(0.8f));
        return axis;
    }

    private static List<NumberTick> place(
            List<Tick> ticks, ValueAxis axis, Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        return RectangleEdge.isLeftOrRight(edge)
                ? ticks.stream()
                        .map(tick -> new NumberTick(
                                tick.value(), tick.label(), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0))
                        .toList()
                : placeAcross(ticks, axis, graphics, area, edge);
    }

    /** Labels stay within the ends of the scale, so that those of neighbouring panels cannot meet; one that would meet the last is left out. */
    private static List<NumberTick> placeAcross(
            List<Tick> ticks, ValueAxis axis, Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        FontMetrics metrics = graphics.getFontMetrics(axis.getTickLabelFont());
        List<NumberTick> placed = new ArrayList<>();
        double free = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            double at = axis.valueToJava2D(tick.value(), area, edge);
            double width = metrics.stringWidth(tick.label());
            double from = at - width / 2;
            TextAnchor anchor = TextAnchor.TOP_CENTER;
            if (from < area.getMinX()) {
                from = at;
                anchor = TextAnchor.TOP_LEFT;
            } else if (from + width > area.getMaxX()) {
                from = at - width;
                anchor = TextAnchor.TOP_RIGHT;
            }
            String label = from < free ? "" : tick.label();
            free = label.isEmpty() ? free : from + width + LEAST_GAP;
            placed.add(new NumberTick(tick.value(), label, anchor, TextAnchor.CENTER, 0));
        }
        return placed;
    }

    private static final class Linear extends NumberAxis {
        private static final long serialVersionUID = 1L;
        private final transient List<Tick> ticks;

        Linear(List<Tick> ticks) {
            super(null);
            this.ticks = ticks;
        }

        @Override
        public List<NumberTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return place(ticks, this, graphics, area, edge);
        }
    }

    private static final class Log extends LogAxis {
        private static final long serialVersionUID = 1L;
        private final transient List<Tick> ticks;

        Log(List<Tick> ticks) {
            super(null);
            this.ticks = ticks;
        }

        @Override
        public List<NumberTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return place(ticks, this, graphics, area, edge);
        }
    }
}
