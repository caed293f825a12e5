package io.tidegate.experiment;

/** A file of results that cannot be used; the message names it and says why. */
public final class ResultException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with a message for the user. */
    public ResultException(String message) {
        super(message);
    }
}
