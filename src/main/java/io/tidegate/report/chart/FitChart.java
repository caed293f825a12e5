package io.tidegate.report.chart;

import io.tidegate.experiment.Calibration;
import io.tidegate.experiment.Calibration.Place;
import io.tidegate.experiment.Calibration.Point;
import io.tidegate.experiment.RelativeErrors;
import io.tidegate.report.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Predicted against measured mean steps: a panel for dense models and one for mixtures of experts, a dot a row. */
public final class FitChart {
    private static final int HEIGHT = 880;
    private static final double BAND = 0.1;
    private static final double MARGIN = 1.25;
    private static final double DOT = 4.4;
    private static final Color SHADE = new Color(0xE3, 0xE3, 0xE3);
    private static final Color INSIDE = new Color(0x00, 0x72, 0xB2, 130);
    private static final Color OUTSIDE = new Color(0xD5, 0x5E, 0x00, 130);
    private static final double EDGE = 0.3;
    private static final double EDGE_ROOM = 0.02;

    private final boolean heldOut;
    private final double from;
    private final double to;

    private FitChart(List<Calibration> all) {
        this.heldOut = Calibration.heldOut(all, place -> true).count() > 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Calibration each : all) {
            for (Point point : each.points()) {
                if (shown(point)) {
                    least = StrictMath.min(least, StrictMath.min(point.measured(), predicted(point)));
                    most = StrictMath.max(most, StrictMath.max(point.measured(), predicted(point)));
                }
            }
        }
        this.from = least / MARGIN;
        this.to = most * MARGIN;
    }

    /**
     * Draws the chart into a PNG file. Where no row could be held out, the predictions are those of the laws fitted to all rows.
     *
     * @param data the name of the measurements
     */
    public static void write(String data, List<Calibration> all, Path file) throws IOException {
        FitChart chart = new FitChart(all);
        Map<String, List<Calibration>> kinds = kinds(all);
        List<PanelGrid.Panel> panels = new ArrayList<>();
        kinds.forEach((kind, some) -> panels.add(
                new PanelGrid.Panel(ChartFonts.displayable(chart.heading(kind, some)), chart.plot(some), List.of())));
        kinds.forEach((kind, some) -> panels.add(new PanelGrid.Panel(
                "Error of the prediction (beyond ±30 %: at the edge)", chart.errorPlot(some), List.of())));
        PanelGrid grid =
                new PanelGrid(panels, new PanelGrid.Frame(kinds.size(), "measured mean step, logarithmic", "", 52));
        Png.write(
                ChartStyle.chart(
                        chart.finding(kinds),
                        List.of(
                                data + " · a dot is a row; above, predicted against measured; on the lines, both agree",
                                chart.heldOut
                                        ? "Each prediction is by a law that was fitted to the other levels of load of the"
                                                + " same configuration."
                                        : "The laws were fitted to these same rows: there are too few levels of load to hold"
                                                + " one out."),
                        chart.key(),
                        grid),
                HEIGHT,
                file);
    }

    private static Map<String, List<Calibration>> kinds(List<Calibration> all) {
        Map<String, List<Calibration>> kinds = new LinkedHashMap<>();
        for (boolean experts : new boolean[] {false, true}) {
            List<Calibration> some = all.stream()
                    .filter(each -> each.mixtureOfExperts() == experts)
                    .toList();
            if (!some.isEmpty()) {
                kinds.put(experts ? "mixtures of experts" : "dense models", some);
            }
        }
        return kinds;
    }

    private boolean shown(Point point) {
        return !Double.isNaN(predicted(point));
    }

    private double predicted(Point point) {
        return heldOut ? point.heldOut() : point.fitted();
    }

    private RelativeErrors errors(List<Calibration> some) {
        return heldOut ? Calibration.heldOut(some, place -> true) : Calibration.inSample(some);
    }

    private String finding(Map<String, List<Calibration>> kinds) {
        List<String> parts = new ArrayList<>();
        kinds.forEach((kind, some) ->
                parts.add(kind + " " + Figures.share(errors(some).median())));
        return (heldOut ? "Median error of step times that were held out: " : "Median error of fitted step times: ")
                + String.join(", ", parts);
    }

    private String heading(String kind, List<Calibration> some) {
        RelativeErrors errors = errors(some);
        String name = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        return name + ", " + Figures.number(errors.count()) + " rows, nine of ten within "
                + Figures.share(errors.p90());
    }

    private List<LegendItem> key() {
        return List.of(
                ChartStyle.keyItem("level between others", INSIDE),
                ChartStyle.keyItem("least or greatest level, extrapolated", OUTSIDE),
                ChartStyle.keyItem("within ±10 %", SHADE));
    }

    /** Predicted against measured. */
    private XYPlot plot(List<Calibration> some) {
        XYPlot plot = empty(Axes.log(from, to, ticks()));
        fill(plot, some, this::predicted);
        plot.getRenderer()
                .addAnnotation(
                        new XYPolygonAnnotation(
                                new double[] {
                                    from,
                                    from * (1 - BAND),
                                    from,
                                    from * (1 + BAND),
                                    to,
                                    to * (1 + BAND),
                                    to,
                                    to * (1 - BAND)
                                },
                                null,
                                null,
                                SHADE),
                        Layer.BACKGROUND);
        plot.getRenderer()
                .addAnnotation(
                        new XYLineAnnotation(from, from, to, to, new BasicStroke(1f), ChartStyle.GREY),
                        Layer.BACKGROUND);
        return plot;
    }

    /** The relative error of each prediction, those beyond the scale at its edge. */
    private XYPlot errorPlot(List<Calibration> some) {
        List<Tick> ticks = new ArrayList<>();
        for (int percent = -30; percent <= 30; percent += 10) {
            ticks.add(new Tick(percent / 100.0, percent > 0 ? "+" + percent + " %" : percent + " %"));
        }
        XYPlot plot = empty(Axes.linear(-EDGE - EDGE_ROOM, EDGE + EDGE_ROOM, ticks));
        fill(plot, some, point -> {
            double error = predicted(point) / point.measured() - 1;
            return StrictMath.max(-EDGE, StrictMath.min(EDGE, error));
        });
        plot.getRenderer()
                .addAnnotation(
                        new XYPolygonAnnotation(
                                new double[] {from, -BAND, from, BAND, to, BAND, to, -BAND}, null, null, SHADE),
                        Layer.BACKGROUND);
        plot.getRenderer()
                .addAnnotation(
                        new XYLineAnnotation(from, 0, to, 0, new BasicStroke(1f), ChartStyle.GREY), Layer.BACKGROUND);
        return plot;
    }

    private List<Tick> ticks() {
        List<Tick> ticks = Ticks.seconds(from, to);
        return ticks.isEmpty() ? List.of(new Tick(from, Figures.duration(from)), new Tick(to, "")) : ticks;
    }

    private XYPlot empty(ValueAxis up) {
        XYPlot plot = new XYPlot(null, Axes.log(from, to, ticks()), up, null);
        ChartStyle.bare(plot);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.8f));
        return plot;
    }

    private void fill(XYPlot plot, List<Calibration> some, ToDoubleFunction<Point> height) {
        XYSeries interior = new XYSeries("interior", false);
        XYSeries ends = new XYSeries("ends", false);
        for (Calibration each : some) {
            for (Point point : each.points()) {
                if (shown(point)) {
                    (point.place() == Place.INTERIOR ? interior : ends)
                            .add(point.measured(), height.applyAsDouble(point));
                }
            }
        }
        XYSeriesCollection dots = new XYSeriesCollection();
        dots.addSeries(ends);
        dots.addSeries(interior);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        for (int i = 0; i < 2; i++) {
            renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            renderer.setSeriesPaint(i, i == 0 ? OUTSIDE : INSIDE);
        }
        plot.setDataset(dots);
        plot.setRenderer(renderer);
    }
}
