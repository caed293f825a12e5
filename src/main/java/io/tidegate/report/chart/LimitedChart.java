package io.tidegate.report.chart;

import io.tidegate.experiment.People;
import io.tidegate.experiment.People.UserWeeks;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Who pays for scarce capacity: minutes locked out beside the wait in the queue, a group of bars a plan, a bar a phase. */
public final class LimitedChart {
    private static final double ROW = 14.5;
    private static final double BETWEEN = 0.7;
    private static final int FRAME = 160;
    private static final int LEAST_HEIGHT = 360;
    private static final double NAME_LETTER = 6;
    private static final double MOST_LEFT = 240;
    /** Part of a panel's width that the longest bar leaves for its figure. */
    private static final double FIGURE = 0.28;

    private final RunSummary run;
    private final Map<String, Boolean> names = new LinkedHashMap<>();

    private LimitedChart(RunSummary run) {
        this.run = run;
        run.phases().forEach(phase -> phase.populations().forEach(each -> names.put(each.name(), each.api())));
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        LimitedChart chart = new LimitedChart(run);
        int longest = chart.names.entrySet().stream()
                .mapToInt(
                        each -> ChartStyle.label(each.getKey(), each.getValue()).length())
                .max()
                .orElse(0);
        PanelGrid grid = new PanelGrid(
                List.of(
                        new PanelGrid.Panel(
                                "locked out, minutes per active user and week",
                                chart.plot(chart::lockout, "", Figures::number),
                                List.of()),
                        new PanelGrid.Panel(
                                "wait in the queue of a replica, 90th percentile",
                                chart.plot(chart::wait, " s", Figures::duration),
                                List.of())),
                new PanelGrid.Frame(2, "", "", StrictMath.min(MOST_LEFT, 20 + NAME_LETTER * longest)));
        int height = (int) (FRAME + chart.names.size() * (run.phases().size() + BETWEEN) * ROW);
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(
                                ChartStyle.source(run, true),
                                "Locked out: from a denial by a usage window to the time it states, each minute once, in the week"
                                        + " before the phase"),
                        ChartStyle.phaseKey(run),
                        grid),
                StrictMath.max(LEAST_HEIGHT, height),
                file);
    }

    private String finding() {
        return "Minutes locked out per active user and week, all plans: "
                + ChartStyle.byPhase(
                        run,
                        phase -> Figures.number(
                                new Estimate(lockout(phase, "all").value(), Double.NaN, 0)));
    }

    /** Where a figure of a plan or tier comes from; unknown where there is none. */
    private interface Measure {
        Estimate of(Phase phase, String name);
    }

    private Estimate lockout(Phase phase, String name) {
        String plan = name.equals("all") ? People.ALL_PLANS : name;
        return phase.people().weeks().stream()
                .filter(week -> week.name().equals(plan))
                .findFirst()
                .map(UserWeeks::lockoutMinutes)
                .orElse(Estimate.UNKNOWN);
    }

    private Estimate wait(Phase phase, String name) {
        return population(phase, name).map(each -> each.queueWait().p90()).orElse(Estimate.UNKNOWN);
    }

    private static Optional<Population> population(Phase phase, String name) {
        return phase.populations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    private XYPlot plot(Measure measure, String unit, Function<Estimate, String> figure) {
        double greatest = 0;
        for (Phase phase : run.phases()) {
            for (String name : names.keySet()) {
                Estimate value = measure.of(phase, name);
                greatest = value.isKnown() ? StrictMath.max(greatest, value.value()) : greatest;
            }
        }
        double top = (greatest > 0 ? greatest : 1) / (1 - FIGURE);
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        for (int i = 0; i < run.phases().size(); i++) {
            bars.addSeries(new XYIntervalSeries(i, false, true));
        }
        List<XYTextAnnotation> texts = new ArrayList<>();
        List<Tick> groups = new ArrayList<>();
        double at = BETWEEN / 2;
        for (Map.Entry<String, Boolean> name : names.entrySet()) {
            groups.add(new Tick(at + run.phases().size() / 2.0, ChartStyle.label(name.getKey(), name.getValue())));
            for (int i = 0; i < run.phases().size(); i++) {
                Phase phase = run.phases().get(i);
                Estimate value = measure.of(phase, name.getKey());
                double end = value.isKnown() ? value.value() : 0;
                bars.getSeries(i).add(end / 2, 0, end, at + 0.5, at + 0.1, at + 0.9);
                String said = unit.isEmpty() && name.getValue() ? denied(phase, name.getKey()) : figure.apply(value);
                texts.add(text(said, end + top * 0.008, at + 0.5));
                at += 1;
            }
            at += BETWEEN;
        }
        ValueAxis rows = Axes.linear(0, StrictMath.max(1, at - BETWEEN / 2), groups);
        rows.setInverted(true);
        rows.setTickLabelPaint(ChartStyle.INK);
        XYPlot plot = new XYPlot(bars, Axes.linear(0, top, Ticks.linear(top, unit)), rows, renderer());
        ChartStyle.bare(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        texts.forEach(plot::addAnnotation);
        return plot;
    }

    /** API tiers have no usage window: what they are told instead. */
    private static String denied(Phase phase, String name) {
        return "no usage window; tries denied "
                + population(phase, name)
                        .map(each -> Figures.share(each.deniedShare()))
                        .orElse(Figures.UNKNOWN);
    }

    private static XYTextAnnotation text(String said, double across, double row) {
        XYTextAnnotation text = new XYTextAnnotation(ChartFonts.displayable(said), across, row);
        text.setFont(ChartFonts.regular(10.5));
        text.setPaint(ChartStyle.SOFT);
        text.setTextAnchor(TextAnchor.CENTER_LEFT);
        return text;
    }

    private XYBarRenderer renderer() {
        XYBarRenderer renderer = ChartStyle.bars();
        for (int i = 0; i < run.phases().size(); i++) {
            renderer.setSeriesPaint(i, ChartStyle.phase(i));
        }
        return renderer;
    }
}
