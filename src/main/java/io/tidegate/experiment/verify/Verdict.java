package io.tidegate.experiment.verify;

/** Whether what was found is what was expected. */
public enum Verdict {
    /** It is, within the row's tolerance. */
    HOLDS,
    /** It is not, or is not a number. */
    FAILS
}
