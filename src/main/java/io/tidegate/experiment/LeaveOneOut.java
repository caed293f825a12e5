package io.tidegate.experiment;

import io.tidegate.scenario.Experts;
import io.tidegate.scenario.StepMeasurement;
import io.tidegate.serving.StepLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Predicts the rows of each load level from a law that was fitted to the rows of all others. */
public final class LeaveOneOut {
    /** Levels that a configuration must have: with fewer, what is left says too little of how time grows with load. */
    public static final int LEAST_LEVELS = 4;

    private LeaveOneOut() {}

    /**
     * A load level.
     *
     * @param axis what it counts
     * @param load how much
     */
    record Level(String axis, double load) implements Comparable<Level> {
        static Level of(StepMeasurement row) {
            return new Level(row.axis(), row.level());
        }

        @Override
        public int compareTo(Level other) {
            int byAxis = axis.compareTo(other.axis);
            return byAxis != 0 ? byAxis : Double.compare(load, other.load);
        }
    }

    /**
     * The predicted mean step of each row, in seconds, in the order of the rows; NaN where there are fewer than
     * {@value #LEAST_LEVELS} levels.
     */
    public static double[] predict(List<StepMeasurement> rows, Experts experts) {
        double[] predicted = new double[rows.size()];
        Arrays.fill(predicted, Double.NaN);
        SortedSet<Level> levels = levels(rows);
        if (levels.size() < LEAST_LEVELS) {
            return predicted;
        }
        for (Level level : levels) {
            List<StepMeasurement> others = new ArrayList<>(rows);
            others.removeIf(row -> Level.of(row).equals(level));
            StepLaw law = StepLawFit.fit(others, experts);
            for (int i = 0; i < predicted.length; i++) {
                if (Level.of(rows.get(i)).equals(level)) {
                    predicted[i] = StepLawFit.seconds(law, rows.get(i));
                }
            }
        }
        return predicted;
    }

    /** The levels of some rows. */
    static SortedSet<Level> levels(List<StepMeasurement> rows) {
        SortedSet<Level> levels = new TreeSet<>();
        rows.forEach(row -> levels.add(Level.of(row)));
        return levels;
    }
}
