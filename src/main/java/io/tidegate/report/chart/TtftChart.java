package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import io.tidegate.report.Preamble;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Time to first token through the span: a column a model class, a row a quantile, a line a phase with its interval as a band. */
public final class TtftChart {
    private static final int HEIGHT = 640;
    private static final int MANY = 3;

    private final RunSummary run;
    private final Span span;
    private final List<String> models;

    private TtftChart(RunSummary run) {
        this.run = run;
        this.span = Span.of(run);
        Set<String> names = new LinkedHashSet<>();
        run.phases().forEach(phase -> phase.models().forEach(model -> names.add(model.name())));
        this.models = List.copyOf(names);
    }

    /**
     * A row of panels with one scale.
     *
     * @param name what it shows
     * @param values the estimates by model class in a phase
     * @param least lower end of the scale, seconds
     * @param greatest upper end
     */
    private record Row(
            String name, Function<Phase, Map<String, List<Estimate>>> values, double least, double greatest) {
        List<Estimate> of(Phase phase, String model) {
            return values.apply(phase).getOrDefault(model, List.of());
        }
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        TtftChart chart = new TtftChart(run);
        List<Row> rows = List.of(
                chart.row("median", phase -> phase.series().ttftP50()),
                chart.row("90th percentile", phase -> phase.series().ttftP90()));
        List<PanelGrid.Panel> panels = new ArrayList<>();
        boolean labelled = true;
        for (Row row : rows) {
            for (int i = 0; i < chart.models.size(); i++) {
                boolean outer = i == chart.models.size() - 1;
                PanelGrid.Panel panel = chart.panel(row, chart.models.get(i), outer);
                labelled &= !outer || panel.labels().size() == run.phases().size();
                panels.add(panel);
            }
        }
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        StrictMath.max(1, chart.models.size()),
                        ChartFonts.displayable(run.span()),
                        "time to first token, logarithmic",
                        50));
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(
                                ChartStyle.source(run, false),
                                "Bands: " + Preamble.intervals(run, "") + ", of the logarithm"
                                        + (run.peakTo() > run.peakFrom()
                                                ? ". Shaded: " + ChartStyle.peakHours(run) + "."
                                                : ".")),
                        labelled ? List.of() : ChartStyle.phaseKey(run),
                        grid),
                HEIGHT,
                file);
    }

    private Row row(String name, Function<Phase, Map<String, List<Estimate>>> values) {
        double[] known = run.phases().stream()
                .flatMap(phase ->
                        models.stream().map(model -> values.apply(phase).getOrDefault(model, List.of())))
                .flatMap(List::stream)
                .mapToDouble(Estimate::value)
                .filter(value -> value > 0)
                .toArray();
        double low = Arrays.stream(known).min().orElse(0.125);
        double high = Arrays.stream(known).max().orElse(8);
        return new Row(name, values, Ticks.below(0.8 * low), Ticks.above(1.25 * high));
    }

    private String finding() {
        if (models.isEmpty()) {
            return "Time to first token";
        }
        String name = models.get(0);
        return "Median time to first token, " + ChartStyle.label(name, false) + ": "
                + ChartStyle.byPhase(
                        run,
                        phase -> phase.models().stream()
                                .filter(model -> model.name().equals(name))
                                .findFirst()
                                .map(model ->
                                        Figures.duration(model.ttft().p50().value()))
                                .orElse(Figures.UNKNOWN));
    }

    private PanelGrid.Panel panel(Row row, String model, boolean outer) {
        XYPlot plot = new XYPlot(
                null,
                Axes.linear(span.from(), span.to(), span.ticks(StrictMath.max(2, 12 / models.size()))),
                Axes.log(row.least(), row.greatest(), Ticks.seconds(row.least(), row.greatest())),
                null);
        ChartStyle.bare(plot);
        ChartStyle.shadePeak(plot, run, span, false);
        YIntervalSeriesCollection lines = new YIntervalSeriesCollection();
        DeviationRenderer renderer = new DeviationRenderer(true, false);
        renderer.setAlpha(run.phases().size() > MANY ? 0.12f : 0.22f);
        List<EdgeLabels.Label> labels = new ArrayList<>();
        for (int i = 0; i < run.phases().size(); i++) {
            Phase phase = run.phases().get(i);
            Color colour = ChartStyle.phase(i);
            double end = addRuns(lines, renderer, row, row.of(phase, model), phase.name(), colour);
            if (outer && !Double.isNaN(end)) {
                labels.add(new EdgeLabels.Label(end, ChartFonts.displayable(phase.label()), colour));
            }
        }
        plot.setDataset(lines);
        plot.setRenderer(renderer);
        return new PanelGrid.Panel(ChartStyle.label(model, false) + ", " + row.name(), plot, labels);
    }

    /** Adds one series for each unbroken run of known values, and returns the last value if it is known. */
    private double addRuns(
            YIntervalSeriesCollection lines,
            DeviationRenderer renderer,
            Row row,
            List<Estimate> values,
            String name,
            Color colour) {
        YIntervalSeries current = new YIntervalSeries(name + " 0");
        double last = Double.NaN;
        for (int bin = 0; bin < values.size(); bin++) {
            Estimate each = values.get(bin);
            last = each.value() > 0 ? each.value() : Double.NaN;
            if (Double.isNaN(last)) {
                finish(lines, renderer, current, colour);
                current = new YIntervalSeries(name + " " + (bin + 1));
                continue;
            }
            // On a logarithmic axis the interval is that of the logarithm, whose error is the relative one.
            double factor = each.hasInterval() ? StrictMath.exp(each.halfWidth() / each.value()) : 1;
            current.add(
                    span.middle(bin),
                    each.value(),
                    StrictMath.max(row.least(), each.value() / factor),
                    StrictMath.min(row.greatest(), each.value() * factor));
        }
        finish(lines, renderer, current, colour);
        return last;
    }

    private static void finish(
            YIntervalSeriesCollection lines, DeviationRenderer renderer, YIntervalSeries series, Color colour) {
        if (series.isEmpty()) {
            return;
        }
        int index = lines.getSeriesCount();
        lines.addSeries(series);
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesFillPaint(index, colour);
        renderer.setSeriesStroke(index, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setSeriesShapesVisible(index, series.getItemCount() == 1);
        renderer.setSeriesShape(index, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
    }
}
