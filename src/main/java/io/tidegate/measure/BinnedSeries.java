package io.tidegate.measure;

/** Sums of amounts by bin of time. */
public final class BinnedSeries {
    private final double start;
    private final double width;
    private final double[] sums;

    /**
     * Bins of equal width, all 0.
     *
     * @param start where the first bin begins, seconds
     * @param width of a bin, seconds, positive
     * @param bins how many, 0 or more
     * @throws IllegalArgumentException if width or bins is out of range
     */
    public BinnedSeries(double start, double width, int bins) {
        if (!(Double.isFinite(start) && width > 0 && bins >= 0)) {
            throw new IllegalArgumentException("no " + bins + " bins of " + width + " s from " + start);
        }
        this.start = start;
        this.width = width;
        this.sums = new double[bins];
    }

    /** Adds an amount to the bin that holds time {@code t}, seconds; a time outside all bins is ignored. */
    public void add(double t, double amount) {
        double bin = Math.floor((t - start) / width);
        if (bin >= 0 && bin < sums.length) {
            sums[(int) bin] += amount;
        }
    }

    /** The sum of a bin. */
    public double get(int bin) {
        return sums[bin];
    }

    /**
     * Adds another's sums, bin by bin. Rounding depends on the order of merging: merge in a fixed one.
     *
     * @throws IllegalArgumentException if its bins are not the same
     */
    public void merge(BinnedSeries other) {
        if (start != other.start || width != other.width || sums.length != other.sums.length) {
            throw new IllegalArgumentException("cannot merge different bins");
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    /** Number of bins. */
    public int bins() {
        return sums.length;
    }
}
