package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.experiment.RunSummary.Series;
import io.tidegate.report.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Work offered against the capacity on line through the span: stacked areas by plan, one panel a phase. */
public final class LoadChart {
    private static final int HEIGHT = 620;
    private static final int ROW = 180;
    private static final int MOST_COLUMNS = 4;
    private static final List<Color> COLOURS = List.of(
            ChartStyle.BLUE,
            ChartStyle.SKY,
            ChartStyle.GREEN,
            ChartStyle.YELLOW,
            ChartStyle.VERMILLION,
            ChartStyle.ORANGE,
            ChartStyle.PURPLE,
            ChartStyle.GREY);

    private final RunSummary run;
    private final Span span;
    private final Map<String, List<String>> bands;
    private final double top;

    private LoadChart(RunSummary run) {
        this.run = run;
        this.span = Span.of(run);
        this.bands = bands(run);
        double greatest = 0.01;
        for (Phase phase : run.phases()) {
            for (int bin = 0; bin < bins(phase); bin++) {
                greatest = StrictMath.max(greatest, StrictMath.max(total(phase, bin), capacity(phase, bin)));
            }
        }
        this.top = greatest * 1.16;
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        LoadChart chart = new LoadChart(run);
        List<PanelGrid.Panel> panels = new ArrayList<>();
        int columns = columns(run);
        int rows = (run.phases().size() + columns - 1) / columns;
        for (int i = 0; i < run.phases().size(); i++) {
            boolean outer = i % columns == columns - 1 || i == run.phases().size() - 1;
            panels.add(chart.panel(run.phases().get(i), 12 / columns, i == 0, outer));
        }
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        columns,
                        ChartFonts.displayable(run.span()),
                        "work offered, % of the capacity on line before the injection",
                        44));
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(
                                ChartStyle.source(run, false),
                                "Work: replica time that the requests need. A step's fixed cost comes on top, so"
                                        + " queues grow before the areas reach the line."),
                        List.of(),
                        grid),
                HEIGHT + ROW * StrictMath.max(0, rows - 2),
                file);
    }

    /** Panels in a row: the variants of a phase if they fit, else as many as make rows of nearly equal length. */
    private static int columns(RunSummary run) {
        int variants = run.variants().size();
        if (variants > 1 && variants <= MOST_COLUMNS) {
            return variants;
        }
        int phases = run.phases().size();
        int rows = (phases + MOST_COLUMNS - 1) / MOST_COLUMNS;
        return (phases + rows - 1) / rows;
    }

    private String finding() {
        return "Work offered at its highest, share of the capacity on line: "
                + ChartStyle.byPhase(run, phase -> Figures.share(peak(phase)));
    }

    private double peak(Phase phase) {
        double peak = Double.NaN;
        for (int bin = 0; bin < bins(phase); bin++) {
            double share = total(phase, bin) / capacity(phase, bin);
            peak = Double.isNaN(peak) || share > peak ? share : peak;
        }
        return peak;
    }

    private PanelGrid.Panel panel(Phase phase, int ticks, boolean first, boolean outer) {
        XYPlot plot = new XYPlot(
                null,
                Axes.linear(span.from(), span.to(), span.ticks(ticks)),
                Axes.linear(0, top, Ticks.percent(top)),
                null);
        ChartStyle.bare(plot);
        ChartStyle.shadePeak(plot, run, span, first);
        List<EdgeLabels.Label> labels = new ArrayList<>();
        XYSeriesCollection areas = new XYSeriesCollection();
        XYAreaRenderer areaRenderer = new XYAreaRenderer(XYAreaRenderer.AREA);
        areaRenderer.setOutline(true);
        double[] sum = new double[bins(phase)];
        double floor = 0;
        int band = 0;
        List<XYSeries> stacked = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : bands.entrySet()) {
            for (int bin = 0; bin < sum.length; bin++) {
                sum[bin] += load(phase, entry.getValue(), bin);
            }
            stacked.add(0, line(entry.getKey(), sum));
            double ceiling = sum.length == 0 ? 0 : sum[sum.length - 1];
            labels.add(new EdgeLabels.Label((floor + ceiling) / 2, entry.getKey(), COLOURS.get(band)));
            floor = ceiling;
            band++;
        }
        for (int series = 0; series < stacked.size(); series++) {
            areas.addSeries(stacked.get(series));
            areaRenderer.setSeriesPaint(series, COLOURS.get(stacked.size() - 1 - series));
            areaRenderer.setSeriesOutlinePaint(series, Color.WHITE);
            areaRenderer.setSeriesOutlineStroke(series, new BasicStroke(0.7f));
        }
        plot.setDataset(1, areas);
        plot.setRenderer(1, areaRenderer);
        addCapacity(plot, phase);
        return new PanelGrid.Panel(ChartFonts.displayable(phase.label()), plot, outer ? labels : List.of());
    }

    private void addCapacity(XYPlot plot, Phase phase) {
        XYSeries steps = new XYSeries("capacity", false);
        for (int bin = 0; bin < bins(phase); bin++) {
            steps.add(span.middle(bin) - span.bin() / 2, capacity(phase, bin));
            steps.add(span.middle(bin) + span.bin() / 2, capacity(phase, bin));
        }
        XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
        line.setDrawSeriesLineAsPath(true);
        line.setSeriesPaint(0, ChartStyle.INK);
        line.setSeriesStroke(0, new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        plot.setDataset(0, new XYSeriesCollection(steps));
        plot.setRenderer(0, line);
        if (bins(phase) > 0) {
            double last = capacity(phase, bins(phase) - 1);
            XYTextAnnotation name = new XYTextAnnotation(
                    "capacity on line: " + Figures.number(100 * last) + " %",
                    span.to() - 0.01 * (span.to() - span.from()),
                    last);
            name.setY(last + 0.008 * top);
            name.setFont(ChartFonts.bold(11.5));
            name.setPaint(ChartStyle.INK);
            name.setTextAnchor(TextAnchor.BOTTOM_RIGHT);
            plot.addAnnotation(name);
        }
    }

    /** The upper edge of an area, drawn to both ends of the phase. */
    private XYSeries line(String name, double[] values) {
        XYSeries series = new XYSeries(name);
        for (int bin = 0; bin < values.length; bin++) {
            if (bin == 0) {
                series.add(span.from(), values[bin]);
            }
            series.add(span.middle(bin), values[bin]);
            if (bin == values.length - 1) {
                series.add(span.middle(bin) + span.bin() / 2, values[bin]);
            }
        }
        return series;
    }

    private double total(Phase phase, int bin) {
        return bands.values().stream()
                .mapToDouble(members -> load(phase, members, bin))
                .sum();
    }

    private static double load(Phase phase, List<String> members, int bin) {
        double sum = 0;
        for (String member : members) {
            double value = phase.series().load().getOrDefault(member, List.of()).size() > bin
                    ? phase.series().load().getOrDefault(member, List.of()).get(bin)
                    : 0;
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    /** Bins of a phase; the span is that of the longest. */
    private static int bins(Phase phase) {
        return phase.series().capacity().size();
    }

    private static double capacity(Phase phase, int bin) {
        return phase.series().capacity().get(bin);
    }

    /** The areas from the lowest: API first, its numbered tiers as one, then subscribers from the last plan to the first, and batch jobs on top. */
    private static Map<String, List<String>> bands(RunSummary run) {
        List<Population> populations = run.phases().get(0).populations().stream()
                .filter(each -> !each.name().equals("all"))
                .toList();
        Map<String, List<String>> bands = new LinkedHashMap<>();
        List<String> tiers = populations.stream()
                .filter(Population::api)
                .map(Population::name)
                .filter(name -> name.startsWith("tier-"))
                .toList();
        for (Population each : populations) {
            if (each.api() && !tiers.contains(each.name())) {
                bands.put(ChartStyle.label(each.name(), true), List.of(each.name()));
            }
        }
        if (tiers.size() == 1) {
            bands.put(ChartStyle.label(tiers.get(0), true), tiers);
        } else if (!tiers.isEmpty()) {
            String last = tiers.get(tiers.size() - 1).substring("tier-".length());
            bands.put(
                    ChartFonts.displayable("API tiers " + tiers.get(0).substring("tier-".length()) + "–" + last),
                    tiers);
        }
        for (int i = populations.size() - 1; i >= 0; i--) {
            Population each = populations.get(i);
            if (!each.api()) {
                bands.put(ChartStyle.label(each.name(), false), List.of(each.name()));
            }
        }
        boolean batch =
                run.phases().stream().anyMatch(phase -> phase.series().load().containsKey(Series.BATCH));
        Map<String, List<String>> folded = foldToColours(bands, COLOURS.size() - (batch ? 1 : 0));
        if (batch) {
            folded.put("Batch jobs", List.of(Series.BATCH));
        }
        return folded;
    }

    /** No more areas than there are colours: the rest becomes one. */
    private static Map<String, List<String>> foldToColours(Map<String, List<String>> bands, int most) {
        if (bands.size() <= most) {
            return bands;
        }
        Map<String, List<String>> folded = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        bands.forEach((name, members) -> {
            if (folded.size() < most - 1) {
                folded.put(name, members);
            } else {
                rest.addAll(members);
            }
        });
        folded.put("Other", List.copyOf(rest));
        return folded;
    }
}
