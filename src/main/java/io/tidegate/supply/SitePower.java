package io.tidegate.supply;

/** Watts of a site at the utility meter. */
public final class SitePower {
    private SitePower() {}

    /**
     * Watts at the meter.
     *
     * @param site its overhead for network, storage and hosts, and its PUE
     * @param wallWatts sum over its replicas at the walls of their nodes
     */
    public static double facilityWatts(SiteSpec site, double wallWatts) {
        return wallWatts * (1 + site.overhead()) * site.pue();
    }
}
