package io.tidegate.experiment.sensitivity;

import io.tidegate.experiment.sensitivity.SobolIndex.Share;
import io.tidegate.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import umontreal.ssj.rng.RandomStream;

/** Indices of rows that are all known, and of rows drawn from them with replacement; see {@link SobolIndices}. */
final class RowBootstrap {
    private static final int RESAMPLES = 1000;

    /** Order statistics whose places are nearest to 2.5 % and 97.5 % of the resamples and one more. */
    private static final int LOW = 25;

    private static final int HIGH = 976;

    /** Less of the variance than this is what rounding leaves. */
    private static final double NOTHING = 1e-12;

    private final double[] a;
    private final double[] b;
    private final List<double[]> mixed;

    RowBootstrap(double[] a, double[] b, List<double[]> mixed) {
        double mean = (Arrays.stream(a).sum() + Arrays.stream(b).sum()) / (2.0 * a.length);
        this.a = less(a, mean);
        this.b = less(b, mean);
        this.mixed = mixed.stream().map(each -> less(each, mean)).toList();
    }

    /** So that little is lost where the mean is much greater than the deviation. */
    private static double[] less(double[] values, double mean) {
        return Arrays.stream(values).map(each -> each - mean).toArray();
    }

    /** One an input; not known where the value does not vary. */
    List<SobolIndex> indices(long seed) {
        int[] once = new int[a.length];
        Arrays.fill(once, 1);
        double least = varies() ? NOTHING * variance(once) : Double.POSITIVE_INFINITY;
        double[] estimates = estimates(once, least);
        double[][] resampled = new double[estimates.length][RESAMPLES];
        RandomStream stream = Streams.of(seed, 0, 0, Streams.Role.DESIGN);
        for (int sample = 0; sample < RESAMPLES; sample++) {
            int[] times = new int[a.length];
            for (int draw = 0; draw < a.length; draw++) {
                times[stream.nextInt(0, a.length - 1)]++;
            }
            double[] each = estimates(times, least);
            for (int i = 0; i < each.length; i++) {
                resampled[i][sample] = each[i];
            }
        }
        List<SobolIndex> all = new ArrayList<>();
        for (int i = 0; i < mixed.size(); i++) {
            all.add(new SobolIndex(
                    share(estimates[2 * i], resampled[2 * i]), share(estimates[2 * i + 1], resampled[2 * i + 1]), 0));
        }
        return all;
    }

    private boolean varies() {
        return Arrays.stream(a).anyMatch(each -> each != a[0])
                || Arrays.stream(b).anyMatch(each -> each != a[0]);
    }

    private static Share share(double estimate, double[] resampled) {
        // NaN sorts last: a resample that does not vary leaves no interval.
        Arrays.sort(resampled);
        boolean none = Double.isNaN(estimate) || Double.isNaN(resampled[RESAMPLES - 1]);
        return none
                ? new Share(estimate, Double.NaN, Double.NaN)
                : new Share(estimate, resampled[LOW - 1], resampled[HIGH - 1]);
    }

    private double mean(int[] times) {
        double sum = 0;
        for (int row = 0; row < a.length; row++) {
            sum += times[row] * (a[row] + b[row]);
        }
        return sum / (2.0 * a.length);
    }

    private double variance(int[] times) {
        double mean = mean(times);
        double squares = 0;
        for (int row = 0; row < a.length; row++) {
            squares += times[row] * ((a[row] - mean) * (a[row] - mean) + (b[row] - mean) * (b[row] - mean));
        }
        return squares / (2.0 * a.length - 1);
    }

    /** First and total index of each input in turn, rows counted some times; NaN where the variance is not above the least. */
    private double[] estimates(int[] times, double least) {
        double[] all = new double[2 * mixed.size()];
        double variance = variance(times);
        if (!(variance > least)) {
            Arrays.fill(all, Double.NaN);
            return all;
        }
        double mean = mean(times);
        for (int i = 0; i < mixed.size(); i++) {
            double[] changed = mixed.get(i);
            double first = 0;
            double total = 0;
            for (int row = 0; row < a.length; row++) {
                double change = changed[row] - a[row];
                first += times[row] * (b[row] - mean) * change;
                total += times[row] * change * change;
            }
            all[2 * i] = first / a.length / variance;
            all[2 * i + 1] = total / (2.0 * a.length) / variance;
        }
        return all;
    }
}
