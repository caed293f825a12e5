package io.tidegate.report.chart;

import io.tidegate.experiment.People.Binding;
import io.tidegate.experiment.People.Hour;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.report.chart.Limits.Limit;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/** The limit that refuses most tries: a panel a phase, a row a plan or tier, a field an hour, in the limit's colour. */
public final class BindingChart {
    private static final int MOST_COLUMNS = 3;
    private static final double LEAST_FIELD = 30;
    private static final double INNER_WIDTH = 820;
    private static final int FRAME = 150;
    private static final double ROW = 19;
    private static final double STRIP = 30;
    private static final double NAME_LETTER = 6;
    private static final double MOST_LEFT = 240;
    /** The share from which on a colour is more than its palest. */
    private static final double FAINT = 1e-4;

    private static final double PALEST = 0.22;
    private static final Color NOTHING = new Color(0xF3F3F3);
    private static final double DARK = 140;

    private final RunSummary run;
    private final Map<String, Boolean> names = new LinkedHashMap<>();
    private final int firstHour;
    private final int lastHour;
    private final List<Limit> limits;

    private BindingChart(RunSummary run) {
        this.run = run;
        Set<Integer> hours = new TreeSet<>();
        Set<String> reasons = new TreeSet<>();
        for (Phase phase : run.phases()) {
            for (Binding row : phase.people().binding()) {
                names.put(row.name(), row.api());
                row.hours().forEach(hour -> {
                    hours.add(hour.hour());
                    if (!hour.limit().isEmpty()) {
                        reasons.add(hour.limit());
                    }
                });
            }
        }
        firstHour = hours.stream().findFirst().orElse(0);
        lastHour = hours.stream().reduce((a, b) -> b).orElse(0);
        limits = Limits.of(reasons);
    }

    /** Draws the chart into a PNG file. */
    public static void write(RunSummary run, Path file) throws IOException {
        BindingChart chart = new BindingChart(run);
        int hours = chart.lastHour - chart.firstHour + 1;
        int columns = (int) (INNER_WIDTH / (LEAST_FIELD * hours));
        columns = StrictMath.max(
                1,
                StrictMath.min(
                        columns, StrictMath.min(MOST_COLUMNS, run.phases().size())));
        int rows = (run.phases().size() + columns - 1) / columns;
        List<PanelGrid.Panel> panels = new ArrayList<>();
        run.phases().forEach(phase -> panels.add(new PanelGrid.Panel(phase.label(), chart.plot(phase), List.of())));
        int longest = chart.names.entrySet().stream()
                .mapToInt(
                        each -> ChartStyle.label(each.getKey(), each.getValue()).length())
                .max()
                .orElse(0);
        PanelGrid grid = new PanelGrid(
                panels,
                new PanelGrid.Frame(
                        columns,
                        "hour of the day, " + run.span(),
                        "",
                        StrictMath.min(MOST_LEFT, 20 + NAME_LETTER * longest)));
        Png.write(
                ChartStyle.chart(
                        chart.finding(),
                        List.of(
                                ChartStyle.source(run, false),
                                "Figures: per cent of the hour's tries that this limit refused; more refusals, stronger colour;"
                                        + " grey: none refused"),
                        chart.limits.stream()
                                .map(limit -> ChartStyle.keyItem(limit.name(), limit.colour()))
                                .toList(),
                        grid),
                (int) (FRAME + rows * (STRIP + ROW * StrictMath.max(1, chart.names.size()))),
                file);
    }

    private String finding() {
        return "The limit that binds in most plans, tiers and hours: "
                + ChartStyle.byPhase(
                        run,
                        phase -> limits.stream()
                                .max(Comparator.comparingLong((Limit limit) -> fields(phase, limit)))
                                .filter(limit -> fields(phase, limit) > 0)
                                .map(Limit::name)
                                .orElse("none"));
    }

    private static long fields(Phase phase, Limit limit) {
        return phase.people().binding().stream()
                .flatMap(row -> row.hours().stream())
                .filter(hour -> hour.limit().equals(limit.reason()))
                .count();
    }

    private XYPlot plot(Phase phase) {
        List<Tick> rows = new ArrayList<>();
        List<Tick> hours = new ArrayList<>();
        List<String> order = new ArrayList<>(names.keySet());
        names.forEach((name, api) -> rows.add(new Tick(order.indexOf(name) + 0.5, ChartStyle.label(name, api))));
        for (int hour = firstHour; hour <= lastHour; hour++) {
            hours.add(new Tick(hour + 0.5, String.format(Locale.ROOT, "%02d", hour)));
        }
        ValueAxis down = Axes.linear(0, StrictMath.max(1, order.size()), rows);
        down.setInverted(true);
        down.setTickLabelPaint(ChartStyle.INK);
        XYPlot plot = new XYPlot(null, Axes.linear(firstHour, lastHour + 1, hours), down, null);
        ChartStyle.bare(plot);
        plot.setRangeGridlinesVisible(false);
        for (Binding row : phase.people().binding()) {
            row.hours().forEach(hour -> addField(plot, hour, order.indexOf(row.name())));
        }
        return plot;
    }

    private void addField(XYPlot plot, Hour hour, int row) {
        long denied = hour.denied().getOrDefault(hour.limit(), 0L);
        double share = (double) denied / hour.tries();
        Color colour = limits.stream()
                .filter(limit -> limit.reason().equals(hour.limit()))
                .findFirst()
                .map(limit -> shade(limit.colour(), share))
                .orElse(NOTHING);
        // The lower edge first: the axis is inverted, and a box needs a height above 0.
        plot.addAnnotation(new XYBoxAnnotation(
                hour.hour() + 0.02, row + 0.95, hour.hour() + 0.98, row + 0.05, null, null, colour));
        if (denied > 0) {
            XYTextAnnotation text = new XYTextAnnotation(figure(share), hour.hour() + 0.5, row + 0.5);
            text.setFont(ChartFonts.regular(10.5));
            text.setPaint(isDark(colour) ? Color.WHITE : ChartStyle.INK);
            text.setTextAnchor(TextAnchor.CENTER);
            plot.addAnnotation(text);
        }
    }

    /** Per cent in at most four characters. */
    private static String figure(double share) {
        double percent = 100 * share;
        if (percent < 0.05) {
            return "<0.1";
        }
        return String.format(Locale.ROOT, percent < 9.95 ? "%.1f" : "%.0f", percent);
    }

    private static Color shade(Color colour, double share) {
        double strength = 1 - StrictMath.log10(StrictMath.max(FAINT, share)) / StrictMath.log10(FAINT);
        double part = PALEST + (1 - PALEST) * strength;
        return new Color(blend(colour.getRed(), part), blend(colour.getGreen(), part), blend(colour.getBlue(), part));
    }

    private static int blend(int value, double part) {
        return (int) StrictMath.round(255 + (value - 255) * part);
    }

    private static boolean isDark(Color colour) {
        return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue() < DARK;
    }
}
