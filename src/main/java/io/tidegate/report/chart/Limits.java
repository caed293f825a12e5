package io.tidegate.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names and colours of the reasons for which tries are refused, the same in all pictures: warm windows, cool rates, grey service. */
final class Limits {
    private static final List<Limit> ALL = List.of(
            new Limit("WINDOW_5H", "five-hour window", ChartStyle.ORANGE),
            new Limit("WEEKLY", "weekly cap", ChartStyle.VERMILLION),
            new Limit("WINDOW_OTHER", "another window", ChartStyle.YELLOW),
            new Limit("RPM", "requests per minute", ChartStyle.SKY),
            new Limit("ITPM", "input tokens per minute", ChartStyle.BLUE),
            new Limit("OTPM", "output tokens per minute", ChartStyle.GREEN),
            new Limit("RPD", "requests per day", new Color(0x1B9E9E)),
            new Limit("ACCELERATION", "acceleration", new Color(0x0B5345)),
            new Limit("CONCURRENCY", "requests at once", ChartStyle.PURPLE),
            new Limit("SPEND", "spend", new Color(0x7D4E2D)),
            new Limit("BATCH_QUEUE", "batch queue", new Color(0x6A51A3)),
            new Limit("OVERLOADED", "service overloaded", new Color(0x333333)),
            new Limit("QUEUE_FULL", "replica's queue full", new Color(0x6B6B6B)),
            new Limit("SITE_DOWN", "nothing on line", ChartStyle.GREY),
            new Limit("TOO_LARGE", "request too large", new Color(0xC4C4C4)));

    private Limits() {}

    /**
     * A limit.
     *
     * @param reason how results call it
     * @param name how people call it
     * @param colour its colour
     */
    record Limit(String reason, String name, Color colour) {}

    /** The limits of these reasons in the order of a key; those without a name of their own come last, in grey. */
    static List<Limit> of(Collection<String> reasons) {
        List<Limit> found = new ArrayList<>();
        ALL.stream().filter(limit -> reasons.contains(limit.reason())).forEach(found::add);
        reasons.stream()
                .filter(reason -> ALL.stream().noneMatch(limit -> limit.reason().equals(reason)))
                .sorted()
                .forEach(reason -> found.add(new Limit(reason, reason, ChartStyle.GREY)));
        return found;
    }
}
