package io.tidegate.experiment;

import io.tidegate.scenario.Suggestion;

/** The name of a measured value, or a condition of such, that cannot be read; the message says what is wrong and what would be right. */
public final class TextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    /**
     * A mistake.
     *
     * @param column where in the text, from 1
     */
    public TextException(String message, int column) {
        super(message);
        this.column = column;
    }

    /** Where in the text, from 1. */
    public int column() {
        return column;
    }

    /** The message with its place in the text. */
    public String located(String text) {
        return getMessage() + ", at column " + column + " of " + Suggestion.quote(text);
    }
}
