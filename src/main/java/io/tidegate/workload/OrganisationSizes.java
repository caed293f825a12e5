package io.tidegate.workload;

/**
 * Mean rates of organisations by rank: a Zipf law that no organisation exceeds a cap under, scaled so that all together have a
 * given volume.
 */
public final class OrganisationSizes {
    private final int organisations;
    private final double scale;
    private final double cap;
    private final double exponent;

    /**
     * Solves the scale.
     *
     * @param organisations number of ranks, 1 or more
     * @param exponent Zipf exponent, 0 or more
     * @param volume sum of all rates
     * @param cap greatest rate of one; where even this cannot carry the volume, everyone is at the cap
     */
    public OrganisationSizes(int organisations, double exponent, double volume, double cap) {
        this.organisations = organisations;
        this.exponent = exponent;
        this.cap = cap;
        double[] prefix = new double[organisations + 1];
        for (int r = 1; r <= organisations; r++) {
            prefix[r] = prefix[r - 1] + StrictMath.pow(r, -exponent);
        }
        double low = 0;
        double high = volume / prefix[organisations];
        while (total(high, prefix) < volume && high < cap * StrictMath.pow(organisations, exponent)) {
            high *= 2;
        }
        for (int i = 0; i < 100; i++) {
            double mid = 0.5 * (low + high);
            if (total(mid, prefix) < volume) {
                low = mid;
            } else {
                high = mid;
            }
        }
        scale = high;
    }

    private double total(double f, double[] prefix) {
        int n = prefix.length - 1;
        int capped = exponent == 0
                ? (f > cap ? n : 0)
                : (int) Math.min(n, StrictMath.floor(StrictMath.pow(f / cap, 1 / exponent)));
        return capped * cap + f * (prefix[n] - prefix[capped]);
    }

    /** Rate of the organisation of a rank, 1 the largest. */
    public double rate(int rank) {
        return Math.min(cap, scale * StrictMath.pow(rank, -exponent));
    }

    /** Number of ranks whose rate is above a rate. */
    public int countAbove(double rate) {
        int count = 0;
        while (count < organisations && rate(count + 1) > rate) {
            count++;
        }
        return count;
    }
}
