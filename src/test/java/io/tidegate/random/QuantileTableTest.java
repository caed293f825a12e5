package io.tidegate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.probdist.GammaDist;
import umontreal.ssj.probdist.LognormalDist;
import umontreal.ssj.probdist.NormalDist;

class QuantileTableTest {
    private static final double[] PROBABILITIES = {
        1e-9, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.4999, 0.5, 0.5001, 0.75, 0.9, 0.99, 0.999, 0.9999, 1 - 1e-6
    };

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.9, 1.5, 2.5})
    void logNormalHasItsMeanAndQuantiles(double sigma) {
        QuantileTable table = QuantileTable.logNormal(3, sigma);
        assertThat(mean(table)).isCloseTo(3 * StrictMath.exp(sigma * sigma / 2), withinPercentage(0.1));
        assertThat(table.at(0.5)).isCloseTo(3, within(1e-14));
        for (double u : PROBABILITIES) {
            double exact = sigma == 0 ? 3 : LognormalDist.inverseF(StrictMath.log(3), sigma, u);
            assertThat(table.at(u)).isCloseTo(exact, withinPercentage(0.05));
        }
    }

    @Test
    void exponentialHasItsMeanAndQuantiles() {
        QuantileTable table = QuantileTable.exponential();
        assertThat(mean(table)).isCloseTo(1, withinPercentage(0.01));
        for (double u : PROBABILITIES) {
            assertThat(table.at(u)).isCloseTo(-Math.log1p(-u), withinPercentage(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0 / 64, 1.0 / 16, 0.2, 0.5, 1, 2.5, 16, 64})
    void gammaHasItsMeanVarianceAndQuantiles(double shape) {
        QuantileTable table = QuantileTable.gamma(shape);
        assertThat(mean(table)).isCloseTo(1, withinPercentage(0.1));
        assertThat(moment(table, 2) - 1).isCloseTo(1 / shape, withinPercentage(0.3));
        GammaDist exact = new GammaDist(shape, shape);
        for (double u : PROBABILITIES) {
            // SSJ's own quantiles are off in the far tails; its distribution function is not: what comes back is
            // compared.
            double x = table.at(u);
            if (u > 0.5) {
                assertThat(exact.barF(x)).isCloseTo(1 - u, withinPercentage(0.2));
            } else if (x > 1e-290) {
                assertThat(exact.cdf(x)).isCloseTo(u, withinPercentage(0.2));
            }
        }
        for (double u : new double[] {0.5, 0.9, 0.99, 0.999}) {
            assertThat(table.at(u)).isCloseTo(exact.inverseF(u), within(5e-3 * exact.inverseF(u) + 1e-9));
        }
    }

    @Test
    void gammaOfShapeOneIsExponential() {
        QuantileTable gamma = QuantileTable.gamma(1);
        QuantileTable exponential = QuantileTable.exponential();
        for (double u : PROBABILITIES) {
            assertThat(gamma.at(u)).isCloseTo(exponential.at(u), withinPercentage(1e-8));
        }
    }

    @Test
    void normalQuantilesAreSsjs() {
        for (double v = 1e-12; v <= 0.5; v *= 1.3) {
            assertThat(Quantiles.normalAbove(v)).isCloseTo(-NormalDist.inverseF01(v), within(1e-4 * 1e-12 / v + 1e-13));
        }
    }

    @Test
    void tablesNeverFall() {
        QuantileTable[] tables = {
            QuantileTable.logNormal(1, 2),
            QuantileTable.exponential(),
            QuantileTable.gamma(1.0 / 64),
            QuantileTable.gamma(40)
        };
        for (QuantileTable table : tables) {
            double before = 0;
            for (double s = -40; s <= 40; s += 0.001) {
                double q = table.at(1 / (1 + StrictMath.exp(-s)));
                assertThat(q).isGreaterThanOrEqualTo(before).isFinite();
                before = q;
            }
            assertThat(table.at(0)).isFinite().isNotNegative();
            assertThat(table.at(1)).isFinite();
        }
    }

    @Test
    void givenQuantilesAreMetAndJoinedStraight() {
        QuantileTable table = QuantileTable.of(new double[] {-1, 2, 2, 10, 30});
        assertThat(table.at(0)).isEqualTo(-1);
        assertThat(table.at(0.25)).isEqualTo(2);
        assertThat(table.at(0.3)).isEqualTo(2);
        assertThat(table.at(0.5)).isEqualTo(2);
        assertThat(table.at(0.625)).isEqualTo(6);
        assertThat(table.at(1)).isEqualTo(30);
    }

    @Test
    void samplesWhatItTabulates() {
        QuantileTable table = QuantileTable.logNormal(2, 1);
        int draws = 100_000;
        int below = 0;
        for (int i = 0; i < draws; i++) {
            if (table.sample(Hash.combine(5, i)) < 2 * StrictMath.exp(-1)) {
                below++;
            }
        }
        // One standard deviation below the median: probability 0.158655. Five standard errors: false alarm 6e-7.
        assertThat(below / (double) draws).isCloseTo(0.158655, within(5 * 0.001155));
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> QuantileTable.logNormal(0, 1)).hasMessageContaining("median");
        assertThatThrownBy(() -> QuantileTable.logNormal(1, -1)).hasMessageContaining("sigma");
        assertThatThrownBy(() -> QuantileTable.gamma(0.01)).hasMessageContaining("shape");
        assertThatThrownBy(() -> QuantileTable.gamma(Double.NaN)).hasMessageContaining("shape");
        assertThatThrownBy(() -> QuantileTable.of(new double[] {1})).hasMessageContaining("two or more");
        assertThatThrownBy(() -> QuantileTable.of(new double[] {2, 1})).hasMessageContaining("never falling");
        assertThatThrownBy(() -> QuantileTable.of(new double[] {1, Double.NaN})).hasMessageContaining("finite");
    }

    private static double mean(QuantileTable table) {
        return moment(table, 1);
    }

    /** The integral of a power of the quantile function over probability, by the trapezium rule in the logit of probability. */
    private static double moment(QuantileTable table, int power) {
        double step = 1e-3;
        double sum = 0;
        for (int i = -30_000; i <= 30_000; i++) {
            double u = 1 / (1 + StrictMath.exp(-i * step));
            sum += StrictMath.pow(table.at(u), power) * u / (1 + StrictMath.exp(i * step)) * step;
        }
        return sum;
    }
}
