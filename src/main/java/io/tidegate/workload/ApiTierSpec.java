package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * The organisations of one API usage tier.
 *
 * @param name the tier
 * @param organisations customers in the whole fleet
 * @param volumeShare share of API requests
 * @param sending share of time in which an organisation sends; its rate while sending is its mean over this share
 * @param largest greatest mean rate of an organisation while it sends, as a share of what the tightest of its limits lets
 *     through at the beginning; not used where spread
 * @param spread true where every cell holds all organisations of the tier with a part of each one's traffic and limits
 * @param priority its class in the waiting queues of replicas; 0 goes first
 * @param workspaces workspaces of an organisation; each single request and each session is of one, all equally likely
 * @param workspaceShare share of the organisation's rates that each workspace may use; 1 limits none
 */
public record ApiTierSpec(
        String name,
        @Unit(value = Dimension.COUNT, min = 1) double organisations,
        @Unit(value = Dimension.SHARE, max = 1) double volumeShare,
        @Unit(value = Dimension.SHARE, min = 1e-4, max = 1) double sending,
        @Unit(value = Dimension.SHARE, min = 1e-4, max = 10) double largest,
        boolean spread,

        @Default("0") @Unit(value = Dimension.COUNT, max = 3)
        int priority,

        @Default("1") @Unit(value = Dimension.COUNT, min = 1, max = 1000)
        int workspaces,

        @Default("1") @Unit(value = Dimension.SHARE, min = 1e-4, max = 1)
        double workspaceShare) {
    /** A tier of the first priority. */
    public ApiTierSpec(
            String name, double organisations, double volumeShare, double sending, double largest, boolean spread) {
        this(name, organisations, volumeShare, sending, largest, spread, 0);
    }

    /** A tier whose organisations have one workspace each. */
    public ApiTierSpec(
            String name,
            double organisations,
            double volumeShare,
            double sending,
            double largest,
            boolean spread,
            int priority) {
        this(name, organisations, volumeShare, sending, largest, spread, priority, 1, 1);
    }
}
