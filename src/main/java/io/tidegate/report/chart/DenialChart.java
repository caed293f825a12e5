package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import io.tidegate.report.chart.Limits.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Share of tries denied: a group of bars a plan, a bar a phase, stacked by reason, with its figure at its end. */
public final class DenialChart {
    private static final double ROW = 14.5;
    private static final double BETWEEN = 0.7;
    private static final double LETTER = 0.0075;
    private static final int FIGURE_LETTERS = 14;
    private static final double NAME_LETTER = 6;
    private static final double MOST_LEFT = 240;
    private static final int FRAME = 150;
    private static final int LEAST_HEIGHT = 360;

    private final RunSummary run;
    private final double top;
    private final List<Limit> limits;

    private DenialChart(RunSummary run) {
        this.run = run;
        double greatest = 0;
        Set<String> reasons = new TreeSet<>();
        for (Phase phase : run.phases()) {
            for (Population each : phase.populations()) {
                reasons.addAll(each.deniedShareBy().keySet());
                if (each.deniedShare().isKnown()) {
                    greatest = StrictMath.max(greatest, each.deniedShare().value());
                }
            }
        }
        limits = Limits.of(reasons);
        int longest = run.phases().stream()
                .mapToInt(phase -> phase.label().length())
                .max()
                .orElse(0);
        double text = StrictMath.min(0.5, LETTER * (longest + FIGURE_LETTERS));
        this.top = (greatest > 0 ? greatest : 0.01) / (1 - text);
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        DenialChart chart = new DenialChart(run);
        Set<String> names = new LinkedHashSet<>();
        run.phases().forEach(phase -> phase.populations().forEach(each -> names.add(each.name())));
        int height = (int) (FRAME + names.size() * (run.phases().size() + BETWEEN) * ROW);
        XYPlot plot = chart.plot(new ArrayList<>(names));
        double left = StrictMath.min(MOST_LEFT, 20 + NAME_LETTER * longest(names));
        PanelGrid grid = new PanelGrid(
                List.of(new PanelGrid.Panel("", plot, List.of())),
                new PanelGrid.Frame(1, "share of tries denied", "", left));
        Png.write(
                ChartStyle.chart(chart.finding(), List.of(ChartStyle.source(run, true)), chart.key(), grid),
                StrictMath.max(LEAST_HEIGHT, height),
                file);
    }

    private String finding() {
        return "Tries denied, all users: "
                + ChartStyle.byPhase(
                        run,
                        phase -> phase.populations().stream()
                                .filter(each -> each.name().equals("all"))
                                .findFirst()
                                .map(all -> Figures.share(all.deniedShare().value()))
                                .orElse(Figures.UNKNOWN));
    }

    private static int longest(Set<String> names) {
        return names.stream()
                .mapToInt(name -> ChartStyle.label(name, true).length())
                .max()
                .orElse(0);
    }

    private List<LegendItem> key() {
        return limits.stream()
                .filter(limit -> run.phases().stream()
                        .flatMap(phase -> phase.populations().stream())
                        .anyMatch(each -> share(each, limit) > 0))
                .map(limit -> ChartStyle.keyItem(limit.name(), limit.colour()))
                .toList();
    }

    private XYPlot plot(List<String> names) {
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        limits.forEach(limit -> bars.addSeries(new XYIntervalSeries(limit.reason(), false, true)));
        List<XYTextAnnotation> texts = new ArrayList<>();
        List<Tick> groups = new ArrayList<>();
        double at = BETWEEN / 2;
        for (String name : names) {
            double start = at;
            String label = name;
            for (int i = 0; i < run.phases().size(); i++) {
                Phase phase = run.phases().get(i);
                for (Population each : phase.populations()) {
                    if (each.name().equals(name)) {
                        label = ChartStyle.label(name, each.api());
                        double end = addBar(bars, each, at);
                        texts.add(text(phase.label(), each.deniedShare(), end, at + 0.5));
                    }
                }
                at += 1;
            }
            groups.add(new Tick((start + at) / 2, label));
            at += BETWEEN;
        }
        ValueAxis rows = Axes.linear(0, at - BETWEEN / 2, groups);
        rows.setInverted(true);
        rows.setTickLabelPaint(ChartStyle.INK);
        XYPlot plot = new XYPlot(bars, rows, Axes.linear(0, top, Ticks.percent(top)), renderer());
        ChartStyle.bare(plot);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        texts.forEach(plot::addAnnotation);
        return plot;
    }

    private double addBar(XYIntervalSeriesCollection bars, Population population, double at) {
        double end = 0;
        for (int i = 0; i < limits.size(); i++) {
            double share = share(population, limits.get(i));
            bars.getSeries(i).add(at + 0.5, at + 0.1, at + 0.9, end + share, end, end + share);
            end += share;
        }
        return end;
    }

    private XYTextAnnotation text(String phase, Estimate share, double end, double row) {
        XYTextAnnotation text = new XYTextAnnotation(
                ChartFonts.displayable(phase + "  " + Figures.share(share)), row, end + top * 0.006);
        text.setFont(ChartFonts.regular(10.5));
        text.setPaint(ChartStyle.SOFT);
        text.setTextAnchor(TextAnchor.CENTER_LEFT);
        return text;
    }

    private XYBarRenderer renderer() {
        XYBarRenderer renderer = ChartStyle.bars();
        for (int i = 0; i < limits.size(); i++) {
            renderer.setSeriesPaint(i, limits.get(i).colour());
        }
        return renderer;
    }

    private static double share(Population population, Limit limit) {
        Estimate share = population.deniedShareBy().get(limit.reason());
        return share == null ? 0 : StrictMath.max(0, share.value());
    }
}
