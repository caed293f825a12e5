package io.tidegate.experiment.sweep;

/** A folder or file of a sweep that cannot be used, with its name and why. */
public final class SweepException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, on one line. */
    public SweepException(String message) {
        super(message);
    }
}
