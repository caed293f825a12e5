package io.tidegate.report.chart;

import io.tidegate.measure.Estimate;
import io.tidegate.report.chart.SweepData.Measure;
import io.tidegate.report.chart.SweepData.Varied;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * How measures answer to what was varied: a row a measure, a column a path. Where every combination is a point there are lines: one
 * for each value of the other path if there are two, the mean over all other values if there are more; otherwise a dot a point.
 */
public final class ResponseChart {
    private static final int MOST = 4;
    private static final int MOST_LINES = 8;
    private static final int FRAME = 130;
    private static final int ROW = 200;

    private final SweepData data;
    private final List<Measure> measures;
    private final List<Varied> columns;
    /** The path whose values are lines; none where there is one path, or more than two. */
    private final List<Varied> lines;

    private ResponseChart(SweepData data) {
        this.data = data;
        this.measures =
                data.measures().subList(0, StrictMath.min(MOST, data.measures().size()));
        List<Varied> varied =
                data.paths().stream().filter(path -> path.distinct().size() > 1).toList();
        boolean two = data.factorial()
                && varied.size() == 2
                && shorter(varied).distinct().size() <= MOST_LINES;
        this.lines = two ? List.of(shorter(varied)) : List.of();
        this.columns = varied.stream()
                .filter(path -> !lines.contains(path))
                .limit(MOST)
                .toList();
    }

    private static Varied shorter(List<Varied> two) {
        return two.get(0).distinct().size() < two.get(1).distinct().size() ? two.get(0) : two.get(1);
    }

    /** Whether something varies and something was measured. */
    public static boolean fits(SweepData data) {
        ResponseChart chart = new ResponseChart(data);
        return !chart.columns.isEmpty() && !chart.measures.isEmpty();
    }

    /**
     * Draws the chart into a PNG file.
     *
     * @throws IllegalArgumentException if nothing is varied or nothing is measured
     */
    public static void write(SweepData data, Path file) throws IOException {
        ResponseChart chart = new ResponseChart(data);
        if (!fits(data)) {
            throw new IllegalArgumentException("nothing to draw");
        }
        List<PanelGrid.Panel> panels = new ArrayList<>();
        for (Measure measure : chart.measures) {
            MeasureScale scale = MeasureScale.of(measure.dimension(), measure.values());
            for (int i = 0; i < chart.columns.size(); i++) {
                panels.add(chart.panel(measure, scale, chart.columns.get(i), i == 0));
            }
        }
        List<String> across =
                chart.columns.stream().map(path -> VariedScale.of(path).name()).toList();
        PanelGrid grid = new PanelGrid(panels, new PanelGrid.Frame(chart.columns.size(), across, "", 62));
        Png.write(
                ChartStyle.chart(chart.finding(), List.of(data.source(), chart.explained()), List.of(), grid),
                FRAME + ROW * chart.measures.size(),
                file);
    }

    private String finding() {
        Measure first = measures.get(0);
        double[] known = first.values().stream()
                .mapToDouble(Estimate::value)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (known.length == 0) {
            return first.name() + ": not known at any point";
        }
        return first.name() + " is between " + MeasureScale.text(first.dimension(), known[0]) + " and "
                + MeasureScale.text(first.dimension(), known[known.length - 1]);
    }

    private String explained() {
        if (!lines.isEmpty()) {
            return "A line for each value of " + lines.get(0).path() + ". Bands: 95 % intervals of a point.";
        }
        if (!data.factorial()) {
            return "A dot for each point, with its 95 % interval; what else is varied differs from dot to dot.";
        }
        return columns.size() == 1
                ? "Band: 95 % intervals."
                : "Lines: mean over all values of the other paths. Bands: mean half-width of the points' 95 % intervals.";
    }

