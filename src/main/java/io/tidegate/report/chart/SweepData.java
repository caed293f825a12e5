package io.tidegate.report.chart;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pictures of a sweep show: points, and what was measured at each.
 *
 * @param title the scenario's
 * @param source one line: points, replications, seed
 * @param factorial whether every combination of values is a point
 * @param paths what was varied
 * @param measures what was measured
 */
public record SweepData(String title, String source, boolean factorial, List<Varied> paths, List<Measure> measures) {
    private static final Pattern QUANTITY = Pattern.compile("(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)(\\s*\\D.*|)");

    public SweepData {
        paths = List.copyOf(paths);
        measures = List.copyOf(measures);
    }

    /**
     * A path and its value at every point.
     *
     * @param path such as {@code limits.plans.pro.window}
     * @param values as written, one a point
     */
    public record Varied(String path, List<String> values) {
        public Varied {
            values = List.copyOf(values);
        }

        /** The distinct values: by size if all are numbers of one unit, otherwise as they come. */
        List<String> distinct() {
            Set<String> texts = new LinkedHashSet<>(values);
            List<String> sorted = new ArrayList<>(texts);
            if (isNumeric()) {
                sorted.sort((a, b) -> Double.compare(number(a), number(b)));
            }
            return sorted;
        }

        /** Whether all values are numbers with the same unit, or none. */
        boolean isNumeric() {
            Set<String> units = new TreeSet<>();
            for (String value : values) {
                Matcher parts = QUANTITY.matcher(value.strip());
                if (!parts.matches()) {
                    return false;
                }
                units.add(parts.group(2).strip());
            }
            return units.size() == 1;
        }

        /** The unit of numeric values; empty where they have none. */
        String unit() {
            Matcher parts = QUANTITY.matcher(values.get(0).strip());
            return parts.matches() ? parts.group(2).strip() : "";
        }

        /** Where a point stands on this path's scale: its number, or the place of its value among the distinct ones. */
        double at(int point) {
            String value = values.get(point);
            return isNumeric() ? number(value) : distinct().indexOf(value);
        }

        private static double number(String text) {
            Matcher parts = QUANTITY.matcher(text.strip());
            return parts.matches() ? Double.parseDouble(parts.group(1)) : Double.NaN;
        }
    }

    /**
     * A measure and its value at every point.
     *
     * @param name canonical, such as {@code p90(ttft){phase=after,plan=pro}}
     * @param dimension of its values
     * @param moreIsWorse whether users are worse off with more of it
     * @param values one a point; NaN where it is not known
     */
    public record Measure(String name, Dimension dimension, boolean moreIsWorse, List<Estimate> values) {
        public Measure {
            values = List.copyOf(values);
        }
    }

    /** How many points there are. */
    int points() {
        return paths.isEmpty() ? 0 : paths.get(0).values().size();
    }
}
