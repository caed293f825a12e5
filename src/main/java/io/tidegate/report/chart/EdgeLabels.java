package io.tidegate.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Names written beside the right end of what they name, moved apart where they would meet. */
final class EdgeLabels {
    private static final double PITCH = 15;
    private static final double LEADER = 14;
    private static final double SWATCH = 9;
    private static final double BESIDE = LEADER + SWATCH + 5;
    private static final Font FONT = ChartFonts.regular(11.5);

    private EdgeLabels() {}

    /**
     * A name and its place on the vertical axis.
     *
     * @param value the place
     * @param text the name
     * @param colour the colour of what is named
     */
    record Label(double value, String text, Color colour) {}

    /**
     * Draws the labels to the right of a panel; of equal places the later label stands higher.
     *
     * @param room what there is to the right of the panel
     */
    static void draw(Graphics2D graphics, List<Label> labels, ValueAxis axis, Rectangle2D area, double room) {
        List<Label> sorted = new ArrayList<>(labels);
        Collections.reverse(sorted);
        sorted.sort(Comparator.comparingDouble(Label::value).reversed());
        double[] wanted = new double[sorted.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = axis.valueToJava2D(sorted.get(i).value(), area, RectangleEdge.LEFT);
        }
        double[] placed = spread(wanted, PITCH, area.getMinY(), area.getMaxY());
        graphics.setFont(FONT);
        for (int i = 0; i < placed.length; i++) {
            Label label = sorted.get(i);
            double x = area.getMaxX() + LEADER;
            graphics.setPaint(ChartStyle.GREY);
            graphics.setStroke(new BasicStroke(0.8f));
            graphics.draw(new Line2D.Double(area.getMaxX() + 1, wanted[i], x - 2, placed[i]));
            graphics.setPaint(label.colour());
            graphics.fill(new Rectangle2D.Double(x, placed[i] - SWATCH / 2, SWATCH, SWATCH));
            graphics.setPaint(ChartStyle.INK);
            TextUtils.drawAlignedString(
                    ChartStyle.fit(label.text(), graphics, room - BESIDE),
                    graphics,
                    (float) (x + SWATCH + 4),
                    (float) placed[i],
                    TextAnchor.CENTER_LEFT);
        }
    }

    /** The room that labels need to the right of their panel. */
    static double width(Graphics2D graphics, List<Label> labels) {
        return labels.stream()
                .mapToDouble(label -> BESIDE + 1 + graphics.getFontMetrics(FONT).stringWidth(label.text()))
                .max()
                .orElse(0);
    }

    /**
     * Places as near to the wanted ones as keeps them a pitch apart: neighbours that meet share their mean.
     *
     * @param wanted places from least to greatest
     */
    static double[] spread(double[] wanted, double pitch, double least, double greatest) {
        int n = wanted.length;
        double[] mean = new double[n];
        int[] size = new int[n];
        int groups = 0;
        for (int i = 0; i < n; i++) {
            mean[groups] = wanted[i] - i * pitch;
            size[groups++] = 1;
            while (groups > 1 && mean[groups - 2] > mean[groups - 1]) {
                int both = size[groups - 2] + size[groups - 1];
                mean[groups - 2] = (mean[groups - 2] * size[groups - 2] + mean[groups - 1] * size[groups - 1]) / both;
                size[groups - 2] = both;
                groups--;
            }
        }
        double[] placed = new double[n];
        double highestStart = greatest - (n - 1) * pitch;
        int i = 0;
        for (int group = 0; group < groups; group++) {
            for (int member = 0; member < size[group]; member++) {
                double start = StrictMath.max(least, StrictMath.min(highestStart, mean[group]));
                placed[i] = start + i * pitch;
                i++;
            }
        }
        return placed;
    }
}
