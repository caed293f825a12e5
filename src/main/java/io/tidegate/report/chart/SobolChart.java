package io.tidegate.report.chart;

import io.tidegate.experiment.sensitivity.SobolIndex.Share;
import io.tidegate.experiment.sensitivity.SobolShares;
import io.tidegate.experiment.sensitivity.SobolShares.InputShares;
import io.tidegate.report.SobolReport;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.plot.XYPlot;

/** Which share of the variance each input explains: a row an input, a bar for it alone and one for all that it has a part in. */
public final class SobolChart {
    private static final double ROOM = 0.02;
    private static final double TICKS = 8;
    private static final Color ALONE = ChartStyle.GREEN;
    private static final Color TOTAL = ChartStyle.PURPLE;

    private SobolChart() {}

    /** Draws the chart into a PNG file; there is at least one input. */
    public static void write(SobolShares found, Path file) throws IOException {
        List<String> names = found.inputs().stream().map(SobolChart::name).toList();
        PanelGrid grid = new PanelGrid(
                List.of(new PanelGrid.Panel("", plot(found.inputs(), names), List.of())),
                new PanelGrid.Frame(
                        1, ChartFonts.displayable("share of the variance of " + found.of()), "", RowBars.left(names)));
        Png.write(
                ChartStyle.chart(
                        SobolReport.headline(found).replace(" %", ChartStyle.TIE + "%"),
                        List.of(
                                found.title() + " · " + found.cells() + " of " + found.fleetCells()
                                        + " cells · lines are 95 % intervals",
                                "Inputs vary together, each uniformly between the values shown, for the same people with"
                                        + " the same draws"),
                        List.of(
                                ChartStyle.keyItem("alone (first order)", ALONE),
                                ChartStyle.keyItem("alone and together with others (total)", TOTAL)),
                        grid),
                RowBars.height(names.size()),
                file);
    }

    private static String name(InputShares input) {
        return ChartFonts.displayable(input.path() + " = " + input.low() + " to " + input.high());
    }

    private static XYPlot plot(List<InputShares> inputs, List<String> names) {
        double least = 0;
        double most = 0.5;
        List<Tick> rows = new ArrayList<>();
        for (int row = 0; row < inputs.size(); row++) {
            rows.add(RowBars.name(row, names.get(row)));
            for (Share share : shares(inputs.get(row))) {
                double low = share.hasInterval() ? share.low() : share.value();
                double high = share.hasInterval() ? share.high() : share.value();
                if (share.isKnown()) {
                    least = StrictMath.min(least, StrictMath.min(share.value(), low));
                    most = StrictMath.max(most, StrictMath.max(share.value(), high));
                }
            }
        }
        double from = least - ROOM * (most - least);
        double to = most + ROOM * (most - least);
        XYPlot plot = RowBars.plot(rows, Axes.linear(from, to, RowBars.ticks(from, to, TICKS, SobolChart::percent)));
        for (int row = 0; row < inputs.size(); row++) {
            bar(plot, inputs.get(row).index().first(), row + 0.5 - RowBars.BAR / 2, ALONE);
            bar(plot, inputs.get(row).index().total(), row + 0.5 + RowBars.BAR / 2, TOTAL);
        }
        return plot;
    }

    private static List<Share> shares(InputShares input) {
        return List.of(input.index().first(), input.index().total());
    }

    private static String percent(double share) {
        return StrictMath.round(100 * share) + " %";
    }

    private static void bar(XYPlot plot, Share share, double middle, Color colour) {
        if (!share.isKnown()) {
            return;
        }
        RowBars.bar(plot, share.value(), middle, colour);
        if (share.hasInterval()) {
            RowBars.interval(plot, share.low(), share.high(), middle);
        }
    }
}
