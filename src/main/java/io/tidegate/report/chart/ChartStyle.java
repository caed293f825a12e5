package io.tidegate.report.chart;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.report.Preamble;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;

/** One look for all pictures: the colours of Okabe and Ito, which colour-blind readers can tell apart, on white. */
final class ChartStyle {
    static final Color INK = new Color(0x222222);
    static final Color SOFT = new Color(0x5F5F5F);
    static final Color GRID = new Color(0xE3E3E3);
    static final Color PEAK = new Color(0xE9, 0xD9, 0xA8, 84);
    static final Color BLUE = new Color(0x0072B2);
    static final Color SKY = new Color(0x56B4E9);
    static final Color GREEN = new Color(0x009E73);
    static final Color YELLOW = new Color(0xF0E442);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color GREY = new Color(0x9A9A9A);
    static final Shape SWATCH = new Rectangle2D.Double(-5, -5, 10, 10);

    private static final List<Color> PHASES =
            List.of(new Color(0x555555), ORANGE, BLUE, GREEN, PURPLE, VERMILLION, SKY, YELLOW);
    private static final double DAY = 86_400;
    /** A space at which no line ends. */
    static final String TIE = "\u00a0";

    private ChartStyle() {}

    /** The colour of a phase by its place in the run. */
    static Color phase(int index) {
        return PHASES.get(index % PHASES.size());
    }

    /** How a plan, tier or model class is called in a picture: {@code Max 5x}, {@code API tier 1}. */
    static String label(String name, boolean api) {
        String words = name.replace('-', ' ');
        if (api) {
            return ChartFonts.displayable("API " + words);
        }
        return ChartFonts.displayable(
                words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
    }

    /** The second line of every picture: the run, the part of the fleet, and what the intervals are. */
    static String source(RunSummary run, boolean intervals) {
        String text = run.title() + " · " + Preamble.sample(run);
        return intervals ? text + " · " + Preamble.intervals(run, "± half the ") : text;
    }

    /** A picture: a title that says the finding, lines of explanation, a key when it has items, and the plot. */
    static JFreeChart chart(String title, List<String> lines, List<LegendItem> key, Plot plot) {
        JFreeChart chart = new JFreeChart(null, ChartFonts.bold(17), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(12, 14, 10, 16));
        chart.getRenderingHints().put(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        chart.getRenderingHints().put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        chart.addSubtitle(text(title, 17, true, INK, 3));
        lines.forEach(line -> chart.addSubtitle(text(line, 12, false, SOFT, 2)));
        if (!key.isEmpty()) {
            chart.addSubtitle(legend(key));
        }
        return chart;
    }

    /** A figure of every phase: {@code before 1.10 s, after 200 ms}; no line ends within a figure or before it. */
    static String byPhase(RunSummary run, Function<Phase, String> figure) {
        return run.phases().stream()
                .map(phase -> phase.label() + TIE + figure.apply(phase).replace(" ", TIE))
                .collect(Collectors.joining(", "));
    }

    /** The text, cut short with an ellipsis if it is wider than there is room in the current font. */
    static String fit(String text, Graphics2D graphics, double room) {
        FontMetrics metrics = graphics.getFontMetrics();
        if (metrics.stringWidth(text) <= room) {
            return text;
        }
        String shorter = text;
        while (!shorter.isEmpty() && metrics.stringWidth(shorter + "…") > room) {
            shorter = shorter.substring(0, shorter.length() - 1).stripTrailing();
        }
        return shorter + "…";
    }

    /** One item of a key. */
    static LegendItem keyItem(String label, Color colour) {
        LegendItem item = new LegendItem(ChartFonts.displayable(label), null, null, null, SWATCH, colour);
        item.setLabelFont(ChartFonts.regular(12));
        item.setLabelPaint(INK);
        return item;
    }

    /** One item a phase. */
    static List<LegendItem> phaseKey(RunSummary run) {
        List<LegendItem> items = new ArrayList<>();
        for (int i = 0; i < run.phases().size(); i++) {
            items.add(keyItem(run.phases().get(i).label(), phase(i)));
        }
        return items;
    }

    /** A plot with nothing but its grid. */
    static void bare(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.8f));
        plot.setRangeZeroBaselineVisible(false);
    }

    /** Shades the peak hours of every day of the span, and names the first band if asked. */
    static void shadePeak(XYPlot plot, RunSummary run, Span span, boolean named) {
        if (!(run.peakTo() > run.peakFrom())) {
            return;
        }
        boolean name = named;
        for (double day = DAY * StrictMath.floor(span.from() / DAY); day < span.to(); day += DAY) {
            double from = StrictMath.max(span.from(), day + run.peakFrom());
            double to = StrictMath.min(span.to(), day + run.peakTo());
            if (from >= to) {
                continue;
            }
            IntervalMarker band = new IntervalMarker(from, to, PEAK);
            band.setAlpha(1f);
            if (name) {
                band.setLabel(peakHours(run));
                band.setLabelBackgroundColor(new Color(0, 0, 0, 0));
                band.setLabelFont(ChartFonts.regular(11));
                band.setLabelPaint(SOFT);
                band.setLabelAnchor(RectangleAnchor.TOP_LEFT);
                band.setLabelTextAnchor(TextAnchor.TOP_LEFT);
                band.setLabelOffset(new RectangleInsets(3, 5, 3, 5));
                name = false;
            }
            plot.addDomainMarker(band, Layer.BACKGROUND);
        }
    }

    /** The peak hours in words: {@code peak hours 05:00–11:00}. */
    static String peakHours(RunSummary run) {
        return "peak hours " + Ticks.clock(run.peakFrom()) + "–" + Ticks.clock(run.peakTo());
    }

    private static TextTitle text(String text, double size, boolean bold, Color colour, double below) {
        TextTitle title = new TextTitle(
                ChartFonts.displayable(text),
                bold ? ChartFonts.bold(size) : ChartFonts.regular(size),
                colour,
                RectangleEdge.TOP,
                HorizontalAlignment.LEFT,
                VerticalAlignment.TOP,
                new RectangleInsets(0, 2, below, 2));
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setMaximumLinesToDisplay(2);
        return title;
    }

    private static LegendTitle legend(List<LegendItem> key) {
        LegendItemCollection items = new LegendItemCollection();
        key.forEach(items::add);
        LegendTitle legend = new LegendTitle(
                () -> items,
                new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 10, 2),
                new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 10, 2));
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemFont(ChartFonts.regular(12));
        legend.setFrame(BlockBorder.NONE);
        legend.setMargin(4, 0, 2, 0);
        return legend;
    }

    /** Plain bars from one value to another. */
    static XYBarRenderer bars() {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setUseYInterval(true);
        renderer.setDrawBarOutline(false);
        return renderer;
    }
}
