package io.tidegate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.probdist.PoissonDist;

class PoissonTest {
    /** Eight means, each rejected by chance with probability 1e-6. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 3, 17, 29.9, 30.1, 80, 1000})
    void countsFollowTheDistribution(double mean) {
        int draws = 100_000;
        int[] counts = new int[2000];
        for (int i = 0; i < draws; i++) {
            counts[Poisson.sample(mean, Hash.unit(Hash.combine(19, i)))]++;
        }
        PoissonDist theory = new PoissonDist(mean);
        double chiSquare = 0;
        int bins = 0;
        double expected = 0;
        double observed = 0;
        double left = draws;
        // Bins of at least ten expected counts; the last takes the rest.
        for (int k = 0; k < counts.length; k++) {
            expected += draws * theory.prob(k);
            observed += counts[k];
            boolean last = k == counts.length - 1;
            if (last || (expected >= 10 && left - expected >= 10)) {
                double there = last ? left : expected;
                chiSquare += (observed - there) * (observed - there) / there;
                left -= expected;
                bins++;
                expected = 0;
                observed = 0;
            }
        }
        double p = 1 - new ChiSquaredDistribution(null, bins - 1).cumulativeProbability(chiSquare);
        assertThat(p).isGreaterThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 12, 29, 31, 47.5, 2500, 1e5})
    void isTheLeastCountWhoseCumulativeProbabilityExceedsTheDraw(double mean) {
        for (double u : new double[] {1e-9, 0.001, 0.2, 0.5, 0.77, 0.999, 1 - 1e-9}) {
            int count = Poisson.sample(mean, u);
            assertThat(PoissonDist.cdf(mean, count)).isGreaterThan(u - 1e-10);
            if (count > 0) {
                assertThat(PoissonDist.cdf(mean, count - 1)).isLessThan(u + 1e-10);
            }
        }
    }

    @Test
    void neverFallsWhenTheMeanOrTheDrawRises() {
        for (double u = 0.0005; u < 1; u += 0.001) {
            int before = 0;
            for (double mean = 0; mean < 120; mean += 0.37) {
                int count = Poisson.sample(mean, u);
                assertThat(count).isGreaterThanOrEqualTo(before);
                before = count;
            }
        }
        for (double mean : new double[] {0.7, 25, 35, 1000}) {
            int before = 0;
            for (double u = 0; u < 1; u += 0.0001) {
                int count = Poisson.sample(mean, u);
                assertThat(count).isGreaterThanOrEqualTo(before);
                before = count;
            }
        }
    }

    @Test
    void endsAreFinite() {
        double last = Math.nextDown(1.0);
        for (double mean : new double[] {0, 1e-300, 1, 29.99, 30.01, 50, 1e8}) {
            assertThat(Poisson.sample(mean, 0)).isBetween(0, (int) mean);
            // Chernoff: above mean + 12 (sqrt(mean) + 3) with probability below 1e-17.
            assertThat((double) Poisson.sample(mean, last)).isBetween(0.0, mean + 12 * (Math.sqrt(mean) + 3));
        }
        assertThat(Poisson.sample(0, last)).isZero();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        for (double mean : new double[] {-1, Double.NaN, 2e8}) {
            assertThatThrownBy(() -> Poisson.sample(mean, 0.5)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double u : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> Poisson.sample(1, u)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
