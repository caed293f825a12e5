package io.tidegate.experiment;

import io.tidegate.scenario.StepMeasurement;
import io.tidegate.scenario.StepMix;
import io.tidegate.serving.StepLaw;

/** What a step law multiplies its coefficients with, as a mean over the steps of a measurement. */
final class StepFeatures {
    /** Coefficients of the law that are linear: {@code c0, cB, cK, cP, cPC, cR}. */
    static final int LINEAR = 6;

    private StepFeatures() {}

    /** The factors of {@code c0, cB, cK, cP, cPC, cR}. */
    static double[] linear(StepMeasurement row) {
        double[] sum = new double[LINEAR];
        for (StepMix step : row.steps()) {
            double[] factors = {
                1, step.batch(), step.kvTokens(), step.prefill(), step.prefill() * step.position(), step.requests()
            };
            for (int i = 0; i < LINEAR; i++) {
                sum[i] += step.share() * factors[i];
            }
        }
        return sum;
    }

    /** The share of the expert weights that is touched. */
    static double touched(StepMeasurement row, double n0) {
        double sum = 0;
        for (StepMix step : row.steps()) {
            sum += step.share() * -StrictMath.expm1(-(step.batch() + step.prefill()) / n0);
        }
        return sum;
    }

    /** The derivative of {@link #touched} by the logarithm of {@code n0}. */
    static double touchedSlope(StepMeasurement row, double n0) {
        double sum = 0;
        for (StepMix step : row.steps()) {
            double tokens = (step.batch() + step.prefill()) / n0;
            sum -= step.share() * tokens * StrictMath.exp(-tokens);
        }
        return sum;
    }

    /** The mean step of a measurement by a law, in seconds. */
    static double seconds(StepLaw law, StepMeasurement row) {
        double[] x = linear(row);
        return law.effC() * (law.cB() * x[1] + law.cP() * x[3] + law.cPC() * x[4])
                + law.effM() * (law.c0() + law.cR() * x[5] + law.cK() * x[2] + law.w() * touched(row, law.n0()));
    }
}
