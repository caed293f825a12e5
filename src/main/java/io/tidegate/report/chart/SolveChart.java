package io.tidegate.report.chart;

import io.tidegate.experiment.solve.Solution;
import io.tidegate.experiment.solve.Solution.Asked;
import io.tidegate.experiment.solve.Solution.Status;
import io.tidegate.experiment.solve.Solution.Step;
import io.tidegate.experiment.solve.Solution.Verdict;
import io.tidegate.measure.Estimate;
import io.tidegate.report.MeasureFigures;
import io.tidegate.report.SolveReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The curve that a solution walked: a panel a condition, a dot a value that was looked at, with its interval. */
public final class SolveChart {
    private static final int FRAME = 190;
    private static final int PANEL = 330;
    private static final double MARGIN = 1.12;
    private static final double WIDE = 25;
    private static final double DOT = 8;
    private static final double SMALL = 5;
    private static final double MOST_TICKS = 8;
    private static final int FAINT = 110;
    private static final Color BAND = new Color(0x00, 0x72, 0xB2, 34);
    private static final Color PILOT = new Color(0xB5, 0xB5, 0xB5);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ROOT);

    private final Solution found;
    private final List<Step> steps;
    private final double from;
    private final double to;

    private SolveChart(Solution found) {
        this.found = found;
        this.steps = found.steps().stream()
                .sorted(Comparator.comparingDouble(Step::at))
                .toList();
        double least = steps.get(0).at();
        double most = steps.get(steps.size() - 1).at();
        double room = 0.02 * (most - least);
        this.from = least - room;
        this.to = most + room;
    }

    /** Draws the chart into a PNG file. */
    public static void write(Solution found, Path file) throws IOException {
        SolveChart chart = new SolveChart(found);
        List<PanelGrid.Panel> panels = new ArrayList<>();
        for (int goal = 0; goal < found.goals().size(); goal++) {
            panels.add(chart.panel(goal));
        }
        PanelGrid grid = new PanelGrid(panels, new PanelGrid.Frame(1, chart.across(), "", 64));
        Png.write(
                ChartStyle.chart(chart.title(), chart.lines(), chart.key(), grid),
                FRAME + PANEL * found.goals().size(),
                file);
    }

    private String title() {
        return SolveReport.headline(found);
    }

    private List<String> lines() {
        String lines = found.title() + " · " + found.cells() + " of " + found.fleetCells() + " cells, "
                + found.replications() + (found.replications() == 1 ? " replication" : " replications")
                + " · bars are 95 % intervals";
        return found.status() == Status.ANSWERED
                ? List.of(
                        lines, "Shaded: where at least one condition is undecided, which is the interval of the answer")
                : List.of(lines);
    }

    private String across() {
        return found.path() + (found.unit().isEmpty() || found.dates() ? "" : ", " + found.unit());
    }

    private List<LegendItem> key() {
        List<LegendItem> items = new ArrayList<>();
        items.add(ChartStyle.keyItem("all conditions met", colour(Verdict.MET)));
        items.add(ChartStyle.keyItem("undecided", colour(Verdict.UNDECIDED)));
        items.add(ChartStyle.keyItem("not met", colour(Verdict.NOT_MET)));
        items.add(ChartStyle.keyItem("one cell only", PILOT));
        return items;
    }

    private static Color colour(Verdict verdict) {
        return switch (verdict) {
            case MET -> ChartStyle.GREEN;
            case NOT_MET -> ChartStyle.VERMILLION;
            case UNDECIDED -> ChartStyle.ORANGE;
            case NO_DATA -> ChartStyle.PURPLE;
        };
    }

    private static Color faint(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT);
    }

    private PanelGrid.Panel panel(int goal) {
        Asked asked = found.goals().get(goal);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Step step : steps) {
            for (Estimate each :
                    List.of(step.measured().get(goal), step.bounds().get(goal))) {
                double half = each.hasInterval() ? each.halfWidth() : 0;
                if (each.isKnown()) {
                    least = StrictMath.min(least, each.value());
                    most = StrictMath.max(most, each.value() + half);
                }
            }
        }
        XYPlot plot = new XYPlot(null, Axes.linear(from, to, ticksAcross()), up(asked, least, most), null);
        ChartStyle.bare(plot);
        answer(plot);
        dots(plot, goal);
        double bound = steps.get(steps.size() - 1).bounds().get(goal).value();
        List<EdgeLabels.Label> labels = Double.isNaN(bound)
                ? List.of()
                : List.of(new EdgeLabels.Label(
                        bound,
                        (asked.below() ? "below " : "above ") + MeasureFigures.value(asked.dimension(), bound),
                        ChartStyle.INK));
        return new PanelGrid.Panel(ChartFonts.displayable(asked.measure()), plot, labels);
    }

    private static ValueAxis up(Asked asked, double least, double most) {
        if (least > 0 && most / least > WIDE) {
            double low = least / MARGIN;
            double high = most * MARGIN;
            List<Tick> ticks = new ArrayList<>();
            for (double at = Ticks.below(low); at <= high; at = Ticks.above(at * 1.5)) {
                if (at >= low) {
                    ticks.add(new Tick(at, MeasureFigures.value(asked.dimension(), at)));
                }
            }
            return Axes.log(low, high, ticks);
        }
        double high = most > 0 ? most * MARGIN : 1;
        List<Tick> ticks = new ArrayList<>();
        double step = Ticks.above(high / 6);
        for (int i = 0; i * step <= high; i++) {
            ticks.add(new Tick(i * step, i == 0 ? "0" : MeasureFigures.value(asked.dimension(), i * step)));
        }
        return Axes.linear(0, high, ticks);
    }

    private List<Tick> ticksAcross() {
        List<Tick> ticks = new ArrayList<>();
        double step = Ticks.above((to - from) / MOST_TICKS);
        if (found.dates()) {
            step = StrictMath.max(1, StrictMath.rint(step));
        }
        for (double i = StrictMath.ceil(from / step); i * step <= to; i++) {
            double at = i * step;
            ticks.add(new Tick(at, found.dates() ? day(at) : number(at)));
        }
        return ticks;
    }

    private static String day(double epochDay) {
        return DAY.format(LocalDate.ofEpochDay(StrictMath.round(epochDay)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private void answer(XYPlot plot) {
        if (found.status() != Status.ANSWERED) {
            return;
        }
        IntervalMarker band = new IntervalMarker(
                Double.isNaN(found.from()) ? from : found.from(), Double.isNaN(found.to()) ? to : found.to(), BAND);
        band.setAlpha(1f);
        plot.addDomainMarker(band, Layer.BACKGROUND);
        ValueMarker line = new ValueMarker(found.value(), ChartStyle.BLUE, new BasicStroke(1.6f));
        plot.addDomainMarker(line, Layer.BACKGROUND);
    }

    private void dots(XYPlot plot, int goal) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        curve(data, renderer, "bound", goal, true);
        curve(data, renderer, "curve", goal, false);
        for (Step step : steps) {
            Estimate value = step.measured().get(goal);
            if (!value.isKnown()) {
                continue;
            }
            boolean last = !step.pilot() && step.replications() == found.replications();
            Color colour = step.pilot() ? PILOT : last ? colour(step.verdict()) : faint(colour(step.verdict()));
            int series = data.getSeriesCount();
            XYSeries one = new XYSeries("step " + series, false);
            one.add(step.at(), value.value());
            data.addSeries(one);
            double size = last ? DOT : SMALL;
            renderer.setSeriesShape(series, new Ellipse2D.Double(-size / 2, -size / 2, size, size));
            renderer.setSeriesPaint(series, colour);
            if (last && value.hasInterval()) {
                double low = StrictMath.max(plot.getRangeAxis().getLowerBound(), value.value() - value.halfWidth());
                renderer.addAnnotation(
                        new XYLineAnnotation(
                                step.at(),
                                low,
                                step.at(),
                                value.value() + value.halfWidth(),
                                new BasicStroke(1.2f),
                                colour),
                        Layer.BACKGROUND);
            }
        }
        plot.setDataset(data);
        plot.setRenderer(renderer);
    }

    /** The line of all values of the most replications, or of what they are held against. */
    private void curve(XYSeriesCollection data, XYLineAndShapeRenderer renderer, String name, int goal, boolean bound) {
        XYSeries line = new XYSeries(name, false);
        for (Step step : steps) {
            Estimate value = (bound ? step.bounds() : step.measured()).get(goal);
            boolean mine = bound || (!step.pilot() && step.replications() == found.replications());
            if (mine && value.isKnown()) {
                line.add(step.at(), value.value());
            }
        }
        int series = data.getSeriesCount();
        data.addSeries(line);
        renderer.setSeriesLinesVisible(series, Boolean.TRUE);
        renderer.setSeriesShapesVisible(series, Boolean.FALSE);
        renderer.setSeriesPaint(series, bound ? ChartStyle.INK : ChartStyle.GREY);
        renderer.setSeriesStroke(
                series,
                bound
                        ? new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0)
                        : new BasicStroke(1.2f));
    }
}
