package io.tidegate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jain, Gini and Lorenz from bins against the sums over all values that define them. */
class InequalityTest {
    private static double[] values(double sigma, long seed) {
        Random random = new Random(seed);
        double[] values = new double[3000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 50 == 0 ? 0 : StrictMath.exp(9 + sigma * random.nextGaussian());
        }
        return values;
    }

    private static Inequality of(double... values) {
        Inequality all = new Inequality();
        for (double value : values) {
            all.add(value);
        }
        return all;
    }

    /** The mean absolute difference of all pairs over twice the mean. */
    private static double gini(double[] values) {
        double differences = 0;
        for (double a : values) {
            for (double b : values) {
                differences += StrictMath.abs(a - b);
            }
        }
        double n = values.length;
        return differences / (2 * n * Arrays.stream(values).sum());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 1.2, 3})
    void agreesWithDirectSums(double sigma) {
        double[] values = values(sigma, 7);
        Inequality all = of(values);
        double sum = Arrays.stream(values).sum();
        double squares = Arrays.stream(values).map(x -> x * x).sum();
        assertThat(all.count()).isEqualTo(values.length);
        assertThat(all.jain()).isCloseTo(sum * sum / (values.length * squares), within(1e-9));
        double exact = gini(values);
        assertThat(all.giniError()).isBetween(0.0, 0.011);
        assertThat(exact - all.gini()).isBetween(-1e-9, all.giniError() + 1e-9);
    }

    @Test
    void everyPairOfTheLorenzCurveIsExact() {
        double[] values = values(1.2, 11);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] cumulative = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            cumulative[i + 1] = cumulative[i] + sorted[i];
        }
        List<double[]> curve = of(values).lorenz(100);
        assertThat(curve.get(0)).containsExactly(0, 0);
        assertThat(curve.get(curve.size() - 1)).containsExactly(1, 1);
        assertThat(curve).hasSizeBetween(50, 201);
        for (double[] pair : curve) {
            int people = (int) StrictMath.round(pair[0] * sorted.length);
            assertThat(pair[1]).isCloseTo(cumulative[people] / cumulative[sorted.length], within(1e-9));
        }
    }

    @Test
    void knownCases() {
        assertThat(of(5, 5, 5, 5).jain()).isEqualTo(1);
        assertThat(of(5, 5, 5, 5).gini()).isCloseTo(0, within(1e-12));
        assertThat(of(0, 0, 0, 8).jain()).isEqualTo(0.25);
        assertThat(of(0, 0, 0, 8).gini()).isCloseTo(0.75, within(1e-12));
        assertThat(of(1, 3).gini()).isCloseTo(0.25, within(1e-12));
        assertThat(of(0, 0, 0, 8).topShare(0.25)).isEqualTo(1);
        assertThat(of(2, 2, 2, 2).topShare(0.1)).isCloseTo(0.1, within(1e-12));
        assertThat(of().jain()).isNaN();
        assertThat(of().gini()).isNaN();
        assertThat(of(0, 0).lorenz(10)).isEmpty();
        assertThatThrownBy(() -> of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mergingIsCountingTogether() {
        double[] values = values(1, 3);
        Inequality together = of(values);
        Inequality merged = of(Arrays.copyOfRange(values, 0, 1234));
        merged.merge(of(Arrays.copyOfRange(values, 1234, values.length)));
        assertThat(merged.count()).isEqualTo(together.count());
        assertThat(merged.jain()).isCloseTo(together.jain(), within(1e-12));
        assertThat(merged.gini()).isCloseTo(together.gini(), within(1e-12));
    }
}
