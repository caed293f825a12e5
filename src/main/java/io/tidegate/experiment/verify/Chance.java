package io.tidegate.experiment.verify;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** How far chance takes an estimate from what it estimates. Without a generator, which Commons Math would seed from the clock. */
final class Chance {
    private Chance() {}

    /** Standard errors, estimated with some degrees of freedom, that are passed on either side with a probability. */
    static double student(int degrees, double probability) {
        return -new TDistribution(null, degrees, 1e-12).inverseCumulativeProbability(probability / 2);
    }

    /** The same for standard errors that are known. */
    static double normal(double probability) {
        return -new NormalDistribution(null, 0, 1, 1e-12).inverseCumulativeProbability(probability / 2);
    }
}
