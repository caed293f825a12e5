package io.tidegate.report.chart;

import io.tidegate.measure.Estimate;
import io.tidegate.report.chart.SweepData.Measure;
import io.tidegate.report.chart.SweepData.Varied;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Two measures against each other, a dot a point of a sweep; those that no other point betters in both are joined and named. */
public final class ParetoChart {
    private static final int HEIGHT = 520;
    private static final int MOST_NAMED = 10;

    private ParetoChart() {}

    /** Whether there are two measures that are known at two points or more. */
    public static boolean fits(SweepData data) {
        return data.measures().size() >= 2 && known(data).size() >= 2;
    }

    private static List<Integer> known(SweepData data) {
        List<Integer> points = new ArrayList<>();
        for (int point = 0; point < data.points(); point++) {
            if (value(data, 0, point).isKnown() && value(data, 1, point).isKnown()) {
                points.add(point);
            }
        }
        return points;
    }

    private static Estimate value(SweepData data, int measure, int point) {
        return data.measures().get(measure).values().get(point);
    }

    /** Points that no other is as good as in both measures and better in one, by the first measure. */
    static List<Integer> front(SweepData data) {
        List<Integer> known = known(data);
        return known.stream()
                .filter(point -> known.stream().noneMatch(other -> dominates(data, other, point)))
                .sorted(Comparator.comparingDouble(
                        point -> value(data, 0, point).value()))
                .toList();
    }

    private static boolean dominates(SweepData data, int a, int b) {
        int first = better(data, 0, a, b);
        int second = better(data, 1, a, b);
        return first >= 0 && second >= 0 && first + second > 0;
    }

    private static int better(SweepData data, int measure, int a, int b) {
        int order = Double.compare(
                value(data, measure, b).value(), value(data, measure, a).value());
        return data.measures().get(measure).moreIsWorse() ? order : -order;
    }

    /**
     * Draws the chart of the first two measures into a PNG file.
     *
     * @param data a sweep that {@link #fits}
     */
    public static void write(SweepData data, Path file) throws IOException {
        Measure across = data.measures().get(0);
        Measure up = data.measures().get(1);
        MeasureScale x = MeasureScale.of(across.dimension(), without(across));
        MeasureScale y = MeasureScale.of(up.dimension(), without(up));
        List<Integer> front = front(data);
        XYSeries best = new XYSeries("not bettered", false);
        front.forEach(point ->
                best.add(value(data, 0, point).value(), value(data, 1, point).value()));
        XYSeries others = new XYSeries("bettered", false);
        known(data).stream()
                .filter(point -> !front.contains(point))
                .forEach(point -> others.add(
                        value(data, 0, point).value(), value(data, 1, point).value()));
        XYSeriesCollection series = new XYSeriesCollection();
        series.addSeries(others);
        series.addSeries(best);
        XYPlot plot = new XYPlot(series, x.axis(), y.axis(), renderer());
        ChartStyle.bare(plot);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        front.stream().limit(MOST_NAMED).forEach(point -> plot.addAnnotation(name(data, point, x)));
        PanelGrid grid = new PanelGrid(
                List.of(new PanelGrid.Panel(ChartFonts.displayable(up.name()), plot, List.of())),
                new PanelGrid.Frame(1, ChartFonts.displayable(across.name()), "", 62));
        Png.write(
                ChartStyle.chart(
                        front.size() + " of " + known(data).size() + " points are not bettered in both measures",
                        List.of(
                                data.source(),
                                "Better is " + better(across) + " and " + better(up) + ". Named by "
                                        + data.paths().stream()
                                                .map(Varied::path)
                                                .collect(Collectors.joining(", "))
                                        + (front.size() > MOST_NAMED ? "; the first " + MOST_NAMED + " only" : "")),
                        List.of(
                                ChartStyle.keyItem("not bettered in both", ChartStyle.BLUE),
                                ChartStyle.keyItem("bettered", ChartStyle.GREY)),
                        grid),
                HEIGHT,
                file);
    }

    private static List<Estimate> without(Measure measure) {
        return measure.values().stream()
                .map(each -> new Estimate(each.value(), Double.NaN, each.n()))
                .toList();
    }

    private static String better(Measure measure) {
        return (measure.moreIsWorse() ? "less " : "more ") + measure.name();
    }

    private static XYTextAnnotation name(SweepData data, int point, MeasureScale x) {
        String said = data.paths().stream()
                .filter(path -> path.distinct().size() > 1)
                .map(path -> path.values().get(point))
                .collect(Collectors.joining(", "));
        double at = value(data, 0, point).value();
        boolean right = at > x.from() + 0.7 * (x.to() - x.from());
        XYTextAnnotation text = new XYTextAnnotation(
                ChartFonts.displayable(right ? said + "  " : "  " + said),
                at,
                value(data, 1, point).value());
        text.setFont(ChartFonts.regular(11));
        text.setPaint(ChartStyle.INK);
        text.setTextAnchor(right ? TextAnchor.TOP_RIGHT : TextAnchor.BOTTOM_LEFT);
        return text;
    }

    private static XYLineAndShapeRenderer renderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setSeriesPaint(0, ChartStyle.GREY);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        renderer.setSeriesPaint(1, ChartStyle.BLUE);
        renderer.setSeriesShape(1, new Ellipse2D.Double(-4, -4, 8, 8));
        renderer.setSeriesLinesVisible(1, true);
        renderer.setSeriesStroke(1, new BasicStroke(1.6f));
        return renderer;
    }
}
