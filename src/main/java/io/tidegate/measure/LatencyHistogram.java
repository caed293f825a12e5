package io.tidegate.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.IntCountsHistogram;

/**
 * Seconds, counted in bins of constant relative width (HdrHistogram) on a grain of one microsecond, up to two days. Merging adds
 * counts, so the order in which histograms are merged does not matter.
 *
 * <p>Values within a bin are read as its middle: quantiles are within 0.05 % (0.5 % in the compact form), or half a microsecond. The
 * mean is that of the values themselves.
 */
public final class LatencyHistogram {
    /** Two days: the greatest value; longer ones count as this. */
    public static final double MAX_SECONDS = 172_800;

    private static final double MICROS = 1e6;
    private static final double BEYOND = 100;

    private final AbstractHistogram histogram;
    private long clamped;
    /** Sum of all values, microseconds: whole, so that no order matters, and enough for half an hour each of five thousand million. */
    private long sum;

    /** An empty histogram with three significant digits. */
    public LatencyHistogram() {
        this(new Histogram(3));
    }

    private LatencyHistogram(AbstractHistogram histogram) {
        this.histogram = histogram;
    }

    /** An empty histogram with two significant digits and {@code int} counts, a twentieth of the memory: for many bins of time. */
    public static LatencyHistogram compact() {
        return new LatencyHistogram(new IntCountsHistogram(2));
    }

    /**
     * Counts one value.
     *
     * @param seconds 0 or more; up to a microsecond less than 0 is a rounding error and counts as 0
     * @throws IllegalArgumentException if it is negative beyond that, or not a number
     */
    public void record(double seconds) {
        if (!(seconds >= -1e-6)) {
            throw new IllegalArgumentException("seconds: need 0 or more, found " + seconds);
        }
        if (seconds > MAX_SECONDS) {
            clamped++;
        }
        long micros = (long) (Math.max(0, Math.min(seconds, MAX_SECONDS)) * MICROS + 0.5);
        sum += micros;
        histogram.recordValue(micros);
    }

    /**
     * Adds another's counts.
     *
     * @throws IllegalArgumentException if one is compact and the other is not
     */
    public void add(LatencyHistogram other) {
        requireSameForm(other);
        histogram.add(other.histogram);
        clamped += other.clamped;
        sum += other.sum;
    }

    private void requireSameForm(LatencyHistogram other) {
        if (histogram.getNumberOfSignificantValueDigits() != other.histogram.getNumberOfSignificantValueDigits()) {
            throw new IllegalArgumentException("cannot mix the compact form and the full one");
        }
    }

    /** Takes the counts of a histogram. */
    public interface Counts {
        /** So many values in a bin; {@code micros} lies in it and stands for it. */
        void add(long micros, long count);
    }

    /** Tells every bin that is not empty, in rising order. */
    public void forEachCount(Counts counts) {
        for (HistogramIterationValue bin : histogram.recordedValues()) {
            counts.add(bin.getValueIteratedTo(), bin.getCountAddedInThisIterationStep());
        }
    }

    /** Counts values of a bin that {@link #forEachCount} told of; what they add up to is not in it. */
    public void addCount(long micros, long count) {
        histogram.recordValueWithCount(micros, count);
    }

    /** A histogram of the same form with the same counts. */
    LatencyHistogram copy() {
        LatencyHistogram copy = new LatencyHistogram(histogram.copy());
        copy.clamped = clamped;
        copy.sum = sum;
        return copy;
    }

    /** Values counted. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** Values above two days, counted as two days. */
    public long clamped() {
        return clamped;
    }

    /** The mean, seconds; NaN when empty. */
    public double mean() {
        return count() == 0 ? Double.NaN : sum / MICROS / count();
    }

    /** The least value that a share {@code p}, 0 to 1, of all values does not exceed, seconds; NaN when empty. */
    public double quantile(double p) {
        return count() == 0 ? Double.NaN : middle(histogram.getValueAtPercentile(100 * p));
    }

    /**
     * The quantile of what is left when counts that were added before are taken away, which changes nothing here. It is near the
     * quantile of all, from which it is looked for bin by bin.
     */
    double quantileWithout(LatencyHistogram part, double p) {
        long left = count() - part.count();
        if (left == 0) {
            return Double.NaN;
        }
        // The rank that the library takes for a quantile of so many values.
        double percent = Math.max(0, Math.nextDown(100 * p));
        long rank = Math.max(1, (long) Math.ceil(percent * left / 100));
        long bin = histogram.lowestEquivalentValue(histogram.getValueAtPercentile(100 * p));
        long below = bin == 0 ? 0 : countUpTo(bin - 1) - part.countUpTo(bin - 1);
        while (below >= rank) {
            bin = histogram.lowestEquivalentValue(bin - 1);
            below -= countAt(bin) - part.countAt(bin);
        }
        while (true) {
            below += countAt(bin) - part.countAt(bin);
            if (below >= rank) {
                return middle(bin);
            }
            bin = histogram.nextNonEquivalentValue(bin);
        }
    }

    /** The library answers for its last bin where a value lies beyond all. */
    private long countAt(long micros) {
        return micros > histogram.getMaxValue() ? 0 : histogram.getCountAtValue(micros);
    }

    private long countUpTo(long micros) {
        return histogram.getCountBetweenValues(0, micros);
    }

    /** Whether at least 100 values lie beyond the quantile, on the side of the nearer end. */
    public boolean resolves(double p) {
        return resolves(count(), p);
    }

    /** Whether so many values resolve a quantile. */
    static boolean resolves(long count, double p) {
        // The allowance is for 1 - p, which rounds: 1 - 0.9 is less than 0.1.
        return count * Math.min(p, 1 - p) >= BEYOND - 1e-6;
    }

    /**
     * The cumulative distribution for a chart: pairs of seconds and the share of values up to there, both rising, from the least
     * value to share 1.
     *
     * @param points how many steps of equal share to take, 1 or more; fewer pairs come out where values repeat
     */
    public List<double[]> cdf(int points) {
        List<double[]> pairs = new ArrayList<>();
        double total = count();
        for (HistogramIterationValue bin : histogram.recordedValues()) {
            double share = bin.getTotalCountToThisValue() / total;
            boolean first = pairs.isEmpty();
            boolean last = share == 1;
            if (first || last || Math.floor(share * points) > Math.floor(pairs.get(pairs.size() - 1)[1] * points)) {
                pairs.add(new double[] {middle(bin.getValueIteratedTo()), share});
            }
        }
        return pairs;
    }

    private double middle(long micros) {
        long low = histogram.lowestEquivalentValue(micros);
        return (low + (histogram.sizeOfEquivalentValueRange(micros) - 1) / 2.0) / MICROS;
    }
}
