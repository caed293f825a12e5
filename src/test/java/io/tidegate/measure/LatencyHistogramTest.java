package io.tidegate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final double[] SHARES = {0.001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999};

    /** Log-normal about 0.3 s: from milliseconds to minutes. */
    private static double[] latencies(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 0.3 * Math.exp(1.5 * random.nextGaussian());
        }
        return values;
    }

    private static LatencyHistogram fill(LatencyHistogram histogram, double[] values) {
        for (double value : values) {
            histogram.record(value);
        }
        return histogram;
    }

    private static double[] statistics(LatencyHistogram h) {
        double[] all = new double[SHARES.length + 3];
        for (int i = 0; i < SHARES.length; i++) {
            all[i] = h.quantile(SHARES[i]);
        }
        all[SHARES.length] = h.mean();
        all[SHARES.length + 1] = h.count();
        all[SHARES.length + 2] = h.clamped();
        return all;
    }

    @Test
    void quantilesAndMeanAreThoseOfTheSortedValues() {
        double[] values = latencies(50_000, 1);
        LatencyHistogram full = fill(new LatencyHistogram(), values);
        LatencyHistogram compact = fill(LatencyHistogram.compact(), values);
        Arrays.sort(values);
        for (double p : SHARES) {
            double exact = values[(int) Math.ceil(p * values.length) - 1];
            assertThat(full.quantile(p)).isCloseTo(exact, withinPercentage(0.1));
            assertThat(compact.quantile(p)).isCloseTo(exact, withinPercentage(1));
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        assertThat(full.mean()).isCloseTo(mean, within(5e-7));
        assertThat(compact.mean()).isEqualTo(full.mean());
        assertThat(full.count()).isEqualTo(50_000);
    }

    @Test
    void orderOfMergingDoesNotMatter() {
        List<LatencyHistogram> parts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            parts.add(fill(new LatencyHistogram(), latencies(1000 + 37 * i, i)));
        }
        parts.get(3).record(1e9);
        LatencyHistogram forwards = new LatencyHistogram();
        parts.forEach(forwards::add);
        Collections.shuffle(parts, new Random(9));
        LatencyHistogram inPairs = new LatencyHistogram();
        for (int i = 0; i < parts.size(); i += 2) {
            LatencyHistogram pair = new LatencyHistogram();
            pair.add(parts.get(i));
            pair.add(parts.get(i + 1));
            inPairs.add(pair);
        }
        assertThat(statistics(inPairs)).isEqualTo(statistics(forwards));
        assertThat(inPairs.cdf(50)).usingRecursiveComparison().isEqualTo(forwards.cdf(50));
    }

    /** Equal parts, all small values and all greater ones of a third, one that ends its last bin, one of few values and one of none. */
    @Test
    void aQuantileWithoutAPartIsThatOfWhatIsLeft() {
        double[] low = latencies(2000, 3);
        Arrays.sort(low);
        List<LatencyHistogram> parts = List.of(
                fill(new LatencyHistogram(), latencies(5000, 1)),
                fill(new LatencyHistogram(), latencies(5000, 2)),
                fill(new LatencyHistogram(), Arrays.copyOf(low, 1000)),
                fill(new LatencyHistogram(), Arrays.copyOfRange(low, 1000, 2000)),
                fill(
                        new LatencyHistogram(),
                        Collections.nCopies(4000, ((1 << 20) - 1) / 1e6).stream()
                                .mapToDouble(each -> each)
                                .toArray()),
                fill(new LatencyHistogram(), latencies(12, 4)),
                new LatencyHistogram());
        LatencyHistogram all = new LatencyHistogram();
        parts.forEach(all::add);
        for (LatencyHistogram part : parts) {
            LatencyHistogram left = new LatencyHistogram();
            parts.stream().filter(other -> other != part).forEach(left::add);
            for (double p : SHARES) {
                assertThat(all.quantileWithout(part, p)).as("%s", p).isEqualTo(left.quantile(p));
            }
            assertThat(part.quantileWithout(part, 0.5)).isNaN();
        }
    }

    @Test
    void endsAreClampedAndCounted() {
        LatencyHistogram h = new LatencyHistogram();
        h.record(0);
        h.record(-1e-9);
        h.record(4e-7);
        h.record(6e-7);
        assertThat(h.quantile(0.75)).isZero();
        assertThat(h.quantile(1)).isEqualTo(1e-6);
        h.record(LatencyHistogram.MAX_SECONDS);
        assertThat(h.clamped()).isZero();
        h.record(Double.POSITIVE_INFINITY);
        h.record(200_000);
        assertThat(h.clamped()).isEqualTo(2);
        assertThat(h.quantile(1)).isCloseTo(172_800, withinPercentage(0.05));
        assertThat(h.count()).isEqualTo(7);
        assertThatThrownBy(() -> h.record(-0.001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> h.record(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resolvesWhatHasAHundredValuesBeyond() {
        LatencyHistogram h = fill(new LatencyHistogram(), new double[999]);
        assertThat(h.resolves(0.5)).isTrue();
        assertThat(h.resolves(0.9)).isFalse();
        assertThat(h.resolves(0.1)).isFalse();
        h.record(1);
        assertThat(h.resolves(0.9)).isTrue();
        assertThat(h.resolves(0.1)).isTrue();
        assertThat(h.resolves(0.99)).isFalse();
    }

    @Test
    void anEmptyOneKnowsNothing() {
        LatencyHistogram h = new LatencyHistogram();
        assertThat(h.mean()).isNaN();
        assertThat(h.quantile(0.5)).isNaN();
        assertThat(h.resolves(0.5)).isFalse();
        assertThat(h.cdf(10)).isEmpty();
    }

    @Test
    void cumulativeDistributionRisesFromTheLeastValueToOne() {
        LatencyHistogram h = fill(new LatencyHistogram(), latencies(7000, 4));
        for (int i = 0; i < 3000; i++) {
            h.record(0);
        }
        List<double[]> cdf = h.cdf(20);
        assertThat(cdf.get(0)).containsExactly(0, 0.3);
        assertThat(cdf.get(cdf.size() - 1)[1]).isEqualTo(1);
        assertThat(cdf.size()).isBetween(14, 22);
        for (int i = 1; i < cdf.size(); i++) {
            assertThat(cdf.get(i)[0]).isGreaterThan(cdf.get(i - 1)[0]);
            assertThat(cdf.get(i)[1]).isGreaterThan(cdf.get(i - 1)[1]);
            assertThat(h.quantile(cdf.get(i)[1])).isCloseTo(cdf.get(i)[0], within(1e-12));
        }
    }

    @Test
    void formsDoNotMix() {
        LatencyHistogram full = new LatencyHistogram();
        assertThatThrownBy(() -> full.add(LatencyHistogram.compact())).isInstanceOf(IllegalArgumentException.class);
    }
}
