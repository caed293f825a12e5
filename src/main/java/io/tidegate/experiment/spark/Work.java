package io.tidegate.experiment.spark;

import java.io.Serializable;

/**
 * What a task does on a worker, which may be another process.
 *
 * @param <T> the task, serialisable
 * @param <R> what it gives, serialisable
 */
interface Work<T, R> extends Serializable {
    /** Does a task. */
    R on(T task) throws Exception;
}
