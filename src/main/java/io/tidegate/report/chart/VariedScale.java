package io.tidegate.report.chart;

import io.tidegate.report.chart.SweepData.Varied;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;

/** The horizontal scale of a varied path: its numbers, or its values side by side. */
final class VariedScale {
    private static final int MANY = 9;
    private static final double MARGIN = 0.04;

    private final double from;
    private final double to;
    private final List<Tick> ticks;
    private final String name;

    private VariedScale(double from, double to, List<Tick> ticks, String name) {
        this.from = from;
        this.to = to;
        this.ticks = ticks;
        this.name = name;
    }

    static VariedScale of(Varied varied) {
        List<String> distinct = varied.distinct();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int point = 0; point < varied.values().size(); point++) {
            least = StrictMath.min(least, varied.at(point));
            greatest = StrictMath.max(greatest, varied.at(point));
        }
        double room = greatest > least ? MARGIN * (greatest - least) : 0.5;
        List<Tick> ticks = new ArrayList<>();
        if (!varied.isNumeric()) {
            for (int i = 0; i < distinct.size(); i++) {
                ticks.add(new Tick(i, ChartFonts.displayable(distinct.get(i))));
            }
            return new VariedScale(least - 0.5, greatest + 0.5, ticks, varied.path());
        }
        if (distinct.size() <= MANY) {
            for (int i = 0; i < varied.values().size(); i++) {
                String text = varied.values().get(i).strip();
                double at = varied.at(i);
                if (ticks.stream().noneMatch(tick -> tick.value() == at)) {
                    String unit = varied.unit();
                    ticks.add(new Tick(
                            at, text.substring(0, text.length() - unit.length()).strip()));
                }
            }
            ticks.sort((a, b) -> Double.compare(a.value(), b.value()));
        } else {
            ticks.addAll(Ticks.between(least, greatest));
        }
        String unit = varied.unit().isEmpty() ? "" : ", " + varied.unit();
        return new VariedScale(least - room, greatest + room, ticks, varied.path() + unit);
    }

    ValueAxis axis() {
        return Axes.linear(from, to, ticks);
    }

    /** The path and its unit. */
    String name() {
        return ChartFonts.displayable(name);
    }
}
