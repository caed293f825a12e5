package io.tidegate.experiment.solve;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.List;

/** What was measured at one value, held against the goals. */
final class Reading {
    /** How sure one must be that a goal is met. */
    enum Level {
        /** The whole interval is on the right side. */
        SURELY(-1),
        /** The measured value is. */
        MEASURED(0),
        /** A part of the interval is; also where nothing is known. */
        POSSIBLY(1);

        private final int halfWidths;

        Level(int halfWidths) {
            this.halfWidths = halfWidths;
        }
    }

    private final List<Estimate> values = new ArrayList<>();
    private final List<Estimate> bounds = new ArrayList<>();
    private final List<Estimate> margins = new ArrayList<>();
    private final List<Boolean> strict = new ArrayList<>();

    private Reading() {}

    /** What was measured, held against the goals. */
    static Reading of(List<Condition> goals, Measured measured) {
        Reading reading = new Reading();
        for (Condition goal : goals) {
            reading.values.add(goal.value(measured).estimate());
            reading.bounds.add(goal.bound(measured).estimate());
            reading.margins.add(goal.margin(measured).estimate());
            reading.strict.add(goal.strict());
        }
        return reading;
    }

    /** A margin alone. */
    static Reading of(Replicates margin) {
        Reading reading = new Reading();
        reading.margins.add(margin.estimate());
        reading.strict.add(true);
        return reading;
    }

    /** A margin with so much of its half-width that one is as sure as that; NaN where it is not known. */
    double margin(int goal, Level level) {
        Estimate margin = margins.get(goal);
        return level == Level.MEASURED ? margin.value() : margin.value() + level.halfWidths * margin.halfWidth();
    }

    int goals() {
        return margins.size();
    }

    /** Whether all goals are met; what is not known is met only possibly. */
    boolean meets(Level level) {
        for (int goal = 0; goal < margins.size(); goal++) {
            double margin = margin(goal, level);
            boolean met = Double.isNaN(margin)
                    ? level == Level.POSSIBLY
                    : margin > 0 || (margin == 0 && (!strict.get(goal) || level == Level.POSSIBLY));
            if (!met) {
                return false;
            }
        }
        return true;
    }

    boolean isKnown() {
        return margins.stream().allMatch(Estimate::isKnown);
    }

    boolean hasIntervals() {
        return margins.stream().allMatch(Estimate::hasInterval);
    }

    List<Estimate> values() {
        return values;
    }

    List<Estimate> bounds() {
        return bounds;
    }

    List<Estimate> margins() {
        return margins;
    }
}
