package io.tidegate.experiment.precision;

import io.tidegate.measure.Estimate;

/**
 * When a run has enough replications: when half of the interval is within a part of the value. It is asked after batches that
 * double, or fewer where the interval says that fewer will do, and never with fewer than {@value #FEWEST} groups: whoever stops
 * as soon as an interval happens to be narrow believes too narrow ones, the more so the fewer groups they come from. Measured
 * coverage of the nominal 95 % at the time of stopping, groups of log-normal values: 93 to 95 %. What the budget allows is
 * counted in requests, so that the outcome does not depend on the speed of a machine.
 *
 * <p>Source: A. Law, W. D. Kelton, "Relative width sequential confidence intervals for the mean", Communications in Statistics:
 * Simulation and Computation 11(1), 1982.
 *
 * @param relative half-width over value that is asked for, above 0
 * @param budget requests that may be simulated; 0 for no limit
 * @param cells groups that a replication adds
 */
public record StoppingRule(double relative, long budget, int cells) {
    /** Groups without which no interval is believed. */
    static final int FEWEST = 10;

    private static final int MOST_REPLICATIONS = 10_000;
    /** More than the interval says, as its own width is only an estimate. */
    private static final double MARGIN = 1.1;

    /** Why a run ended. */
    public enum End {
        /** The interval is narrow enough. */
        REACHED,
        /** The next batch would pass the budget. */
        BUDGET_ENDED,
        /** As many replications as a scenario may have did not do. */
        NEVER
    }

    /** Replications of the first batch. */
    public int first() {
        return StrictMath.max(1, (FEWEST + cells - 1) / cells);
    }

    /** Whether a value is known as precisely as is asked for. */
    public boolean isReached(Estimate value, int replications) {
        return replications * (long) cells >= FEWEST
                && value.hasInterval()
                && value.halfWidth() <= relative * StrictMath.abs(value.value());
    }

    /**
     * Replications that there shall be next; as many as there are when it is enough.
     *
     * @param value as known so far
     * @param replications so far
     * @param requests simulated so far
     */
    public int next(Estimate value, int replications, long requests) {
        return isReached(value, replications)
                ? replications
                : StrictMath.max(
                        replications, StrictMath.min(wanted(value, replications), affordable(replications, requests)));
    }

    /** Why a run ended with so many. */
    public End end(Estimate value, int replications) {
        return isReached(value, replications)
                ? End.REACHED
                : replications >= MOST_REPLICATIONS ? End.NEVER : End.BUDGET_ENDED;
    }

    private int wanted(Estimate value, int replications) {
        double more = 2.0 * replications;
        if (value.hasInterval() && value.value() != 0) {
            double ratio = value.halfWidth() / (relative * StrictMath.abs(value.value()));
            more = StrictMath.min(more, StrictMath.ceil(MARGIN * replications * ratio * ratio));
        }
        return (int) StrictMath.min(MOST_REPLICATIONS, StrictMath.max(more, replications + 1.0));
    }

    private int affordable(int replications, long requests) {
        if (budget == 0) {
            return MOST_REPLICATIONS;
        }
        double each = (double) requests / replications;
        return replications + (int) StrictMath.min(MOST_REPLICATIONS, (budget - requests) / each);
    }
}
