package io.tidegate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.probdist.StudentDist;

class ReplicatesTest {
    /** Groups and Student's 97.5 % point for one degree of freedom less, from a printed table. */
    @ParameterizedTest
    @CsvSource({"5, 2.776445", "10, 2.262157", "20, 2.093024"})
    void intervalOfAMeanIsTheTextbooks(int n, double student) {
        double[] values = normals(n, new Random(1));
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (n - 1);
        Estimate estimate = Replicates.mean(values).estimate();
        assertThat(estimate.value()).isCloseTo(mean, within(1e-12));
        assertThat(estimate.halfWidth()).isCloseTo(student * Math.sqrt(variance / n), within(1e-6));
        assertThat(estimate.n()).isEqualTo(n);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 9, 19, 63, 500})
    void studentsQuantileIsSsjs(int degrees) {
        assertThat(Replicates.student(degrees)).isCloseTo(StudentDist.inverseF(degrees, 0.975), within(1e-8));
    }

    @Test
    void aMeanIsTheRatioToOnes() {
        double[] values = normals(8, new Random(2));
        double[] ones = new double[8];
        Arrays.fill(ones, 1);
        Estimate ratio = Replicates.ratio(values, ones).estimate();
        Estimate mean = Replicates.mean(values).estimate();
        assertThat(ratio.value()).isCloseTo(mean.value(), within(1e-14));
        assertThat(ratio.halfWidth()).isCloseTo(mean.halfWidth(), within(1e-12));
    }

    @Test
    void ratioByHand() {
        // Sums 9/20; leaving out the i-th: 8/16, 7/16, 7/16, 8/16, 6/16: mean 7.2/16, squares
        // (0.64+0.04+0.04+0.64+1.44)/256.
        Replicates ratio = Replicates.ratio(new double[] {1, 2, 2, 1, 3}, new double[] {4, 4, 4, 4, 4});
        assertThat(ratio.value()).isEqualTo(0.45);
        assertThat(ratio.estimate().halfWidth()).isCloseTo(2.776445 * Math.sqrt(0.8 * 2.8 / 256), within(1e-6));
    }

    @Test
    void pairedDifferenceIsThatOfTheDifferences() {
        Random random = new Random(3);
        double[] before = normals(12, random);
        double[] after = new double[12];
        double[] change = new double[12];
        for (int i = 0; i < 12; i++) {
            after[i] = before[i] + 0.1 * random.nextGaussian();
            change[i] = after[i] - before[i];
        }
        Estimate paired = Replicates.mean(after).minus(Replicates.mean(before)).estimate();
        Estimate direct = Replicates.mean(change).estimate();
        assertThat(paired.value()).isCloseTo(direct.value(), within(1e-12));
        assertThat(paired.halfWidth()).isCloseTo(direct.halfWidth(), within(1e-12));
        assertThat(paired.halfWidth())
                .isLessThan(0.3 * Replicates.mean(after).estimate().halfWidth());
        assertThatThrownBy(() -> Replicates.mean(new double[3]).minus(Replicates.mean(new double[4])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fewerThanFiveGroupsHaveNoInterval() {
        for (int n = 1; n <= 4; n++) {
            Estimate estimate = Replicates.mean(normals(n, new Random(4))).estimate();
            assertThat(estimate.isKnown()).isTrue();
            assertThat(estimate.hasInterval()).isFalse();
            assertThat(estimate.n()).isEqualTo(n);
        }
        assertThat(Replicates.mean(new double[0]).estimate().isKnown()).isFalse();
        assertThat(Replicates.quantile(List.of(), 0.5).estimate().isKnown()).isFalse();
    }

    @Test
    void whatCannotBeDividedIsNotKnown() {
        Estimate nothing = Replicates.ratio(new double[6], new double[6]).estimate();
        assertThat(nothing.isKnown()).isFalse();
        assertThat(nothing.hasInterval()).isFalse();
        // All that there is lies in one group: without it there is nothing to divide by, hence no interval.
        Estimate one = Replicates.ratio(new double[] {0, 0.1, 0, 0, 0}, new double[] {0, 0.3, 0, 0, 0})
                .estimate();
        assertThat(one.value()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(one.hasInterval()).isFalse();
    }

    @Test
    void quantileIsThatOfAllValuesAndItsIntervalThatOfSortedLists() {
        Random random = new Random(6);
        int n = 7;
        List<double[]> groups = new ArrayList<>();
        List<LatencyHistogram> histograms = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] values = logNormals(150 + 10 * i, random);
            groups.add(values);
            histograms.add(histogram(values));
        }
        double[] leftOut = new double[n];
        for (int i = 0; i < n; i++) {
            List<double[]> others = new ArrayList<>(groups);
            others.remove(i);
            leftOut[i] = quantile(others, 0.9);
        }
        double centre = Arrays.stream(leftOut).average().orElseThrow();
        double squares =
                Arrays.stream(leftOut).map(x -> (x - centre) * (x - centre)).sum();
        double halfWidth = StudentDist.inverseF(n - 1, 0.975) * Math.sqrt(squares * (n - 1) / n);
        Estimate estimate = Replicates.quantile(histograms, 0.9).estimate();
        double exact = quantile(groups, 0.9);
        assertThat(estimate.value()).isCloseTo(exact, within(0.001 * exact));
        assertThat(estimate.halfWidth()).isCloseTo(halfWidth, within(0.02 * halfWidth));
        assertThat(histograms.get(0).count()).isEqualTo(150);
    }

    private static double quantile(List<double[]> groups, double p) {
        double[] all = groups.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[(int) Math.ceil(p * all.length) - 1];
    }

    @Test
    void quantileThatIsNotResolvedIsNotKnown() {
        List<LatencyHistogram> groups = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            groups.add(histogram(logNormals(100, new Random(i))));
        }
        assertThat(Replicates.quantile(groups, 0.5).estimate().hasInterval()).isTrue();
        assertThat(Replicates.quantile(groups, 0.99).estimate().isKnown()).isFalse();
        assertThat(Replicates.quantile(groups, 0.99).estimate().hasInterval()).isFalse();
        assertThat(Replicates.quantile(groups, 0.99).estimate().n()).isEqualTo(6);
    }

    /** For normal values the interval is exact: 95 % of 20,000, ± 5 standard errors of 0.154 %; false alarm 6e-7 each. */
    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void intervalsOfMeansCoverAtTheirRate(int n) {
        Random random = new Random(10);
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            hits += covers(Replicates.mean(normals(n, random)), 0);
        }
        assertThat(hits / 20_000.0).isBetween(0.95 - 0.0077, 0.95 + 0.0077);
    }

    /**
     * Denominators vary by 22 % and the share by 15 %. Coverage measured with 20,000 others: 94.2 % and 94.5 %; the bounds lie
     * six standard errors away: false alarm below 1e-8.
     */
    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void intervalsOfRatiosCoverNearTheirRate(int n) {
        Random random = new Random(11);
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            double[] below = new double[n];
            double[] above = new double[n];
            for (int j = 0; j < n; j++) {
                below[j] = 100 * (1 + 0.22 * Math.sqrt(3) * (2 * random.nextDouble() - 1));
                above[j] = 0.3 * below[j] * (1 + 0.15 * random.nextGaussian());
            }
            hits += covers(Replicates.ratio(above, below), 0.3);
        }
        assertThat(hits / 20_000.0).isBetween(0.93, 0.96);
    }

    /**
     * Coverage measured with 4,000 others: 94.4 % and 93.6 %. The bounds lie four standard errors above and five below, and
     * exclude 88 %, what five groups would have with the normal quantile for Student's; false alarm 4e-5 each.
     */
    @ParameterizedTest
    @CsvSource({"5, 1000, 0.907, 0.98", "20, 400, 0.875, 0.985"})
    void intervalsOfMediansCoverNearTheirRate(int n, int times, double from, double to) {
        Random random = new Random(12);
        int hits = 0;
        for (int i = 0; i < times; i++) {
            List<LatencyHistogram> groups = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                groups.add(histogram(logNormals(200, random)));
            }
            hits += covers(Replicates.quantile(groups, 0.5), 1);
        }
        assertThat(hits / (double) times).isBetween(from, to);
    }

    private static int covers(Replicates replicates, double truth) {
        Estimate estimate = replicates.estimate();
        return Math.abs(estimate.value() - truth) <= estimate.halfWidth() ? 1 : 0;
    }

    private static LatencyHistogram histogram(double[] values) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (double value : values) {
            histogram.record(value);
        }
        return histogram;
    }

    private static double[] normals(int n, Random random) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    private static double[] logNormals(int n, Random random) {
        double[] values = normals(n, random);
        Arrays.setAll(values, i -> Math.exp(values[i]));
        return values;
    }

    /** Of a mean it is the textbook's s²/n: 2.5/5. */
    @Test
    void varianceOfAMean() {
        assertThat(Replicates.mean(new double[] {1, 2, 3, 4, 5}).variance()).isCloseTo(0.5, within(1e-12));
        assertThat(Replicates.mean(new double[] {1, 2, 3, 4}).variance()).isNaN();
    }
}
