package io.tidegate.experiment.sweep;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which points of a sweep are one scenario, and so share their runs. */
final class Twins {
    private final Map<String, Integer> firsts = new HashMap<>();
    private final int[] first;
    private final int[] next;

    private Twins(int points) {
        this.first = new int[points];
        this.next = new int[points];
        Arrays.fill(next, -1);
    }

    static Twins of(List<SweepHead.Point> points) {
        Twins twins = new Twins(points.size());
        int[] last = new int[points.size()];
        for (int point = 0; point < last.length; point++) {
            Integer known = twins.firsts.putIfAbsent(points.get(point).scenario(), point);
            int begin = known == null ? point : known;
            twins.first[point] = begin;
            if (begin < point) {
                twins.next[last[begin]] = point;
            }
            last[begin] = point;
        }
        return twins;
    }

    /** The first point that is the same scenario as a point, perhaps itself. */
    int first(int point) {
        return first[point];
    }

    /** The next point that is the same scenario as a point; -1 where there is none. */
    int next(int point) {
        return next[point];
    }

    /** The first point that is a scenario, by its hash; -1 where none is. */
    int first(String scenario) {
        return firsts.getOrDefault(scenario, -1);
    }
}