    private PanelGrid.Panel panel(Measure measure, MeasureScale scale, Varied across, boolean first) {
        XYPlot plot = new XYPlot(null, VariedScale.of(across).axis(), scale.axis(), null);
        ChartStyle.bare(plot);
        List<EdgeLabels.Label> labels = new ArrayList<>();
        if (!data.factorial()) {
            dots(plot, measure, scale, across);
        } else if (lines.isEmpty()) {
            YIntervalSeriesCollection series = new YIntervalSeriesCollection();
            DeviationRenderer renderer = renderer();
            line(series, renderer, "", measure, scale, across, ChartStyle.BLUE, point -> true);
            plot.setDataset(series);
            plot.setRenderer(renderer);
        } else {
            lines(plot, measure, scale, across, labels);
        }
        return new PanelGrid.Panel(ChartFonts.displayable(first ? measure.name() : ""), plot, labels);
    }

    private void lines(XYPlot plot, Measure measure, MeasureScale scale, Varied across, List<EdgeLabels.Label> labels) {
        YIntervalSeriesCollection series = new YIntervalSeriesCollection();
        DeviationRenderer renderer = renderer();
        Varied by = lines.get(0);
        List<String> values = by.distinct();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            Color colour = ChartStyle.phase(i);
            double end = line(
                    series,
                    renderer,
                    value,
                    measure,
                    scale,
                    across,
                    colour,
                    point -> by.values().get(point).equals(value));
            if (!Double.isNaN(end)) {
                labels.add(new EdgeLabels.Label(end, ChartFonts.displayable(value), colour));
            }
        }
        plot.setDataset(series);
        plot.setRenderer(renderer);
    }

    /** Which points a line is of. */
    private interface Chosen {
        boolean isOn(int point);
    }

    /** Adds the means of the chosen points by their place, and returns the last one. */
    private double line(
            YIntervalSeriesCollection all,
            DeviationRenderer renderer,
            String name,
            Measure measure,
            MeasureScale scale,
            Varied across,
            Color colour,
            Chosen chosen) {
        TreeMap<Double, List<Estimate>> byPlace = new TreeMap<>();
        for (int point = 0; point < data.points(); point++) {
            Estimate value = measure.values().get(point);
            if (chosen.isOn(point) && value.isKnown()) {
                byPlace.computeIfAbsent(across.at(point), place -> new ArrayList<>())
                        .add(value);
            }
        }
        YIntervalSeries series = new YIntervalSeries(name);
        double last = Double.NaN;
        for (var place : byPlace.entrySet()) {
            double value = place.getValue().stream()
                    .mapToDouble(Estimate::value)
                    .average()
                    .orElse(Double.NaN);
            double half = place.getValue().stream()
                    .mapToDouble(each -> each.hasInterval() ? each.halfWidth() : 0)
                    .average()
                    .orElse(0);
            series.add(place.getKey(), value, scale.clip(value - half), scale.clip(value + half));
            last = value;
        }
        int index = all.getSeriesCount();
        all.addSeries(series);
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesFillPaint(index, colour);
        renderer.setSeriesStroke(index, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setSeriesShapesVisible(index, true);
        renderer.setSeriesShape(index, new Ellipse2D.Double(-3, -3, 6, 6));
        return last;
    }

    private static DeviationRenderer renderer() {
        DeviationRenderer renderer = new DeviationRenderer(true, true);
        renderer.setAlpha(0.16f);
        return renderer;
    }

    private void dots(XYPlot plot, Measure measure, MeasureScale scale, Varied across) {
        XYIntervalSeries series = new XYIntervalSeries("points", false, true);
        for (int point = 0; point < data.points(); point++) {
            Estimate value = measure.values().get(point);
            if (value.isKnown()) {
                double half = value.hasInterval() ? value.halfWidth() : 0;
                double x = across.at(point);
                series.add(x, x, x, value.value(), scale.clip(value.value() - half), scale.clip(value.value() + half));
            }
        }
        XYIntervalSeriesCollection all = new XYIntervalSeriesCollection();
        all.addSeries(series);
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setCapLength(0);
        renderer.setErrorPaint(ChartStyle.SKY);
        renderer.setErrorStroke(new BasicStroke(1f));
        renderer.setSeriesPaint(0, ChartStyle.BLUE);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        plot.setDataset(all);
        plot.setRenderer(renderer);
    }
}
