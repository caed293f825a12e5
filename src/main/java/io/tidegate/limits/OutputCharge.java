package io.tidegate.limits;

/**
 * When the output of a request is taken from its organisation's bucket. Both have been documented by one provider, in turn. An
 * output that is taken as it is produced differs from {@link #COMPLETED} by the requests under way alone, whose progress
 * limits do not learn of; it is no third kind here.
 */
public enum OutputCharge {
    /** All of it when the request is complete: it passes if one token is left, and may take the level below zero. */
    COMPLETED,
    /** The most that it asks for, {@code max_tokens}, when it passes; what it did not need is given back at the end. */
    RESERVED
}
