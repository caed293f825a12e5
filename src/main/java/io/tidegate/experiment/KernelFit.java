package io.tidegate.experiment;

import io.tidegate.serving.FittedRange;
import io.tidegate.serving.StepLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A step law fitted to steps composed of {@link KernelTimes}: least squares of the relative error over a grid of steps that the
 * machine can hold, decode, prefill and mixed steps with equal weight in all, no coefficient below 0. A dense model has no term
 * of expert weights.
 *
 * @param law the law, with efficiencies of 1: kernels alone
 * @param range where the grid lies
 * @param errors what is left between law and composed steps, by kind of step
 */
public record KernelFit(StepLaw law, FittedRange range, Map<Kind, Errors> errors) {
    /** Shortest chunk and context of the grid, in tokens. */
    private static final int SHORTEST_CHUNK = 128;

    private static final int SHORTEST_CONTEXT = 64;
    /** Tokens before the chunk. */
    private static final int[] BEFORE = {0, 512, 2048, 8192};

    private static final int LEAST_POINTS = 6;

    public KernelFit {
        errors = Map.copyOf(errors);
    }

    /** What a step does. */
    public enum Kind {
        DECODE,
        PREFILL,
        MIXED
    }

    /**
     * Absolute relative errors of the law.
     *
     * @param points steps of the grid
     * @param median half of them are below this
     * @param p90 nine in ten are below this
     * @param max none is above this
     */
    public record Errors(int points, double median, double p90, double max) {}

    /** A composed step and what the law sees of it. */
    private record Point(Kind kind, int batch, long held, int prefill, double position, double seconds) {
        double[] features() {
            return new double[] {1, batch, held, prefill, prefill * position, prefill > 0 ? 1 : 0};
        }
    }

    /**
     * Fits a law.
     *
     * @param times composed steps
     * @param kvTokens tokens that the machine's KV cache holds; steps that hold more are not looked at
     * @throws IllegalArgumentException if the tables give too few steps of a kind
     */
    public static KernelFit of(KernelTimes times, long kvTokens) {
        List<Point> points = grid(times, kvTokens);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        points.forEach(point -> counts.merge(point.kind, 1, Integer::sum));
        for (Kind kind : Kind.values()) {
            if (counts.getOrDefault(kind, 0) < LEAST_POINTS) {
                throw new IllegalArgumentException("the tables give " + counts.getOrDefault(kind, 0) + " "
                        + kind.name().toLowerCase(Locale.ROOT) + " steps that fit in " + kvTokens
                        + " tokens; need " + LEAST_POINTS);
            }
        }
        double[] best = nonNegative(points, counts);
        StepLaw law = new StepLaw(best[0], best[1], best[2], best[3], best[4], best[5], 0, 1, 1, 1);
        Map<Kind, Errors> errors = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            errors.put(
                    kind,
                    errors(points.stream().filter(point -> point.kind == kind).toList(), best));
        }
        int context = (int) Math.min(times.maxContext(), kvTokens);
        int batch = points.stream().mapToInt(Point::batch).max().orElse(1);
        return new KernelFit(law, new FittedRange(context, batch, times.maxPrefill(), 1), errors);
    }

    private static List<Point> grid(KernelTimes times, long kvTokens) {
        List<Point> points = new ArrayList<>();
        for (int batch = 1; batch <= times.maxBatch(); batch *= 2) {
            for (int context = SHORTEST_CONTEXT; context <= times.maxContext(); context *= 2) {
                add(points, times, kvTokens, batch, context, 0, 0);
                for (int prefill = SHORTEST_CHUNK; prefill <= times.maxPrefill(); prefill *= 2) {
                    for (int before : BEFORE) {
                        int chunk = Math.min(prefill, times.maxPrefill() - batch);
                        add(points, times, kvTokens, batch, context, chunk, before);
                    }
                }
            }
        }
        for (int prefill = SHORTEST_CHUNK; prefill <= times.maxPrefill(); prefill *= 2) {
            for (int before : BEFORE) {
                add(points, times, kvTokens, 0, 0, prefill, before);
            }
        }
        return points;
    }

    private static void add(
            List<Point> points, KernelTimes times, long kvTokens, int batch, int context, int prefill, int before) {
        long held = (long) batch * context;
        OptionalDouble seconds = times.seconds(batch, context, prefill, before);
        if (held + prefill + before <= kvTokens && seconds.isPresent()) {
            Kind kind = batch == 0 ? Kind.PREFILL : prefill == 0 ? Kind.DECODE : Kind.MIXED;
            points.add(new Point(kind, batch, held, prefill, before + 0.5 * prefill, seconds.getAsDouble()));
        }
    }

    /**
     * The least weighted squares without a coefficient below 0. With so few coefficients every set of them that may differ from 0
     * is tried, so that nothing depends on a start or a step size.
     */
    private static double[] nonNegative(List<Point> points, Map<Kind, Integer> counts) {
        int terms = points.get(0).features().length;
        double[] best = new double[terms];
        double least = Double.POSITIVE_INFINITY;
        for (int set = 1; set < 1 << terms; set++) {
            double[] solution = solve(points, counts, set, terms);
            double squares = 0;
            for (Point point : points) {
                squares += error(point, solution) * error(point, solution) / counts.getOrDefault(point.kind, 1);
            }
            if (squares < least && Arrays.stream(solution).allMatch(c -> c >= 0)) {
                least = squares;
                best = solution;
            }
        }
        return best;
    }

    private static double[] solve(List<Point> points, Map<Kind, Integer> counts, int set, int terms) {
        int[] used = IntStream.range(0, terms).filter(i -> (set >> i & 1) == 1).toArray();
        double[] scale = new double[used.length];
        double[][] rows = new double[points.size()][used.length];
        double[] wanted = new double[points.size()];
        for (int row = 0; row < rows.length; row++) {
            Point point = points.get(row);
            double[] features = point.features();
            wanted[row] = 1 / Math.sqrt(counts.getOrDefault(point.kind, 1));
            for (int i = 0; i < used.length; i++) {
                rows[row][i] = features[used[i]] / point.seconds * wanted[row];
                scale[i] = Math.max(scale[i], rows[row][i]);
            }
        }
        for (double[] row : rows) {
            for (int i = 0; i < used.length; i++) {
                row[i] /= scale[i];
            }
        }
        double[] solution = new double[terms];
        try {
            double[] found = new QRDecomposition(new Array2DRowRealMatrix(rows, false), 1e-12)
                    .getSolver()
                    .solve(new ArrayRealVector(wanted, false))
                    .toArray();
            for (int i = 0; i < used.length; i++) {
                solution[used[i]] = found[i] / scale[i];
            }
        } catch (SingularMatrixException e) {
            Arrays.fill(solution, -1);
        }
        return solution;
    }

    private static double error(Point point, double[] law) {
        double[] features = point.features();
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += law[i] * features[i];
        }
        return sum / point.seconds - 1;
    }

    private static Errors errors(List<Point> points, double[] law) {
        double[] sizes = points.stream()
                .mapToDouble(point -> Math.abs(error(point, law)))
                .sorted()
                .toArray();
        return new Errors(sizes.length, at(sizes, 0.5), at(sizes, 0.9), sizes[sizes.length - 1]);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1) + 0.5)];
    }
}
