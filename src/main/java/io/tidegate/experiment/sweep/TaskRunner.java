package io.tidegate.experiment.sweep;

import java.util.List;

/** Runs tasks: on threads of this process, or on a cluster. */
public interface TaskRunner {
    /** Takes lines as tasks finish, in any order, from one thread at a time. */
    interface Sink {
        /** A line of the journal, without its line feed; it is kept when this returns. */
        void finished(String line);
    }

    /**
     * Runs all tasks.
     *
     * @param tasks in the order in which they are to be begun
     * @param sink told of each as it finishes
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    void run(List<RunTask> tasks, Sink sink) throws InterruptedException;
}
