package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * What the users of a plan do when a usage window is spent, as shares of users, and how long they wait for a first token. Shares
 * are of users, each of whom does the same whenever it happens; what they leave of 1 is the share that leaves.
 *
 * @param plan the plan
 * @param resume share that comes back at the reset
 * @param downgrade share that goes on with the next smaller model class where that is not limited, and else waits
 * @param offPeak share that comes back when peak hours are over, or at the reset if that is sooner
 * @param pay share that pays for what goes beyond, within {@code budget}
 * @param budget credits a month that one account pays for
 * @param patience median seconds, from the try that is let in, for which a user waits for a first token before leaving, which cancels the
 *     request; for ever if above 1e8 s
 * @param patienceSigma standard deviation of its logarithm
 * @param reserve share of a window's budget by which a task under way may exceed it to come to a checkpoint
 */
public record ReactionSpec(
        String plan,
        @Unit(value = Dimension.SHARE, max = 1) double resume,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double downgrade,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double offPeak,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double pay,

        @Default("0 credits") @Unit(Dimension.CREDITS) double budget,

        @Default("1e9 s") @Unit(value = Dimension.TIME, min = 0.001)
        double patience,

        @Default("0.8") @Unit(value = Dimension.FACTOR, max = 4)
        double patienceSigma,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double reserve) {
    public ReactionSpec {
        if (resume + downgrade + offPeak + pay > 1 + 1e-9) {
            throw new IllegalArgumentException("resume: the shares of reactions of plan " + plan + " exceed 1");
        }
    }
}
