package io.tidegate.experiment.solve;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.experiment.solve.Reading.Level;
import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cheap look at the whole range before the walk: one cell at a few positions. Where its margins change their sign, a closed form
 * guesses the crossing: waits grow as those of a queue do, by 1/(1 − load), and the load is linear between two positions.
 */
final class Pilot {
    private static final int LOOKS = 5;
    /** Loads above which a queue does not come to rest within a phase, so that the closed form says nothing. */
    private static final double FULL = 0.97;

    private final List<Long> positions;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Double> loads = new ArrayList<>();

    private Pilot(List<Long> positions) {
        this.positions = positions;
    }

    /** Positions to look at, from end to end. */
    static List<Long> positions(long last) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            long position = StrictMath.round((double) last * i / (LOOKS - 1));
            if (!all.contains(position)) {
                all.add(position);
            }
        }
        return all;
    }

    /** What was seen at each position. */
    static Pilot of(List<Long> positions, List<Condition> goals, List<Measured> seen) {
        Pilot pilot = new Pilot(positions);
        for (Measured each : seen) {
            pilot.readings.add(Reading.of(goals, each));
            pilot.loads.add(load(each));
        }
        return pilot;
    }

    /** Work over the time of replicas on line, of all model classes, in the first phase that was simulated. */
    private static double load(Measured measured) {
        for (Map.Entry<String, Replicates> each : measured.values().entrySet()) {
            MeasureName name = MeasureName.parse(each.getKey());
            if (name.measure().equals("utilisation") && !name.labels().containsKey("model")) {
                return each.getValue().value();
            }
        }
        return Double.NaN;
    }

    Reading reading(int look) {
        return readings.get(look);
    }

    /** Where the crossing is to be looked for first; an end where none was seen. */
    long guess() {
        long lastMet = -1;
        for (int look = 0; look < positions.size(); look++) {
            if (!readings.get(look).meets(Level.MEASURED)) {
                return lastMet < 0 ? positions.get(0) : between(look - 1, look);
            }
            lastMet = positions.get(look);
        }
        return lastMet;
    }

    private long between(int good, int bad) {
        double low = loads.get(good);
        double high = loads.get(bad);
        boolean queue = low != high && low < FULL && high < FULL;
        double part = 1;
        for (int goal = 0; goal < readings.get(good).goals(); goal++) {
            double above = readings.get(good).margin(goal, Level.MEASURED);
            double below = readings.get(bad).margin(goal, Level.MEASURED);
            if (Double.isNaN(above) || Double.isNaN(below)) {
                part = StrictMath.min(part, 0.5);
            } else if (below <= 0) {
                double share = above == below ? 0.5 : above / (above - below);
                if (queue) {
                    double from = 1 / (1 - low);
                    double load = 1 - 1 / (from + share * (1 / (1 - high) - from));
                    share = (load - low) / (high - low);
                }
                part = StrictMath.min(part, share);
            }
        }
        return positions.get(good) + StrictMath.round(part * (positions.get(bad) - positions.get(good)));
    }

    /** Positions at which the pilot contradicts a crossing there. */
    List<Long> contradicting(Walk.Bracket crossing) {
        List<Long> all = new ArrayList<>();
        for (int look = 0; look < positions.size(); look++) {
            long position = positions.get(look);
            boolean met = readings.get(look).meets(Level.MEASURED);
            boolean known = readings.get(look).isKnown();
            if (known && (met ? position > crossing.fails() : position < crossing.meets())) {
                all.add(position);
            }
        }
        return all;
    }
}
