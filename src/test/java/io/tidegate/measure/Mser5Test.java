package io.tidegate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Mser5Test {
    /** Autoregressive noise of mean 0, correlation 0.7 and innovation 1, with 30·exp(-t/40) on top: above noise until t = 100. */
    private static double[] transientSeries(int n, double size, long seed) {
        Random random = new Random(seed);
        double[] series = new double[n];
        double noise = random.nextGaussian() / Math.sqrt(1 - 0.49);
        for (int t = 0; t < n; t++) {
            series[t] = noise + size * Math.exp(-t / 40.0);
            noise = 0.7 * noise + random.nextGaussian();
        }
        return series;
    }

    private static double meanFrom(double[] series, int from) {
        return Arrays.stream(series, from, series.length).average().orElseThrow();
    }

    @Test
    void dropsAKnownTransient() {
        for (int seed = 0; seed < 20; seed++) {
            double[] series = transientSeries(4000, 30, seed);
            int cut = Mser5.truncation(series).orElseThrow();
            assertThat(cut % 5).isZero();
            // 30·exp(-60/40) = 6.7 still stands far out of noise of 1.4; after eight time constants nothing is left to
            // see.
            assertThat(cut).isBetween(60, 320);
            // Standard error of the mean 1/(0.3·√4000) = 0.053; six of them, twenty times: false alarm 4e-8.
            assertThat(meanFrom(series, cut)).isCloseTo(0, within(6 * 0.053));
        }
        double kept = 0;
        double all = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[] series = transientSeries(4000, 30, seed);
            kept += meanFrom(series, Mser5.truncation(series).orElseThrow()) / 20;
            all += meanFrom(series, 0) / 20;
        }
        // Kept whole, the transient adds 30·40/4000 = 0.3. Standard error of the average 0.012; five of them: false
        // alarm 6e-7.
        assertThat(all).isGreaterThan(0.3 - 5 * 0.012);
        assertThat(kept).isCloseTo(0, within(5 * 0.012));
    }

    @Test
    void keepsAlmostAllOfAStationarySeries() {
        int dropped = 0;
        for (int seed = 100; seed < 120; seed++) {
            dropped += Mser5.truncation(transientSeries(4000, 0, seed)).orElseThrow();
        }
        assertThat(dropped / 20.0).isLessThan(400);
    }

    @Test
    void isTheMinimumOfTheFormula() {
        double[] series = transientSeries(203, 10, 5);
        double least = Double.POSITIVE_INFINITY;
        int best = -1;
        double[] batches = new double[40];
        for (int i = 0; i < 40; i++) {
            batches[i] = Arrays.stream(series, 5 * i, 5 * i + 5).sum() / 5;
        }
        for (int d = 0; d <= 20; d++) {
            double mean = meanFrom(batches, d);
            double squares = Arrays.stream(batches, d, 40)
                    .map(x -> (x - mean) * (x - mean))
                    .sum();
            double error = squares / Math.pow(40 - d, 2);
            if (error < least) {
                least = error;
                best = d;
            }
        }
        assertThat(Mser5.truncation(series)).hasValue(5 * best);
    }

    @Test
    void tellsWhenASeriesIsTooShort() {
        double[] rising = new double[200];
        Arrays.setAll(rising, t -> t);
        assertThat(Mser5.truncation(rising)).isEqualTo(OptionalInt.empty());
        assertThat(Mser5.truncation(new double[9])).isEqualTo(OptionalInt.empty());
        assertThat(Mser5.truncation(new double[0])).isEqualTo(OptionalInt.empty());
    }

    @Test
    void aConstantSeriesHasNoTransient() {
        double[] constant = new double[100];
        Arrays.fill(constant, 7.3);
        assertThat(Mser5.truncation(constant)).hasValue(0);
    }
}
