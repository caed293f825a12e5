package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Model;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Time to first token through the span: a column a model class, a row a quantile, a line a phase with its interval as a band. */
public final class TtftChart {
    private static final int HEIGHT = 640;
    private static final int MOST_COLUMNS = 4;

    private final RunSummary run;
    private final Span span;
    private final List<String> models;
    private final double least;
    private final double greatest;

    private TtftChart(RunSummary run) {
        this.run = run;
        this.span = Span.of(run);
        Set<String> names = new LinkedHashSet<>();
        run.phases().forEach(phase -> phase.models().forEach(model -> names.add(model.name())));
        this.models = names.stream().limit(MOST_COLUMNS).toList();
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (Phase phase : run.phases()) {
            for (String model : models) {
                for (boolean median : new boolean[] {true, false}) {
                    for (Estimate each : values(phase, model, median)) {
                        if (each.value() > 0) {
                            low = StrictMath.min(low, each.value());
                            high = StrictMath.max(high, each.value());
                        }
                    }
                }
            }
        }
        this.least = high > 0 ? Ticks.below(low * 0.8) : 0.1;
        this.greatest = high > 0 ? Ticks.above(high * 1.3) : 10;
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        TtftChart chart = new TtftChart(run);
        List<PanelGrid.Panel> panels = new ArrayList<>();
        boolean labelled = false;
        for (boolean median : new boolean[] {true, false}) {
            for (int i = 0; i < chart.models.size(); i++) {
                PanelGrid.Panel panel =
                        chart.panel(chart.models.get(i), median, median && i == 0, i == chart.models.size() - 1);
                labelled = panel.labels().size() == run.phases().size();
                panels.add(panel);
            }
        }
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        StrictMath.max(1, chart.models.size()),
                        ChartFonts.displayable(run.span()),
                        "time to first token, logarithmic",
                        50,
                        130));
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(
                                ChartStyle.source(run, false),
                                "Bands and " + io.tidegate.report.Preamble.intervals(run)),
                        labelled ? List.of() : ChartStyle.phaseKey(run),
                        grid),
                HEIGHT,
                file);
    }

    private String finding() {
        if (models.isEmpty()) {
            return "Time to first token";
        }
        String name = models.get(0);
        String medians = run.phases().stream()
                .map(phase -> phase.models().stream()
                                .filter(model -> model.name().equals(name))
                                .map(Model::ttft)
                                .findFirst()
                                .map(ttft -> Figures.duration(ttft.p50().value()))
                                .orElse(Figures.UNKNOWN)
                        + " " + phase.label())
                .collect(Collectors.joining(", "));
        return "Median time to first token, " + name + ": " + medians;
    }

    private PanelGrid.Panel panel(String model, boolean median, boolean first, boolean outer) {
        XYPlot plot = new XYPlot(
                null,
                Axes.linear(span.from(), span.to(), span.ticks(6)),
                Axes.log(least, greatest, Ticks.seconds(least, greatest)),
                null);
        ChartStyle.bare(plot);
        ChartStyle.shadePeak(plot, run, span, first);
        YIntervalSeriesCollection lines = new YIntervalSeriesCollection();
        DeviationRenderer renderer = new DeviationRenderer(true, false);
        renderer.setAlpha(0.22f);
        List<EdgeLabels.Label> labels = new ArrayList<>();
        for (int i = 0; i < run.phases().size(); i++) {
            Phase phase = run.phases().get(i);
            Color colour = ChartStyle.phase(i);
            double end = addRuns(lines, renderer, values(phase, model, median), phase.name(), colour);
            if (outer && !Double.isNaN(end)) {
                labels.add(new EdgeLabels.Label(end, ChartFonts.displayable(phase.label()), colour));
            }
        }
        plot.setDataset(lines);
        plot.setRenderer(renderer);
        String title = ChartStyle.label(model, false) + (median ? ", median" : ", 90th percentile");
        return new PanelGrid.Panel(title, plot, labels);
    }

    /** Adds one series for each unbroken run of known values, and returns the last value if it is known. */
    private double addRuns(
            YIntervalSeriesCollection lines,
            DeviationRenderer renderer,
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
            double half = each.hasInterval() ? each.halfWidth() : 0;
            current.add(
                    span.middle(bin),
                    each.value(),
                    StrictMath.max(least, each.value() - half),
                    StrictMath.min(greatest, each.value() + half));
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

    private static List<Estimate> values(Phase phase, String model, boolean median) {
        Map<String, List<Estimate>> byModel =
                median ? phase.series().ttftP50() : phase.series().ttftP90();
        return byModel.getOrDefault(model, List.of());
    }
}
