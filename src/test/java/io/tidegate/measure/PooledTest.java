package io.tidegate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means over replications, and whether their intervals cover what they should. */
class PooledTest {
    /** The same by hand: three replications of two cells, each the mean of its cells. */
    @Test
    void fewReplicationsTakeTheirIntervalFromCells() {
        List<Replicates> replications = List.of(mean(1, 3), mean(2, 4), mean(3, 7));
        Estimate estimate = Pooled.estimate(replications);
        assertThat(estimate.value()).isCloseTo(10.0 / 3, within(1e-12));
        assertThat(estimate.n()).isEqualTo(6);
        // Variances of the means: 2/2, 2/2 and 8/2; their sum over 3² is 6/9; t of 3 degrees of freedom is 3.18245.
        assertThat(estimate.halfWidth()).isCloseTo(3.18245 * Math.sqrt(6.0 / 9), within(1e-4));
    }

    @Test
    void fiveReplicationsAreFiveValues() {
        Estimate estimate = Pooled.estimate(List.of(mean(0, 2), mean(1, 3), mean(2, 4), mean(3, 5), mean(4, 6)));
        assertThat(estimate.value()).isEqualTo(3);
        assertThat(estimate.n()).isEqualTo(5);
        // s² of 1..5 is 2.5; t of 4 degrees of freedom is 2.77645.
        assertThat(estimate.halfWidth()).isCloseTo(2.77645 * Math.sqrt(0.5), within(1e-4));
    }

    @Test
    void oneReplicationIsWhatItSaysItself() {
        Replicates one = mean(1, 2, 4, 8, 16, 17);
        assertThat(Pooled.estimate(List.of(one)).halfWidth())
                .isCloseTo(one.estimate().halfWidth(), within(1e-12));
    }

    @Test
    void tooFewGroupsHaveNoInterval() {
        assertThat(Pooled.estimate(List.of(mean(1, 2), mean(3, 4))).hasInterval())
                .isFalse();
        assertThat(Pooled.estimate(List.of(mean(1), mean(3), mean(4), mean(5))).hasInterval())
                .isFalse();
        assertThat(Pooled.estimate(List.of(mean(1, 2), mean(3, 4), Replicates.of(Double.NaN, new double[2])))
                        .isKnown())
                .isFalse();
    }

    /**
     * 4,000 experiments with normal cells: coverage of 95 % has a standard error of 0.345 %, so 4.5 of them are a false alarm of
     * 7e-6 each. With five replications a factor that the cells share is covered too.
     */
    @ParameterizedTest
    @CsvSource({"1, 5, 0", "2, 5, 0", "4, 5, 0", "4, 2, 0", "5, 5, 1", "8, 2, 3"})
    void intervalsCover(int replications, int cells, double shared) {
        Random random = new Random(7);
        int covered = 0;
        int experiments = 4000;
        for (int i = 0; i < experiments; i++) {
            List<Replicates> all = new ArrayList<>();
            for (int r = 0; r < replications; r++) {
                double common = shared * random.nextGaussian();
                double[] values = new double[cells];
                for (int c = 0; c < cells; c++) {
                    values[c] = 10 + common + random.nextGaussian();
                }
                all.add(Replicates.mean(values));
            }
            Estimate estimate = Pooled.estimate(all);
            covered += Math.abs(estimate.value() - 10) <= estimate.halfWidth() ? 1 : 0;
        }
        assertThat(covered / (double) experiments).isBetween(0.95 - 0.0155, 0.95 + 0.0155);
    }

    private static Replicates mean(double... values) {
        return Replicates.mean(values);
    }
}
