package io.tidegate.experiment.spark;

/** A cluster cannot be used, or a task failed on it; the message is for the user. */
public final class ClusterException extends RuntimeException {
    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
