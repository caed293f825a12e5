package io.tidegate.report.chart;

import io.tidegate.measure.Estimate;
import io.tidegate.report.chart.SweepData.Measure;
import io.tidegate.report.chart.SweepData.Varied;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.plot.XYPlot;

/**
 * Main effects of a sweep on its first measure, the greatest first: a row a path, a bar for its lowest and one for its highest values.
 * An effect is the mean over the points there less the mean over all points.
 */
public final class EffectsChart {
    private static final double ROOM = 0.06;
    private static final double END = 1.0 / 3;
    private static final Color LOW = ChartStyle.BLUE;
    private static final Color HIGH = ChartStyle.ORANGE;

    private EffectsChart() {}

    /**
     * What a path does.
     *
     * @param path it
     * @param low of its lowest values
     * @param high of its highest values
     */
    record Effect(String path, double low, double high) {
        double size() {
            return StrictMath.max(StrictMath.abs(low), StrictMath.abs(high));
        }
    }

    /** Whether two paths or more vary over numbers, and the first measure is known at every point. */
    public static boolean fits(SweepData data) {
        return !data.measures().isEmpty()
                && numeric(data).size() >= 2
                && data.measures().get(0).values().stream().allMatch(Estimate::isKnown);
    }

    private static List<Varied> numeric(SweepData data) {
        return data.paths().stream()
                .filter(Varied::isNumeric)
                .filter(path -> path.distinct().size() > 1)
                .toList();
    }

    /** The effects by size. A path's ends are its least and greatest value in a grid, the outer thirds of its range otherwise. */
    static List<Effect> effects(SweepData data) {
        List<Effect> effects = new ArrayList<>();
        for (Varied path : numeric(data)) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int point = 0; point < data.points(); point++) {
                least = StrictMath.min(least, path.at(point));
                greatest = StrictMath.max(greatest, path.at(point));
            }
            double end = data.factorial() ? 0 : END * (greatest - least);
            double all = mean(data, path, least, greatest);
            effects.add(new Effect(
                    path.path(),
                    mean(data, path, least, least + end) - all,
                    mean(data, path, greatest - end, greatest) - all));
        }
        effects.sort(Comparator.comparingDouble(Effect::size).reversed());
        return effects;
    }

    private static double mean(SweepData data, Varied path, double from, double to) {
        double sum = 0;
        int n = 0;
        for (int point = 0; point < data.points(); point++) {
            if (path.at(point) >= from && path.at(point) <= to) {
                sum += data.measures().get(0).values().get(point).value();
                n++;
            }
        }
        return sum / n;
    }

    /**
     * Draws the chart into a PNG file.
     *
     * @param data a sweep that {@link #fits}
     */
    public static void write(SweepData data, Path file) throws IOException {
        Measure measure = data.measures().get(0);
        List<Effect> effects = effects(data);
        double least = 0;
        double most = 0;
        List<Tick> rows = new ArrayList<>();
        for (int row = 0; row < effects.size(); row++) {
            Effect effect = effects.get(row);
            rows.add(RowBars.name(row, ChartFonts.displayable(effect.path())));
            least = StrictMath.min(least, StrictMath.min(effect.low(), effect.high()));
            most = StrictMath.max(most, StrictMath.max(effect.low(), effect.high()));
        }
        double room = most > least ? ROOM * (most - least) : 1;
        XYPlot plot = RowBars.plot(
                rows,
                Axes.linear(least - room, most + room, RowBars.ticks(measure.dimension(), least - room, most + room)));
        for (int row = 0; row < effects.size(); row++) {
            RowBars.bar(plot, effects.get(row).low(), row + 0.5 - RowBars.BAR / 2, LOW);
            RowBars.bar(plot, effects.get(row).high(), row + 0.5 + RowBars.BAR / 2, HIGH);
        }
        String ends = data.factorial() ? "value" : "third";
        PanelGrid grid = new PanelGrid(
                List.of(new PanelGrid.Panel("", plot, List.of())),
                new PanelGrid.Frame(
                        1,
                        ChartFonts.displayable("mean of " + measure.name() + " there, less that of all points"),
                        "",
                        RowBars.left(effects.stream().map(Effect::path).toList())));
        Png.write(
                ChartStyle.chart(
                        effects.get(0).path() + " changes " + measure.name() + " most",
                        List.of(data.source(), "Means over the values of all other paths"),
                        List.of(ChartStyle.keyItem("lowest " + ends, LOW), ChartStyle.keyItem("highest " + ends, HIGH)),
                        grid),
                RowBars.height(effects.size()),
                file);
    }
}
