package io.tidegate.experiment.sweep;

import java.util.List;

/** Runs what is planned: on threads of this process, or on a cluster. */
public interface TaskRunner {
    /** Takes lines as runs finish, in any order, from one thread at a time. */
    interface Sink {
        /** A line of the journal, without its line feed; it is kept when this returns. */
        void finished(String line);
    }

    /**
     * Runs all.
     *
     * @param runs in the order in which they are to be begun
     * @param sink told of each as it finishes
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    void run(List<? extends PlannedRun> runs, Sink sink) throws InterruptedException;
}
