package io.tidegate.report.chart;

import io.tidegate.experiment.sensitivity.Sensitivity;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import io.tidegate.report.MeasureFigures;
import io.tidegate.report.SensitivityReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeriesCollection;

/** What each assumed input changes, the greatest first: a row an input, a bar for its lower and one for its higher value. */
public final class TornadoChart {
    private static final int FRAME = 195;
    private static final int ROW = 34;
    private static final int MOST_ROWS = 30;
    private static final double LETTER = 6.1;
    private static final double MOST_LEFT = 460;
    private static final double ROOM = 0.06;
    private static final double BAR = 0.32;
    private static final double TICKS = 6;
    private static final Color LOW = ChartStyle.BLUE;
    private static final Color HIGH = ChartStyle.ORANGE;

    private final Sensitivity found;
    private final List<Effect> effects;

    private TornadoChart(Sensitivity found) {
        this.found = found;
        this.effects = found.effects().stream().limit(MOST_ROWS).toList();
    }

    /** Draws the chart into a PNG file; there is at least one effect. */
    public static void write(Sensitivity found, Path file) throws IOException {
        TornadoChart chart = new TornadoChart(found);
        int longest = chart.effects.stream()
                .mapToInt(each -> name(each).length())
                .max()
                .orElse(0);
        PanelGrid grid = new PanelGrid(
                List.of(new PanelGrid.Panel("", chart.plot(), List.of())),
                new PanelGrid.Frame(
                        1,
                        ChartFonts.displayable("change of " + found.of() + " from "
                                + MeasureFigures.value(
                                        found.dimension(), found.base().value())),
                        "",
                        StrictMath.min(MOST_LEFT, 20 + LETTER * longest)));
        String by = Figures.share(found.by());
        Png.write(
                ChartStyle.chart(
                        SensitivityReport.headline(found),
                        List.of(
                                found.title() + " · " + found.cells() + " of " + found.fleetCells()
                                        + " cells · lines are" + " paired 95 % intervals",
                                "Each assumed input alone, for the same people with the same draws"),
                        List.of(ChartStyle.keyItem(by + " lower", LOW), ChartStyle.keyItem(by + " higher", HIGH)),
                        grid),
                FRAME + ROW * chart.effects.size(),
                file);
    }

    private static String name(Effect effect) {
        return ChartFonts.displayable(effect.path() + " = " + effect.value());
    }

    private XYPlot plot() {
        double least = 0;
        double most = 0;
        List<Tick> rows = new ArrayList<>();
        for (int row = 0; row < effects.size(); row++) {
            rows.add(new Tick(row + 0.5, name(effects.get(row))));
            for (Estimate change :
                    List.of(effects.get(row).atLow(), effects.get(row).atHigh())) {
                double half = change.hasInterval() ? change.halfWidth() : 0;
                if (change.isKnown()) {
                    least = StrictMath.min(least, change.value() - half);
                    most = StrictMath.max(most, change.value() + half);
                }
            }
        }
        double room = most > least ? ROOM * (most - least) : 1;
        ValueAxis down = Axes.linear(0, effects.size(), rows);
        down.setInverted(true);
        down.setTickLabelPaint(ChartStyle.INK);
        ValueAxis across = Axes.linear(least - room, most + room, ticks(least - room, most + room));
        // Bars are annotations; lines of the grid and markers are drawn only where there is a renderer.
        XYPlot plot = new XYPlot(new XYSeriesCollection(), across, down, new XYLineAndShapeRenderer());
        ChartStyle.bare(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.addDomainMarker(new ValueMarker(0, ChartStyle.INK, new BasicStroke(1f)), Layer.FOREGROUND);
        for (int row = 0; row < effects.size(); row++) {
            bar(plot, effects.get(row).atLow(), row + 0.5 - BAR / 2, LOW);
            bar(plot, effects.get(row).atHigh(), row + 0.5 + BAR / 2, HIGH);
        }
        return plot;
    }

    private List<Tick> ticks(double from, double to) {
        List<Tick> ticks = new ArrayList<>();
        double step = Ticks.above((to - from) / TICKS);
        for (double i = StrictMath.ceil(from / step); i * step <= to; i++) {
            String text = MeasureFigures.value(found.dimension(), StrictMath.abs(i * step));
            ticks.add(new Tick(i * step, i == 0 ? "0" : (i > 0 ? "+" : "-") + text));
        }
        return ticks;
    }

    private static void bar(XYPlot plot, Estimate change, double middle, Color colour) {
        if (!change.isKnown()) {
            return;
        }
        double from = StrictMath.min(0, change.value());
        double to = StrictMath.max(0, change.value());
        if (to > from) {
            // The lower edge first: the axis is inverted, and a box needs a height above 0.
            plot.addAnnotation(new XYBoxAnnotation(from, middle + BAR / 2, to, middle - BAR / 2, null, null, colour));
        }
        if (change.hasInterval() && change.halfWidth() > 0) {
            plot.addAnnotation(new XYLineAnnotation(
                    change.value() - change.halfWidth(),
                    middle,
                    change.value() + change.halfWidth(),
                    middle,
                    new BasicStroke(1.4f),
                    ChartStyle.INK));
        }
    }
}
