package io.tidegate.experiment.sensitivity;

import io.tidegate.experiment.sensitivity.SobolIndex.Share;
import io.tidegate.random.Hash;
import io.tidegate.random.SobolPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Variance-based sensitivity: the shares of a value's variance that its inputs explain, each input independent and uniform in [0, 1).
 *
 * <p>A row of the design holds two independent points A and B and, for each input i, the point AB<sub>i</sub>: A with that input
 * of B. With f the value less its mean and V its variance over all A and B,
 *
 * <ul>
 *   <li>first order: S<sub>i</sub> = mean of f(B)·(f(AB<sub>i</sub>) - f(A)) / V, after Saltelli,
 *   <li>total order: T<sub>i</sub> = mean of (f(A) - f(AB<sub>i</sub>))² / 2V, after Jansen.
 * </ul>
 *
 * <p>Intervals are the percentile bootstrap's: rows are drawn anew with replacement. Rows of a Sobol sequence are more even than
 * independent rows, for which the bootstrap is made; so its intervals are rather too wide than too narrow: where the value is smooth,
 * they cover nearly always.
 *
 * <p>Sources: A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto, S. Tarantola, "Variance based sensitivity analysis of model
 * output. Design and estimator for the total sensitivity index", Computer Physics Communications 181, 2010, 259-270 (table 2, (b) and
 * (f)); M. J. W. Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117, 1999, 35-43; G. E. B.
 * Archer, A. Saltelli, I. M. Sobol', "Sensitivity measures, ANOVA-like techniques and the use of bootstrap", Journal of Statistical
 * Computation and Simulation 58, 1997.
 */
public final class SobolIndices {
    /** The fewest rows. */
    public static final int FEWEST_ROWS = 8;

    /** The most rows. */
    public static final int MOST_ROWS = 1 << 16;

    /** The most inputs: each takes two dimensions of the sequence. */
    public static final int MOST_INPUTS = SobolPoints.MOST_DIMENSIONS / 2;

    private SobolIndices() {}

    /** A value of inputs. */
    interface Answers {
        /**
         * The value at each of many points.
         *
         * @param points each with one number in [0, 1) an input
         * @return one number a point, in their order; NaN where the value is not known
         */
        double[] at(List<double[]> points) throws InterruptedException;
    }

    /** Evaluations that the indices take. */
    public static long evaluations(int rows, int inputs) {
        return (long) rows * (inputs + 2);
    }

    /**
     * Estimates the indices of all inputs.
     *
     * @param inputs how many there are, 1 to {@link #MOST_INPUTS}
     * @param rows of the design, {@link #FEWEST_ROWS} to {@link #MOST_ROWS}; a power of two is most even
     * @param seed of the design and of the bootstrap
     * @param answers the value
     * @return one an input, in their order
     * @throws IllegalArgumentException if there cannot be so many inputs or rows
     */
    static List<SobolIndex> of(int inputs, int rows, long seed, Answers answers) throws InterruptedException {
        if (rows < FEWEST_ROWS || rows > MOST_ROWS) {
            throw new IllegalArgumentException("need " + FEWEST_ROWS + " to " + MOST_ROWS + " rows, found " + rows);
        }
        double[] values = answers.at(points(SobolPoints.of(seed, rows, 2 * inputs), inputs));
        // Another seed than the design's, whose draws are spent on its scramble.
        return indices(values, inputs, rows, Hash.combine(seed, 1));
    }

    /** Row after row: A, B, then A with each one input of B. */
    private static List<double[]> points(double[][] cube, int inputs) {
        List<double[]> points = new ArrayList<>();
        for (double[] row : cube) {
            double[] a = Arrays.copyOf(row, inputs);
            double[] b = Arrays.copyOfRange(row, inputs, 2 * inputs);
            points.add(a);
            points.add(b);
            for (int i = 0; i < inputs; i++) {
                double[] mixed = a.clone();
                mixed[i] = b[i];
                points.add(mixed);
            }
        }
        return points;
    }

    private static List<SobolIndex> indices(double[] values, int inputs, int rows, long seed) {
        int width = inputs + 2;
        double[] a = column(values, 0, width, rows);
        double[] b = column(values, 1, width, rows);
        int unknown = unknown(a) + unknown(b);
        List<Integer> known = new ArrayList<>();
        List<double[]> mixed = new ArrayList<>();
        int[] missing = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            double[] column = column(values, 2 + i, width, rows);
            missing[i] = unknown + unknown(column);
            if (missing[i] == 0) {
                known.add(i);
                mixed.add(column);
            }
        }
        List<SobolIndex> all = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            all.add(new SobolIndex(Share.UNKNOWN, Share.UNKNOWN, missing[i]));
        }
        if (!known.isEmpty()) {
            List<SobolIndex> found = new RowBootstrap(a, b, mixed).indices(seed);
            for (int i = 0; i < known.size(); i++) {
                all.set(known.get(i), found.get(i));
            }
        }
        return List.copyOf(all);
    }

    private static double[] column(double[] values, int first, int width, int rows) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> values[row * width + first])
                .toArray();
    }

    private static int unknown(double[] column) {
        return (int) IntStream.range(0, column.length)
                .filter(row -> Double.isNaN(column[row]))
                .count();
    }
}
