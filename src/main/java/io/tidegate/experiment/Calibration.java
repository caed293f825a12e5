package io.tidegate.experiment;

import io.tidegate.experiment.LeaveOneOut.Level;
import io.tidegate.scenario.Experts;
import io.tidegate.scenario.StepConfiguration;
import io.tidegate.scenario.StepMeasurement;
import io.tidegate.serving.StepLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A step law fitted to the measurements of a configuration, and how well it predicts what it was not fitted to.
 *
 * @param configuration what was measured
 * @param law the fitted law
 * @param levels load levels measured
 * @param lengths kinds of rows apart from their load, such as pairs of prompt and answer length
 * @param points the rows, in the order of the file
 */
public record Calibration(StepConfiguration configuration, StepLaw law, int levels, int lengths, List<Point> points) {
    /** Levels of load without which a law is not worth fitting. */
    public static final int LEAST_LEVELS = 3;

    public Calibration {
        points = List.copyOf(points);
    }

    /** Where a level stands among those of its axis. */
    public enum Place {
        /** The least load: predicted from greater ones only. */
        LOWEST,
        /** Between others. */
        INTERIOR,
        /** The greatest load: predicted from smaller ones only. */
        HIGHEST
    }

    /**
     * A row and what was predicted for it, in seconds.
     *
     * @param row what was measured, in words
     * @param axis what the level counts
     * @param level the load
     * @param place where that stands
     * @param measured the measured mean step
     * @param fitted the mean step by the law fitted to all rows
     * @param heldOut the mean step by the law fitted to the rows of all other levels; NaN without such a law
     */
    public record Point(
            String row, String axis, double level, Place place, double measured, double fitted, double heldOut) {
        /** Relative error of the law fitted to all rows. */
        public double fitError() {
            return fitted / measured - 1;
        }

        /** Relative error of the law fitted to the rows of all other levels, or NaN. */
        public double heldOutError() {
            return heldOut / measured - 1;
        }
    }

    /**
     * One coefficient of the law, in seconds except {@code n0}.
     *
     * @param name its name in a profile
     * @param value its value
     */
    public record Coefficient(String name, double value) {}

    /** Fits a configuration, and each of its levels from the others. */
    public static Calibration of(StepConfiguration configuration) {
        List<StepMeasurement> rows = configuration.rows();
        StepLaw law = StepLawFit.fit(rows, configuration.experts());
        double[] heldOut = LeaveOneOut.predict(rows, configuration.experts());
        SortedSet<Level> levels = LeaveOneOut.levels(rows);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < heldOut.length; i++) {
            StepMeasurement row = rows.get(i);
            points.add(new Point(
                    row.row(),
                    row.axis(),
                    row.level(),
                    place(Level.of(row), levels),
                    row.seconds(),
                    StepLawFit.seconds(law, row),
                    heldOut[i]));
        }
        int lengths =
                (int) rows.stream().map(StepMeasurement::lengths).distinct().count();
        return new Calibration(configuration, law, levels.size(), lengths, points);
    }

    private static Place place(Level level, SortedSet<Level> all) {
        List<Level> same =
                all.stream().filter(each -> each.axis().equals(level.axis())).toList();
        if (level.equals(same.get(0))) {
            return Place.LOWEST;
        }
        return level.equals(same.get(same.size() - 1)) ? Place.HIGHEST : Place.INTERIOR;
    }

    /** The configuration's name. */
    public String name() {
        return configuration.name();
    }

    /** Whether the model is a mixture of experts. */
    public boolean mixtureOfExperts() {
        return !(configuration.experts() instanceof Experts.None);
    }

    /** Why the law must not serve a simulation although it fits; usually nothing. */
    public List<String> lacks() {
        List<String> lacks = new ArrayList<>();
        boolean decodes = configuration.rows().stream()
                .anyMatch(row -> row.steps().stream().anyMatch(step -> step.batch() > 0));
        boolean prefills = configuration.rows().stream()
                .anyMatch(row -> row.steps().stream().anyMatch(step -> step.prefill() > 0));
        if (!decodes) {
            lacks.add("no row decodes");
        }
        if (!prefills) {
            lacks.add("no row prefills");
        }
        if (lengths < 2) {
            lacks.add("rows of one pair of lengths do not tell apart what grows with sequences, context and prefill");
        }
        return lacks;
    }

    /** The coefficients of the law, in the order of a profile. */
    public List<Coefficient> coefficients() {
        return List.of(
                new Coefficient("c0", law.c0()),
                new Coefficient("cB", law.cB()),
                new Coefficient("cK", law.cK()),
                new Coefficient("cP", law.cP()),
                new Coefficient("cPC", law.cPC()),
                new Coefficient("cR", law.cR()),
                new Coefficient("w", law.w()),
                new Coefficient("n0", law.n0()));
    }

    /** Errors of the laws that were fitted to all rows. */
    public static RelativeErrors inSample(List<Calibration> some) {
        return RelativeErrors.of(points(some).mapToDouble(Point::fitError));
    }

    /** Errors of held-out rows at certain places. */
    public static RelativeErrors heldOut(List<Calibration> some, Predicate<Place> places) {
        return RelativeErrors.of(
                points(some).filter(point -> places.test(point.place())).mapToDouble(Point::heldOutError));
    }

    private static Stream<Point> points(List<Calibration> some) {
        return some.stream().flatMap(each -> each.points().stream());
    }
}
