package io.tidegate.experiment.expect;

/** What became of a condition. */
public enum Outcome {
    /** All of the interval is on the right side. */
    PASS,
    /** None of it is. */
    FAIL,
    /** The interval lies on both sides, or there is none. */
    UNDECIDED,
    /** A value is not known. */
    NO_DATA
}
