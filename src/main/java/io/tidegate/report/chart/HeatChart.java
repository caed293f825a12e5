package io.tidegate.report.chart;

import io.tidegate.measure.Estimate;
import io.tidegate.report.chart.SweepData.Measure;
import io.tidegate.report.chart.SweepData.Varied;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/** Measures over the values of two paths: a panel a measure, a field a pair of values, stronger where users are worse off. */
public final class HeatChart {
    private static final int MOST = 4;
    private static final int COLUMNS = 2;
    private static final int FRAME = 140;
    private static final double STRIP = 30;
    private static final double ROW = 26;
    private static final double LETTER = 6.2;
    private static final double MOST_LEFT = 240;
    private static final double PALEST = 0.06;
    private static final double DARK = 150;
    private static final Color UNKNOWN = new Color(0xF3F3F3);

    private final SweepData data;
    private final Varied across;
    private final Varied down;

    private HeatChart(SweepData data) {
        this.data = data;
        List<Varied> two = two(data);
        this.across = two.get(0);
        this.down = two.get(1);
    }

    /** Whether there is anything to draw: every combination of exactly two paths that take several values. */
    public static boolean fits(SweepData data) {
        return data.factorial() && two(data).size() == 2 && !data.measures().isEmpty();
    }

    private static List<Varied> two(SweepData data) {
        return data.paths().stream().filter(path -> path.distinct().size() > 1).toList();
    }

    /**
     * Draws the chart into a PNG file.
     *
     * @param data a sweep that {@link #fits}
     */
    public static void write(SweepData data, Path file) throws IOException {
        HeatChart chart = new HeatChart(data);
        List<PanelGrid.Panel> panels = new ArrayList<>();
        int shown = StrictMath.min(MOST, data.measures().size());
        for (Measure measure : data.measures().subList(0, shown)) {
            panels.add(new PanelGrid.Panel(ChartFonts.displayable(measure.name()), chart.plot(measure), List.of()));
        }
        int longest =
                chart.down.distinct().stream().mapToInt(String::length).max().orElse(0);
        int columns = StrictMath.min(COLUMNS, shown);
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        columns,
                        ChartFonts.displayable(chart.across.path()),
                        ChartFonts.displayable(chart.down.path()),
                        StrictMath.min(MOST_LEFT, 16 + LETTER * longest)));
        int rows = (shown + columns - 1) / columns;
        Png.write(
                ChartStyle.chart(
                        data.measures().get(0).name() + " by " + chart.across.path() + " and " + chart.down.path(),
                        List.of(
                                data.source(),
                                "Stronger colour: users are worse off, from the best to the worst field of a panel"),
                        List.of(),
                        grid),
                (int) (FRAME + rows * (STRIP + ROW * chart.down.distinct().size())),
                file);
    }

    private XYPlot plot(Measure measure) {
        List<String> columns = across.distinct();
        List<String> rows = down.distinct();
        ValueAxis below = Axes.linear(0, columns.size(), middles(columns));
        ValueAxis left = Axes.linear(0, rows.size(), middles(rows));
        left.setTickLabelPaint(ChartStyle.INK);
        XYPlot plot = new XYPlot(null, below, left, null);
        ChartStyle.bare(plot);
        plot.setRangeGridlinesVisible(false);
        double best = extreme(measure, !measure.moreIsWorse());
        double worst = extreme(measure, measure.moreIsWorse());
        for (int point = 0; point < data.points(); point++) {
            int column = columns.indexOf(across.values().get(point));
            int row = rows.indexOf(down.values().get(point));
            field(plot, measure, measure.values().get(point), best, worst, column, row);
        }
        return plot;
    }

    private static List<Tick> middles(List<String> values) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            ticks.add(new Tick(i + 0.5, ChartFonts.displayable(values.get(i))));
        }
        return ticks;
    }

    private static double extreme(Measure measure, boolean greatest) {
        double found = Double.NaN;
        for (Estimate each : measure.values()) {
            if (each.isKnown() && (Double.isNaN(found) || (each.value() > found) == greatest)) {
                found = each.value();
            }
        }
        return found;
    }

    private static void field(
            XYPlot plot, Measure measure, Estimate value, double best, double worst, int column, int row) {
        double part = worst == best ? 0 : (value.value() - best) / (worst - best);
        Color colour = value.isKnown() ? shade(part) : UNKNOWN;
        plot.addAnnotation(
                new XYBoxAnnotation(column + 0.015, row + 0.03, column + 0.985, row + 0.97, null, null, colour));
        String said = value.isKnown() ? MeasureScale.text(measure.dimension(), value.value()) : "not known";
        XYTextAnnotation text = new XYTextAnnotation(ChartFonts.displayable(said), column + 0.5, row + 0.5);
        text.setFont(ChartFonts.regular(11));
        text.setPaint(isDark(colour) ? Color.WHITE : ChartStyle.INK);
        text.setTextAnchor(TextAnchor.CENTER);
        plot.addAnnotation(text);
    }

    private static Color shade(double part) {
        double strength = PALEST + (1 - PALEST) * part;
        Color full = ChartStyle.VERMILLION;
        return new Color(
                blend(full.getRed(), strength), blend(full.getGreen(), strength), blend(full.getBlue(), strength));
    }

    private static int blend(int value, double part) {
        return (int) StrictMath.round(255 + (value - 255) * part);
    }

    private static boolean isDark(Color colour) {
        return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue() < DARK;
    }
}
