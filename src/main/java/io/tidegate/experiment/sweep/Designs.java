package io.tidegate.experiment.sweep;

import io.tidegate.random.SobolPoints;
import io.tidegate.random.Streams;
import io.tidegate.scenario.SweepSpec;
import io.tidegate.scenario.Varied;
import java.util.ArrayList;
import java.util.List;
import umontreal.ssj.hups.LatinHypercube;
import umontreal.ssj.rng.RandomStream;

/**
 * The points of a design. Its seed alone decides what is drawn. With a random design or a Sobol sequence, more points begin with
 * the same points.
 *
 * <p>Source: M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21(2), 1979 (Latin hypercubes).
 */
final class Designs {
    /** The most points that a sweep may have. */
    static final int MOST_POINTS = SobolPoints.MOST;

    private static final int MOST_DIMENSIONS = SobolPoints.MOST_DIMENSIONS;
    private static final double BELOW_ONE = 0x1.fffffffffffffp-1;

    private Designs() {}

    /**
     * The points, each with one text for everything that is varied.
     *
     * @throws IllegalArgumentException if the design cannot be made; the message says why
     */
    static List<List<String>> points(SweepSpec spec, List<Varied> varied) {
        if (varied.isEmpty()) {
            throw new IllegalArgumentException("nothing is varied");
        }
        if (varied.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("at most " + MOST_DIMENSIONS + " values can be varied at once");
        }
        return switch (spec.design()) {
            case GRID -> grid(levels(spec, varied));
            case LIST -> list(levels(spec, varied));
            case RANDOM, SOBOL, LATIN_HYPERCUBE -> sampled(spec, varied);
        };
    }

    private static List<List<String>> levels(SweepSpec spec, List<Varied> varied) {
        String design = spec.design() == SweepSpec.Design.GRID ? "a grid" : "a list";
        if (spec.points() != 0) {
            throw new IllegalArgumentException(
                    "the points of " + design + " follow from its values: leave their number out");
        }
        List<List<String>> all = new ArrayList<>();
        for (Varied each : varied) {
            if (each.levels().isEmpty()) {
                throw new IllegalArgumentException("in " + design + " the range of " + each.path()
                        + " needs a number of steps; random, sobol and latin-hypercube need none");
            }
            all.add(each.levels());
        }
        return all;
    }

    /** Every combination; the last value changes fastest. */
    private static List<List<String>> grid(List<List<String>> levels) {
        long count = 1;
        for (List<String> each : levels) {
            count = Math.min(count * each.size(), Integer.MAX_VALUE);
        }
        if (count > MOST_POINTS) {
            throw new IllegalArgumentException("a grid of more than " + MOST_POINTS + " points");
        }
        List<List<String>> points = new ArrayList<>();
        for (int point = 0; point < count; point++) {
            List<String> values = new ArrayList<>();
            int rest = point;
            for (int i = levels.size() - 1; i >= 0; i--) {
                int size = levels.get(i).size();
                values.add(0, levels.get(i).get(rest % size));
                rest /= size;
            }
            points.add(values);
        }
        return points;
    }

    private static List<List<String>> list(List<List<String>> levels) {
        int size = levels.get(0).size();
        if (levels.stream().anyMatch(each -> each.size() != size)) {
            throw new IllegalArgumentException("a list needs as many values of each path, found "
                    + String.join(
                            ", ",
                            levels.stream()
                                    .map(each -> Integer.toString(each.size()))
                                    .toList()));
        }
        List<List<String>> points = new ArrayList<>();
        for (int point = 0; point < size; point++) {
            int at = point;
            points.add(levels.stream().map(each -> each.get(at)).toList());
        }
        return points;
    }

    private static List<List<String>> sampled(SweepSpec spec, List<Varied> varied) {
        int n = spec.points();
        if (n < 1 || n > MOST_POINTS) {
            throw new IllegalArgumentException("this design needs a number of points, 1 to " + MOST_POINTS);
        }
        double[][] cube = cube(spec, n, varied.size());
        List<List<String>> points = new ArrayList<>();
        for (double[] place : cube) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < varied.size(); i++) {
                values.add(varied.get(i).at(place[i]));
            }
            points.add(values);
        }
        return points;
    }

    /** Points of a unit cube: one row a point, one column a dimension, each 0 or more and less than 1. */
    static double[][] cube(SweepSpec spec, int points, int dimensions) {
        if (spec.design() == SweepSpec.Design.SOBOL) {
            return SobolPoints.of(spec.seed(), points, dimensions);
        }
        RandomStream stream = Streams.of(spec.seed(), 0, 0, Streams.Role.DESIGN);
        LatinHypercube hypercube = null;
        if (spec.design() == SweepSpec.Design.LATIN_HYPERCUBE) {
            hypercube = new LatinHypercube(points, dimensions);
            hypercube.randomize(stream);
        }
        double[][] cube = new double[points][dimensions];
        for (int point = 0; point < points; point++) {
            for (int i = 0; i < dimensions; i++) {
                double u = hypercube == null ? stream.nextDouble() : hypercube.getCoordinate(point, i);
                cube[point][i] = Math.min(u, BELOW_ONE);
            }
        }
        return cube;
    }
}
