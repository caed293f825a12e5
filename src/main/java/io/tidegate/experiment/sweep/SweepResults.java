package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.expect.Expectations;
import io.tidegate.experiment.expect.Outcome;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Pooled;
import io.tidegate.measure.Replicates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found: measured values of each point, means over its replications, and what became of what was expected there.
 *
 * @param schemaVersion of the file that it is written to
 * @param scenario name of the scenario
 * @param title its title
 * @param version of the program
 * @param replications of each point
 * @param labels of everything that is simulated, phase by phase, such as {@code {phase=after}}
 * @param axes what is varied
 * @param points in order
 * @param expectations what was expected of every point, and of how many it holds
 */
public record SweepResults(
        int schemaVersion,
        String scenario,
        String title,
        String version,
        int replications,
        List<String> labels,
        List<Axis> axes,
        List<Point> points,
        List<Tally> expectations) {
    /** The version that this program reads and writes. */
    public static final int SCHEMA_VERSION = 2;

    public SweepResults {
        labels = List.copyOf(labels);
        axes = List.copyOf(axes);
        points = List.copyOf(points);
        expectations = List.copyOf(expectations);
    }

    /** Takes points in order. */
    public interface Sink {
        /** A point with every measure. */
        void point(Point point) throws IOException;
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
     * @param verdicts what became of each expectation, in their order
     */
    public record Point(
            int point,
            List<String> values,
            List<Double> numbers,
            long requests,
            NavigableMap<String, Estimate> measures,
            List<Verdict> verdicts) {
        public Point {
            values = List.copyOf(values);
            numbers = List.copyOf(numbers);
            measures = Collections.unmodifiableNavigableMap(new TreeMap<>(measures));
            verdicts = List.copyOf(verdicts);
        }

        private Point with(Set<String> names) {
            NavigableMap<String, Estimate> some = new TreeMap<>(measures);
            some.keySet().retainAll(names);
            return new Point(point, values, numbers, requests, some, verdicts);
        }
    }

    /**
     * An expectation in all points.
     *
     * @param name what messages call it
     * @param level what it means if it does not pass
     * @param pass points at which it passed
     * @param fail points at which it failed
     * @param undecided points at which it is undecided
     * @param noData points at which a value is not known
     */
    public record Tally(String name, Verdict.Level level, int pass, int fail, int undecided, int noData) {
        private static Tally of(int expectation, List<Point> points) {
            int[] counts = new int[Outcome.values().length];
            for (Point each : points) {
                counts[each.verdicts().get(expectation).outcome().ordinal()]++;
            }
            Verdict any = points.get(0).verdicts().get(expectation);
            return new Tally(
                    any.name(),
                    any.level(),
                    counts[Outcome.PASS.ordinal()],
                    counts[Outcome.FAIL.ordinal()],
                    counts[Outcome.UNDECIDED.ordinal()],
                    counts[Outcome.NO_DATA.ordinal()]);
        }
    }

    /**
     * The results of all runs.
     *
     * @param kept measures that the result has, as all of a large sweep are too many to have at once
     * @param all gets each point with every measure as it is read
     * @throws IOException if the journal cannot be read, or was changed since it was opened
     */
    public static SweepResults of(SweepRuns runs, Set<String> kept, Sink all) throws IOException {
        SweepHead head = runs.head();
        Expectations expected = runs.expectations();
        List<Point> points = new ArrayList<>();
        runs.forEach((number, replications) -> {
            NavigableMap<String, Estimate> measures = new TreeMap<>();
            for (String name : runs.names()) {
                measures.put(name, pooled(replications, name));
            }
            long requests = replications.stream().mapToLong(Measured::requests).sum();
            SweepHead.Point at = head.points().get(number);
            Point point =
                    new Point(number, at.values(), at.numbers(), requests, measures, expected.verdicts(replications));
            all.point(point);
            points.add(point.with(kept));
        });
        return of(head, points);
    }

    /** The results of no point yet. */
    public static SweepResults none(SweepRuns runs) {
        return of(runs.head(), List.of());
    }

    private static SweepResults of(SweepHead head, List<Point> points) {
        List<Axis> axes = head.axes().stream()
                .map(axis -> new Axis(axis.path(), axis.dimension()))
                .toList();
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < head.expect().size() && !points.isEmpty(); i++) {
            tallies.add(Tally.of(i, points));
        }
        return new SweepResults(
                SCHEMA_VERSION,
                head.scenario(),
                head.title(),
                head.version(),
                head.replications(),
                head.labels(),
                axes,
                points,
                tallies);
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
