package io.tidegate.experiment.solve;

import io.tidegate.experiment.solve.Reading.Level;
import io.tidegate.scenario.ScenarioException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Walks a curve whose goals are met at low positions and not at high ones, and finds where that changes: first between which
 * positions, by strides that double, then by false position with the Illinois rule. The curve is random, but it is one curve: the
 * same draws at every position, so that its crossing is found like that of any other function. How sure a crossing is follows
 * from two more: of the lower and of the upper end of the margin's interval. The true crossing lies between these with the
 * confidence of the interval at that one place, as long as the true curve crosses once: at the true crossing the true margin is 0,
 * and the interval there holds 0 with that probability (Fieller's argument; no slope or shape is assumed).
 *
 * <p>Source: M. Dowell, P. Jarratt, "A modified regula falsi method for computing the root of an equation", BIT 11, 1971.
 */
final class Walk {
    /** Parts of an interval within which its own ends are found. */
    private static final double PART = 0.2;

    private static final double NEAREST = 0.1;

    /** The budget of requests has ended. */
    static final class BudgetEnded extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** What is walked along. */
    interface Curve {
        /** Measures at a position, from 0. */
        Reading at(long position) throws ScenarioException, InterruptedException, BudgetEnded;
    }

    /** How near two positions must be, at a position. */
    interface Resolution {
        /** Positions, 1 or more. */
        long at(long position);
    }

    /**
     * Where a level changes.
     *
     * @param meets the last position up to which every known one meets; -1 if not even the first known
     * @param fails the first known one that does not; one more than the last position if there is none
     */
    record Bracket(long meets, long fails) {}

    private final Curve curve;
    private final long last;
    private final Resolution resolution;
    private final NavigableMap<Long, Reading> known = new TreeMap<>();

    /**
     * A walk that has not begun.
     *
     * @param curve what is measured
     * @param last the last position
     * @param resolution how near is near enough
     */
    Walk(Curve curve, long last, Resolution resolution) {
        this.curve = curve;
        this.last = last;
        this.resolution = resolution;
    }

    /** Measures at a position unless it is known. */
    void look(long position) throws ScenarioException, InterruptedException, BudgetEnded {
        if (!known.containsKey(position)) {
            known.put(position, curve.at(position));
        }
    }

    NavigableMap<Long, Reading> known() {
        return known;
    }

    /** Where a level changes, as far as is known. */
    Bracket bracket(Level level) {
        long meets = -1;
        for (Map.Entry<Long, Reading> each : known.entrySet()) {
            if (!each.getValue().meets(level)) {
                return new Bracket(meets, each.getKey());
            }
            meets = each.getKey();
        }
        return new Bracket(meets, last + 1);
    }

    /** Whether a level was found to change between two positions, rather than at an end. */
    boolean isBetween(Bracket bracket) {
        return bracket.meets() >= 0 && bracket.fails() <= last;
    }

    /**
     * Walks until it is known where the measured margin changes its sign, or that it does not.
     *
     * @param stride the first step away from what is known, 1 or more
     */
    Bracket cross(long stride) throws ScenarioException, InterruptedException, BudgetEnded {
        return cross(Level.MEASURED, stride, resolution);
    }

    /** The same for an end of the interval, to a part of the interval. */
    Bracket edge(Level level) throws ScenarioException, InterruptedException, BudgetEnded {
        Bracket centre = bracket(Level.MEASURED);
        Resolution coarse = position -> {
            long nearest = level == Level.SURELY ? position : position - 1;
            return StrictMath.max(resolution.at(position), (long) (PART * StrictMath.abs(centre.meets() - nearest)));
        };
        return cross(level, 2 * resolution.at(StrictMath.max(0, centre.meets())), coarse);
    }

    private Bracket cross(Level level, long first, Resolution near)
            throws ScenarioException, InterruptedException, BudgetEnded {
        long stride = StrictMath.max(1, first);
        Illinois weights = new Illinois();
        while (true) {
            Bracket now = bracket(level);
            long next;
            if (now.meets() < 0) {
                if (known.firstKey() == 0) {
                    return now;
                }
                next = StrictMath.max(0, known.firstKey() - stride);
                stride *= 2;
            } else if (now.fails() > last) {
                if (known.lastKey() == last) {
                    return now;
                }
                next = StrictMath.min(last, known.lastKey() + stride);
                stride *= 2;
            } else {
                long gap = now.fails() - now.meets();
                long enough = near.at(level == Level.SURELY ? now.meets() : now.fails());
                if (gap <= StrictMath.max(1, enough)) {
                    return now;
                }
                next = weights.next(now, level);
            }
            look(next);
        }
    }

    /** False position; the weight of an end that stays twice is halved each time. */
    private final class Illinois {
        private Bracket before = new Bracket(-1, -1);
        private double ofMeets = 1;
        private double ofFails = 1;

        long next(Bracket now, Level level) {
            ofMeets = now.meets() == before.meets() ? ofMeets / 2 : 1;
            ofFails = now.fails() == before.fails() ? ofFails / 2 : 1;
            before = now;
            Reading good = known(now.meets());
            Reading bad = known(now.fails());
            double part = 1;
            for (int goal = 0; goal < good.goals(); goal++) {
                double above = ofMeets * good.margin(goal, level);
                double below = ofFails * bad.margin(goal, level);
                if (Double.isNaN(above) || Double.isNaN(below)) {
                    part = StrictMath.min(part, 0.5);
                } else if (below <= 0) {
                    part = StrictMath.min(part, above == below ? 0.5 : above / (above - below));
                }
            }
            double gap = now.fails() - now.meets();
            double bounded = StrictMath.max(NEAREST, StrictMath.min(1 - NEAREST, part));
            long next = now.meets() + StrictMath.round(bounded * gap);
            return StrictMath.max(now.meets() + 1, StrictMath.min(now.fails() - 1, next));
        }

        private Reading known(long position) {
            return Objects.requireNonNull(known.get(position));
        }
    }
}
