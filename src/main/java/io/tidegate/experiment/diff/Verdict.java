package io.tidegate.experiment.diff;

import io.tidegate.measure.Estimate;

/** What a difference means for users. */
public enum Verdict {
    /** They are better off. */
    BETTER,
    /** They are worse off. */
    WORSE,
    /** The value is the same, and so is what every group of cells adds to it. */
    SAME,
    /** The interval of the difference holds 0, or there is none. */
    UNDECIDED,
    /** One of the runs, or both, do not know the value. */
    NO_DATA;

    /** The verdict on a change with its 95 % interval. */
    static Verdict of(Estimate change, boolean moreIsWorse) {
        if (!change.isKnown()) {
            return NO_DATA;
        }
        if (change.value() == 0 && change.halfWidth() == 0) {
            return SAME;
        }
        if (!change.hasInterval() || StrictMath.abs(change.value()) <= change.halfWidth()) {
            return UNDECIDED;
        }
        return change.value() > 0 == moreIsWorse ? WORSE : BETTER;
    }
}
