package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Measured;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Pooled;
import io.tidegate.measure.Replicates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found: the measured values of each point, means over its replications.
 *
 * @param schemaVersion of the file that it is written to
 * @param scenario name of the scenario
 * @param title its title
 * @param version of the program
 * @param replications of each point
 * @param labels of everything that is simulated, phase by phase, such as {@code {phase=after}}
 * @param axes what is varied
 * @param points in order
 */
public record SweepResults(
        int schemaVersion,
        String scenario,
        String title,
        String version,
        int replications,
        List<String> labels,
        List<Axis> axes,
        List<Point> points) {
    /** The version that this program reads and writes. */
    public static final int SCHEMA_VERSION = 1;

    public SweepResults {
        labels = List.copyOf(labels);
        axes = List.copyOf(axes);
        points = List.copyOf(points);
    }

    /**
     * A value that is varied.
     *
     * @param path of the value
     * @param dimension what it measures, such as {@code power}; empty where that is not known
     */
    public record Axis(String path, String dimension) {}

    /**
     * A point.
     *
     * @param point its number, from 0
     * @param values as they would be written in the scenario, one an axis
     * @param numbers the same in base units, NaN for what is no number
     * @param requests simulated in all replications
     * @param measures by canonical name, with 95 % intervals; NaN where a value is not known
     */
    public record Point(
            int point,
            List<String> values,
            List<Double> numbers,
            long requests,
            NavigableMap<String, Estimate> measures) {
        public Point {
            values = List.copyOf(values);
            numbers = List.copyOf(numbers);
            measures = Collections.unmodifiableNavigableMap(new TreeMap<>(measures));
        }
    }

    /**
     * The results of all runs.
     *
     * @throws IOException if the journal cannot be read, or was changed since it was opened
     */
    public static SweepResults of(SweepRuns runs) throws IOException {
        SweepHead head = runs.head();
        List<Point> points = new ArrayList<>();
        runs.forEach((number, replications) -> {
            NavigableMap<String, Estimate> measures = new TreeMap<>();
            for (String name : runs.names()) {
                measures.put(name, pooled(replications, name));
            }
            long requests = replications.stream().mapToLong(Measured::requests).sum();
            SweepHead.Point point = head.points().get(number);
            points.add(new Point(number, point.values(), point.numbers(), requests, measures));
        });
        List<Axis> axes = head.axes().stream()
                .map(axis -> new Axis(axis.path(), axis.dimension()))
                .toList();
        return new SweepResults(
                SCHEMA_VERSION,
                head.scenario(),
                head.title(),
                head.version(),
                head.replications(),
                head.labels(),
                axes,
                points);
    }

    /** The mean of a measure over replications; not known where one of them does not know it. */
    private static Estimate pooled(List<Measured> replications, String name) {
        List<Replicates> values = new ArrayList<>();
        for (Measured each : replications) {
            @Nullable Replicates value = each.values().get(name);
            values.add(value == null ? Replicates.of(Double.NaN, new double[0]) : value);
        }
        return Pooled.estimate(values);
    }
}
