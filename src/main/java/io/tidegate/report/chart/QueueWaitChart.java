package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.report.Figures;
import java.awt.BasicStroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Cumulative distribution of the wait in a replica's queue: a panel a plan or tier, a line a phase. */
public final class QueueWaitChart {
    private static final int COLUMNS = 3;
    private static final int FRAME = 170;
    private static final int PANEL = 150;
    private static final double LEAST = 0.01;
    private static final double NEARLY_ALL = 0.9995;

    private final RunSummary run;
    private final double greatest;

    private QueueWaitChart(RunSummary run) {
        this.run = run;
        double high = 1;
        for (Phase phase : run.phases()) {
            for (Population each : phase.populations()) {
                for (double[] pair : each.waitCdf()) {
                    high = StrictMath.max(high, pair[0]);
                    if (pair[1] >= NEARLY_ALL) {
                        break;
                    }
                }
            }
        }
        this.greatest = Ticks.above(high);
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        QueueWaitChart chart = new QueueWaitChart(run);
        Map<String, Boolean> names = new LinkedHashMap<>();
        run.phases().forEach(phase -> phase.populations().forEach(each -> names.put(each.name(), each.api())));
        List<PanelGrid.Panel> panels = new ArrayList<>();
        names.forEach((name, api) ->
                panels.add(new PanelGrid.Panel(ChartStyle.label(name, api), chart.plot(name), List.of())));
        int columns = StrictMath.max(1, StrictMath.min(COLUMNS, panels.size()));
        int rows = (panels.size() + columns - 1) / columns;
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        columns,
                        "wait in the queue of a replica, logarithmic (shorter waits are at the left edge)",
                        "share of requests that waited no longer",
                        46));
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(ChartStyle.source(run, false) + " · lines: every simulated request, no interval"),
                        ChartStyle.phaseKey(run),
                        grid),
                FRAME + PANEL * StrictMath.max(1, rows),
                file);
    }

    private String finding() {
        return "Requests that waited more than 1 s for a replica: "
                + ChartStyle.byPhase(
                        run,
                        phase -> Figures.share(1
                                - population(phase, "all")
                                        .map(all -> reached(all, 1))
                                        .orElse(Double.NaN)));
    }

    private XYPlot plot(String name) {
        ValueAxis across = Axes.log(LEAST, greatest, Ticks.decades(LEAST, greatest));
        XYPlot plot = new XYPlot(null, across, Axes.linear(0, 1, Ticks.percent(1)), null);
        ChartStyle.bare(plot);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.8f));
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < run.phases().size(); i++) {
            Phase phase = run.phases().get(i);
            Optional<Population> population = population(phase, name);
            if (population.isEmpty() || population.get().waitCdf().isEmpty()) {
                continue;
            }
            int index = lines.getSeriesCount();
            lines.addSeries(line(i + " " + phase.name(), population.get()));
            renderer.setSeriesPaint(index, ChartStyle.phase(i));
            renderer.setSeriesStroke(index, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        }
        plot.setDataset(lines);
        plot.setRenderer(renderer);
        return plot;
    }

    private XYSeries line(String key, Population population) {
        XYSeries line = new XYSeries(key, false);
        line.add(LEAST, reached(population, LEAST));
        for (double[] pair : population.waitCdf()) {
            if (pair[0] > LEAST && pair[0] < greatest) {
                line.add(pair[0], pair[1]);
            }
        }
        line.add(greatest, reached(population, greatest));
        return line;
    }

    /** Share of requests that waited no longer, on the straight line between two points of the distribution. */
    private static double reached(Population population, double seconds) {
        double beforeSeconds = 0;
        double beforeShare = 0;
        for (double[] pair : population.waitCdf()) {
            if (pair[0] > seconds) {
                double part = (seconds - beforeSeconds) / (pair[0] - beforeSeconds);
                return beforeShare + part * (pair[1] - beforeShare);
            }
            beforeSeconds = pair[0];
            beforeShare = pair[1];
        }
        return population.waitCdf().isEmpty() ? Double.NaN : beforeShare;
    }

    private static Optional<Population> population(Phase phase, String name) {
        return phase.populations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }
}
