package io.tidegate.experiment.expect;

/** A condition that cannot be read; the message says what is wrong and what would be right. */
public final class ConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    ConditionException(String message, int column) {
        super(message);
        this.column = column;
    }

    /** Where in the condition, from 1. */
    public int column() {
        return column;
    }
}
