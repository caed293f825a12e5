package io.tidegate.report.chart;

import io.tidegate.experiment.sensitivity.Sensitivity;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import io.tidegate.report.MeasureFigures;
import io.tidegate.report.SensitivityReport;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

/** What each assumed input changes, the greatest first: a row an input, a bar for its lower and one for its higher value. */
public final class TornadoChart {
    private static final int MOST_ROWS = 30;
    private static final double ROOM = 0.06;
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
        PanelGrid grid = new PanelGrid(
                List.of(new PanelGrid.Panel("", chart.plot(), List.of())),
                new PanelGrid.Frame(
                        1,
                        ChartFonts.displayable("change of " + found.of() + " from "
                                + MeasureFigures.value(
                                        found.dimension(), found.base().value())),
                        "",
                        RowBars.left(
                                chart.effects.stream().map(TornadoChart::name).toList())));
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
                RowBars.height(chart.effects.size()),
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
            rows.add(RowBars.name(row, name(effects.get(row))));
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
        ValueAxis across =
                Axes.linear(least - room, most + room, RowBars.ticks(found.dimension(), least - room, most + room));
        XYPlot plot = RowBars.plot(rows, across);
        for (int row = 0; row < effects.size(); row++) {
            bar(plot, effects.get(row).atLow(), row + 0.5 - RowBars.BAR / 2, LOW);
            bar(plot, effects.get(row).atHigh(), row + 0.5 + RowBars.BAR / 2, HIGH);
        }
        return plot;
    }

    private static void bar(XYPlot plot, Estimate change, double middle, Color colour) {
        if (!change.isKnown()) {
            return;
        }
        RowBars.bar(plot, change.value(), middle, colour);
        if (change.hasInterval() && change.halfWidth() > 0) {
            RowBars.interval(plot, change.value() - change.halfWidth(), change.value() + change.halfWidth(), middle);
        }
    }
}
