package io.tidegate.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;
import org.jspecify.annotations.Nullable;

/** Panels of equal size and equal scales in rows and columns: the outer ones carry the scales, the grid says what they measure. */
final class PanelGrid extends Plot {
    private static final long serialVersionUID = 1L;
    private static final double STRIP = 22;
    private static final double GAP = 14;
    private static final double SCALE_BELOW = 20;
    private static final double LABEL = 20;
    private static final double INNER_BELOW = 6;
    private static final double MOST_RIGHT = 0.3;

    private final transient List<Panel> panels;
    private final transient Frame frame;

    PanelGrid(List<Panel> panels, Frame frame) {
        this.panels = panels;
        this.frame = frame;
    }

    /**
     * One panel.
     *
     * @param title what it shows
     * @param plot its content, with the same ranges as all others
     * @param labels names at its right edge
     */
    record Panel(String title, XYPlot plot, List<EdgeLabels.Label> labels) {}

    /**
     * What is common to the panels.
     *
     * @param columns panels in a row
     * @param across what the horizontal scales measure: one text for all columns, or one a column
     * @param up what the vertical scale measures
     * @param left room for the vertical scale
     */
    record Frame(int columns, List<String> across, String up, double left) {
        Frame(int columns, String across, String up, double left) {
            this(columns, List.of(across), up, left);
        }
    }

    @Override
    public String getPlotType() {
        return "panels";
    }

    @Override
    public void draw(
            Graphics2D graphics,
            Rectangle2D area,
            @Nullable Point2D anchor,
            @Nullable PlotState state,
            @Nullable PlotRenderingInfo info) {
        int columns = frame.columns();
        int rows = (panels.size() + columns - 1) / columns;
        double labelLeft = frame.up().isEmpty() ? 0 : LABEL;
        double x0 = area.getMinX() + labelLeft + frame.left();
        double right = StrictMath.min(
                MOST_RIGHT * area.getWidth(),
                panels.stream()
                        .mapToDouble(panel -> EdgeLabels.width(graphics, panel.labels()))
                        .max()
                        .orElse(0));
        double width = (area.getMaxX() - right - x0 - GAP * (columns - 1)) / columns;
        double below = INNER_BELOW * (rows - 1) + SCALE_BELOW + LABEL;
        double height = (area.getHeight() - STRIP * rows - below) / rows;
        for (int i = 0; i < panels.size(); i++) {
            int row = i / columns;
            int column = i % columns;
            boolean first = column == 0;
            boolean last = i + columns >= panels.size();
            double x = x0 + column * (width + GAP);
            double y = area.getMinY() + STRIP + row * (height + STRIP + INNER_BELOW);
            drawPanel(graphics, panels.get(i), new Rectangle2D.Double(x, y, width, height), first, last, right);
        }
        graphics.setFont(ChartFonts.regular(12));
        graphics.setPaint(ChartStyle.INK);
        int spans = frame.across().size();
        double each = (columns * (width + GAP)) / spans;
        for (int i = 0; i < spans; i++) {
            double middle = x0 + i * each + (each - GAP) / 2;
            TextUtils.drawAlignedString(
                    frame.across().get(i),
                    graphics,
                    (float) middle,
                    (float) (area.getMaxY() - 2),
                    TextAnchor.BOTTOM_CENTER);
        }
        double centre = area.getMinY() + STRIP + (area.getHeight() - STRIP - SCALE_BELOW - LABEL) / 2;
        TextUtils.drawRotatedString(
                frame.up(),
                graphics,
                (float) (area.getMinX() + LABEL / 2),
                (float) centre,
                TextAnchor.CENTER,
                -StrictMath.PI / 2,
                TextAnchor.CENTER);
    }

    private void drawPanel(
            Graphics2D graphics, Panel panel, Rectangle2D inner, boolean first, boolean last, double right) {
        XYPlot plot = panel.plot();
        double left = first ? frame.left() : 0;
        double below = last ? SCALE_BELOW : INNER_BELOW;
        plot.getRangeAxis().setTickLabelsVisible(first);
        plot.getRangeAxis().setAxisLineVisible(false);
        plot.getDomainAxis().setTickLabelsVisible(last);
        AxisSpace space = new AxisSpace();
        space.setLeft(left);
        space.setBottom(below);
        plot.setFixedRangeAxisSpace(space, false);
        plot.setFixedDomainAxisSpace(space, false);
        Rectangle2D outer = new Rectangle2D.Double(
                inner.getMinX() - left, inner.getMinY(), inner.getWidth() + left, inner.getHeight() + below);
        PlotRenderingInfo info = new PlotRenderingInfo(new ChartRenderingInfo());
        plot.draw(graphics, outer, null, null, info);
        graphics.setFont(ChartFonts.bold(12.5));
        graphics.setPaint(ChartStyle.INK);
        TextUtils.drawAlignedString(
                ChartStyle.fit(panel.title(), graphics, inner.getWidth()),
                graphics,
                (float) inner.getMinX(),
                (float) (inner.getMinY() - 5),
                TextAnchor.BOTTOM_LEFT);
        EdgeLabels.draw(graphics, panel.labels(), plot.getRangeAxis(), info.getDataArea(), right);
    }
}
