package io.tidegate.experiment;

import io.tidegate.scenario.Experts;
import io.tidegate.scenario.StepMeasurement;
import io.tidegate.serving.StepLaw;
import java.util.List;

/**
 * Fits a step law to measurements by Levenberg–Marquardt: least loss over the relative residuals {@code r}, of the loss
 * {@code 2δ²(√(1 + (r/δ)²) − 1)}, which grows as r² below {@value #DELTA} and as |r| above, so that a bad row bends the law little.
 * Coefficients are squares of what is varied and so never negative; {@code n0} stays within 1 and {@value #MOST_N0}. A term that no
 * row has gets 0. The efficiencies are 1.
 */
public final class StepLawFit {
    /** Relative residual above which a row counts less than by its square. */
    static final double DELTA = 0.02;
    /** The greatest {@code n0} that is tried. */
    static final double MOST_N0 = 65_536;

    /** A term of expert weights, or another {@code n0}, must be worth a loss less by this; else rows do not tell it. */
    private static final double WORTH = 0.999;

    /** Where the search for {@code n0} starts. */
    private static final double[] STARTS = {16, 128, 1024, 8192};

    private StepLawFit() {}

    /**
     * The law of least loss.
     *
     * @param rows measurements, at least one
     * @param experts whether the law has a term of expert weights, and its {@code n0}
     */
    public static StepLaw fit(List<StepMeasurement> rows, Experts experts) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no rows to fit");
        }
        if (experts instanceof Experts.Known known) {
            return new StepLawProblem(rows, true, known.n0(), false).solve().law();
        }
        if (experts instanceof Experts.None) {
            return new StepLawProblem(rows, false, 1, false).solve().law();
        }
        StepLawProblem.Solution best = new StepLawProblem(rows, false, 1, false).solve();
        for (double start : STARTS) {
            StepLawProblem.Solution other = new StepLawProblem(rows, true, start, true).solve();
            best = other.loss() < WORTH * best.loss() ? other : best;
        }
        return best.law();
    }

    /** The mean step of a measurement by a law, in seconds. */
    public static double seconds(StepLaw law, StepMeasurement row) {
        return StepFeatures.seconds(law, row);
    }
}
