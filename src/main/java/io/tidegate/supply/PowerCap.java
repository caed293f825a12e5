package io.tidegate.supply;

/**
 * What a site's power envelope costs in speed.
 *
 * <p>At the envelope the devices' power is lowered until the site's draw meets it. Throughput of work that computes falls
 * as the 0.63rd power of the devices' power (MLPerf Inference v4.1, eight H200 at 500 W against 700 W: 0.79 to 0.83 of the
 * throughput). Work that moves memory is not stretched: memory keeps its clock.
 */
public final class PowerCap {
    /** Exponent of throughput against device power. */
    private static final double EXPONENT = 0.63;

    private PowerCap() {}

    /**
     * Factor by which computing takes longer, at least 1, where all of a site's draw scales with its devices'.
     *
     * @param watts what the site would draw without a cap, at the meter
     * @param envelope what it may draw, above 0
     */
    public static double computeStretch(double watts, double envelope) {
        return computeStretch(watts, 0, envelope);
    }

    /**
     * Factor by which computing takes longer, at least 1, where a part of the draw does not scale: the devices' part alone
     * must fall by the whole excess.
     *
     * @param watts what the site would draw without a cap, at the meter
     * @param fixedWatts the part of it that stays when its devices draw nothing, at least 0 and below the envelope
     * @param envelope what it may draw
     */
    public static double computeStretch(double watts, double fixedWatts, double envelope) {
        if (!(fixedWatts >= 0 && fixedWatts < envelope)) {
            throw new IllegalArgumentException(
                    "fixedWatts: must be 0 to below the envelope of " + envelope + " W, found " + fixedWatts);
        }
        return watts <= envelope ? 1 : StrictMath.pow((watts - fixedWatts) / (envelope - fixedWatts), EXPONENT);
    }
}
