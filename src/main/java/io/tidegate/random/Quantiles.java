package io.tidegate.random;

import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * Quantiles from either end, the same bits on every JDK. SSJ's {@code probdist} has them too, and is what the tests compare
 * with; but it calls {@code Math.exp} and {@code Math.log}, whose last bit is the processor's choice, and rounding the result
 * would only make a difference rarer. Commons Math computes its special functions in plain arithmetic.
 */
final class Quantiles {
    private Quantiles() {}

    /** The standard normal value that is exceeded with probability {@code v}, 0 to 1. */
    static double normalAbove(double v) {
        return Math.sqrt(2) * Erf.erfcInv(2 * v);
    }

    /** The value of a standard gamma distribution that is undercut with probability {@code v}, above 0 to 1/2. */
    static double gammaBelow(double shape, double v) {
        // Near 0 the distribution function is x^shape / Γ(shape + 1), less by a share of x·shape/(shape + 1). This
        // start lies
        // below the root everywhere.
        double y = (StrictMath.log(v) + Gamma.logGamma(shape + 1)) / shape;
        if (y < -25) {
            return StrictMath.exp(y);
        }
        // Newton in logarithms: the logarithm of the distribution function is concave in that of x, so it comes from
        // below.
        for (int i = 0; i < 100; i++) {
            double x = StrictMath.exp(y);
            double below = Gamma.regularizedGammaP(shape, x);
            double step = (StrictMath.log(v) - StrictMath.log(below)) * below / slope(shape, x, y);
            y += step;
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        return StrictMath.exp(y);
    }

    /** The value of a standard gamma distribution that is exceeded with probability {@code v}, above 0 to 1/2. */
    static double gammaAbove(double shape, double v) {
        // A start above the root, as the tail beyond it is e^-excess at most (Boucheron, Lugosi, Massart,
        // "Concentration
        // Inequalities", 2013, section 2.4). The logarithm of the tail is concave in that of x, so Newton comes from
        // above.
        double excess = -StrictMath.log(v);
        double y = StrictMath.log(shape + Math.sqrt(2 * shape * excess) + excess);
        for (int i = 0; i < 100; i++) {
            double x = StrictMath.exp(y);
            double above = Gamma.regularizedGammaQ(shape, x);
            double step = (StrictMath.log(above) - StrictMath.log(v)) * above / slope(shape, x, y);
            y += step;
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        return StrictMath.exp(y);
    }

    /** Density times x: the slope of the distribution function against the logarithm of x. */
    private static double slope(double shape, double x, double y) {
        return StrictMath.exp(shape * y - x - Gamma.logGamma(shape));
    }
}
