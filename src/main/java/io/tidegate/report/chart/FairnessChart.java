package io.tidegate.report.chart;

import io.tidegate.experiment.People;
import io.tidegate.experiment.People.Fairness;
import io.tidegate.experiment.People.UserWeeks;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.report.Figures;
import java.awt.BasicStroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How evenly a week's credits are spread over the active users: Lorenz curves, a panel a plan, a line a phase. */
public final class FairnessChart {
    private static final int COLUMNS = 4;
    private static final int FRAME = 170;
    private static final int PANEL = 220;
    private static final double TEXT_PITCH = 0.085;

    private final RunSummary run;

    private FairnessChart(RunSummary run) {
        this.run = run;
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        FairnessChart chart = new FairnessChart(run);
        Set<String> names = new LinkedHashSet<>();
        run.phases().forEach(phase -> phase.people().weeks().forEach(week -> names.add(week.name())));
        List<PanelGrid.Panel> panels = new ArrayList<>();
        names.forEach(
                name -> panels.add(new PanelGrid.Panel(ChartStyle.label(name, false), chart.plot(name), List.of())));
        int columns = StrictMath.max(1, StrictMath.min(COLUMNS, panels.size()));
        int rows = (panels.size() + columns - 1) / columns;
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        columns, "share of active users, from the least use on", "share of their credits", 46));
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(
                                ChartStyle.source(run, true),
                                "Lorenz curves of the credits used in the week before the phase; the straight line: all use the same;"
                                        + " figures: Gini coefficient, 0 where all use the same"),
                        ChartStyle.phaseKey(run),
                        grid),
                FRAME + PANEL * StrictMath.max(1, rows),
                file);
    }

    private String finding() {
        return "Share of a week's credits used by the tenth of users who use most, all plans: "
                + ChartStyle.byPhase(
                        run,
                        phase -> fairness(phase, People.ALL_PLANS)
                                .map(each -> Figures.share(each.top10()))
                                .orElse(Figures.UNKNOWN));
    }

    private static Optional<Fairness> fairness(Phase phase, String name) {
        return phase.people().weeks().stream()
                .filter(week -> week.name().equals(name))
                .findFirst()
                .map(UserWeeks::fairness);
    }

    private XYPlot plot(String name) {
        XYPlot plot = new XYPlot(null, Axes.linear(0, 1, Ticks.percent(1)), Axes.linear(0, 1, Ticks.percent(1)), null);
        ChartStyle.bare(plot);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.8f));
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        XYSeries even = new XYSeries("even", false);
        even.add(0, 0);
        even.add(1, 1);
        lines.addSeries(even);
        renderer.setSeriesPaint(0, ChartStyle.GREY);
        renderer.setSeriesStroke(0, new BasicStroke(0.9f));
        double height = 1;
        for (int i = 0; i < run.phases().size(); i++) {
            Phase phase = run.phases().get(i);
            Optional<Fairness> fairness = fairness(phase, name);
            if (fairness.isEmpty() || fairness.get().lorenz().isEmpty()) {
                continue;
            }
            int index = lines.getSeriesCount();
            XYSeries line = new XYSeries(i + " " + phase.name(), false);
            fairness.get().lorenz().forEach(pair -> line.add(pair[0], pair[1]));
            lines.addSeries(line);
            renderer.setSeriesPaint(index, ChartStyle.phase(i));
            renderer.setSeriesStroke(index, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            height -= TEXT_PITCH;
            XYTextAnnotation text = new XYTextAnnotation(
                    ChartFonts.displayable(Figures.number(fairness.get().gini())), 0.04, height);
            text.setFont(ChartFonts.bold(11));
            text.setPaint(ChartStyle.phase(i));
            text.setTextAnchor(TextAnchor.CENTER_LEFT);
            plot.addAnnotation(text);
        }
        plot.setDataset(lines);
        plot.setRenderer(renderer);
        return plot;
    }
}
