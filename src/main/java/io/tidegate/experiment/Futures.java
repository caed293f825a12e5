package io.tidegate.experiment;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Results of tasks on other threads. */
public final class Futures {
    private Futures() {}

    /**
     * Waits for a result. What the task threw without having to say so is thrown on as it is.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
