package io.tidegate.experiment;

import io.tidegate.scenario.StepMeasurement;
import io.tidegate.serving.StepLaw;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The law of one set of rows as a least-squares problem: {@code c_j = s_j θ_j²} with scales that make every term as great as a whole
 * step somewhere, and {@code ln n0 = ln(most) sin² φ}.
 */
final class StepLawProblem {
    private static final int MOST_STEPS = 2000;
    private static final double TOLERANCE = 1e-10;
    /** The part of a step below which a term is none: squares only come near 0. */
    private static final double NOTHING = 1e-7;

    private static final int TERMS = StepFeatures.LINEAR + 1;
    private static final int EXPERTS = StepFeatures.LINEAR;

    private final List<StepMeasurement> rows;
    private final boolean experts;
    private final boolean varyN0;
    private final double[][] factors;
    private final double[] scale = new double[TERMS];
    private final double[] start;
    private final double firstN0;
    private double[] best;
    private double bestLoss = Double.POSITIVE_INFINITY;

    StepLawProblem(List<StepMeasurement> rows, boolean experts, double n0, boolean varyN0) {
        this.rows = rows;
        this.experts = experts;
        this.varyN0 = varyN0;
        this.firstN0 = n0;
        this.factors = new double[rows.size()][];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = StepFeatures.linear(rows.get(i));
            double seconds = rows.get(i).seconds();
            for (int j = 0; j < EXPERTS; j++) {
                factors[i][j] /= seconds;
                scale[j] = StrictMath.max(scale[j], factors[i][j]);
            }
            if (experts) {
                scale[EXPERTS] = StrictMath.max(scale[EXPERTS], 1 / seconds);
            }
        }
        this.start = new double[TERMS + 1];
        int present = 0;
        for (int j = 0; j < TERMS; j++) {
            present += scale[j] > 0 ? 1 : 0;
            scale[j] = scale[j] > 0 ? 1 / scale[j] : 0;
        }
        Arrays.fill(start, 0, TERMS, StrictMath.sqrt(1.0 / present));
        start[TERMS] = StrictMath.asin(StrictMath.sqrt(StrictMath.log(n0) / StrictMath.log(StepLawFit.MOST_N0)));
        this.best = start.clone();
    }

    /**
     * A law and how well it fits.
     *
     * @param loss the sum over rows; less is better
     */
    record Solution(StepLaw law, double loss) {}

    Solution solve() {
        LeastSquaresBuilder problem = new LeastSquaresBuilder()
                .start(start)
                .target(new double[rows.size()])
                .model(this::evaluate)
                .maxEvaluations(10 * MOST_STEPS)
                .maxIterations(MOST_STEPS)
                .checker((iteration, before, after) -> iteration >= MOST_STEPS - 1);
        LevenbergMarquardtOptimizer optimizer = new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(TOLERANCE)
                .withParameterRelativeTolerance(TOLERANCE)
                .withOrthoTolerance(TOLERANCE);
        try {
            optimizer.optimize(problem.build());
        } catch (ConvergenceException e) {
            // It can go no further in double precision; the best point seen is the answer.
            return solution();
        }
        return solution();
    }

    private Solution solution() {
        double[] c = new double[TERMS];
        for (int j = 0; j < TERMS; j++) {
            double size = best[j] * best[j];
            c[j] = size < NOTHING ? 0 : size * scale[j];
        }
        double n0 = experts && c[EXPERTS] > 0 ? n0(best) : 1;
        return new Solution(new StepLaw(c[0], c[1], c[2], c[3], c[4], c[5], c[EXPERTS], n0, 1, 1), bestLoss);
    }

    private double n0(double[] theta) {
        if (!varyN0) {
            return firstN0;
        }
        double sine = StrictMath.sin(theta[TERMS]);
        return StrictMath.max(1, StrictMath.exp(StrictMath.log(StepLawFit.MOST_N0) * sine * sine));
    }

    private Pair<RealVector, RealMatrix> evaluate(RealVector at) {
        double[] theta = at.toArray();
        double n0 = n0(theta);
        double logSlope = varyN0 ? StrictMath.log(StepLawFit.MOST_N0) * StrictMath.sin(2 * theta[TERMS]) : 0;
        double[] values = new double[rows.size()];
        double[][] slopes = new double[rows.size()][TERMS + 1];
        double loss = 0;
        for (int i = 0; i < values.length; i++) {
            StepMeasurement row = rows.get(i);
            double relative = -1;
            for (int j = 0; j < EXPERTS; j++) {
                double factor = factors[i][j] * scale[j];
                relative += factor * theta[j] * theta[j];
                slopes[i][j] = 2 * factor * theta[j];
            }
            if (experts) {
                double unit = scale[EXPERTS] / row.seconds();
                double touched = unit * StepFeatures.touched(row, n0);
                double size = theta[EXPERTS] * theta[EXPERTS];
                relative += touched * size;
                slopes[i][EXPERTS] = 2 * touched * theta[EXPERTS];
                slopes[i][TERMS] = logSlope == 0 ? 0 : size * unit * StepFeatures.touchedSlope(row, n0) * logSlope;
            }
            double root = StrictMath.sqrt(1 + relative * relative / (StepLawFit.DELTA * StepLawFit.DELTA));
            // √(root − 1) without loss of digits where the residual is small.
            double softened = relative * StrictMath.sqrt(2 / (root + 1));
            double slope = softened == 0 ? 1 : relative / (root * softened);
            values[i] = softened;
            loss += softened * softened;
            for (int j = 0; j < slopes[i].length; j++) {
                slopes[i][j] *= slope;
            }
        }
        if (loss < bestLoss) {
            bestLoss = loss;
            best = theta;
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
    }
}
