package io.tidegate.report.chart;

import java.awt.BasicStroke;
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

    private static List<NumberTick> place(List<Tick> ticks, RectangleEdge edge) {
        TextAnchor anchor = RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
        List<NumberTick> placed = new ArrayList<>();
        for (Tick tick : ticks) {
            placed.add(new NumberTick(tick.value(), tick.label(), anchor, TextAnchor.CENTER, 0));
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
            return place(ticks, edge);
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
            return place(ticks, edge);
        }
    }
}
