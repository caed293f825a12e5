package io.tidegate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AliasTableTest {
    @Test
    void impliesTheWeights() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n : new int[] {1, 2, 3, 10, 257, 1000}) {
            double[] weights = new double[n];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                // Over six powers of ten, and a fifth of them 0; never all.
                weights[i] = i > 0 && random.nextInt(5) == 0 ? 0 : StrictMath.pow(10, 6 * random.nextDouble());
                sum += weights[i];
            }
            AliasTable table = new AliasTable(weights);
            assertThat(table.size()).isEqualTo(n);
            for (int i = 0; i < n; i++) {
                assertThat(table.probability(i)).isCloseTo(weights[i] / sum, within(1e-13));
            }
        }
    }

    @Test
    void drawsWhatItImplies() {
        double[] weights = {5, 0, 1, 3, 1};
        AliasTable table = new AliasTable(weights);
        int draws = 100_000;
        int[] counts = new int[weights.length];
        for (int i = 0; i < draws; i++) {
            counts[table.sample(Hash.combine(11, i))]++;
        }
        assertThat(counts[1]).isZero();
        double chiSquare = 0;
        for (int i : new int[] {0, 2, 3, 4}) {
            double expected = draws * weights[i] / 10;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        // 3 degrees of freedom: exceeded with probability 1e-6.
        assertThat(chiSquare).isLessThan(30.66);
    }

    @Test
    void reachesBothEnds() {
        AliasTable table = new AliasTable(1, 1, 1);
        assertThat(table.sample(0)).isZero();
        assertThat(table.sample(-1)).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> new AliasTable(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AliasTable(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AliasTable(Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AliasTable(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(AliasTable::new).isInstanceOf(IllegalArgumentException.class);
    }
}
