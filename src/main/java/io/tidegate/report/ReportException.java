package io.tidegate.report;

/** A report that cannot be written or read for a reason that the user can mend; the message says what to do. */
public final class ReportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with a message for the user. */
    public ReportException(String message) {
        super(message);
    }

    /** An exception with a message for the user and what was found beneath it. */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
