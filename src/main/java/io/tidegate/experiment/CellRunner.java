package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import java.util.List;
import java.util.function.Supplier;

/** Simulates cells: on threads of this process, or on a cluster. */
public interface CellRunner {
    /** Takes outcomes as cells finish, in any order, from one thread at a time. */
    interface Sink {
        /** A task is done; its outcome is asked for once, then or later. */
        void finished(int task, Supplier<CellOutcome> outcome);
    }

    /**
     * Simulates all.
     *
     * @param model whose cells
     * @param tasks in the order in which they are to be begun
     * @param progress told of parts of cells that are done, from any thread; not of tasks of accounts only
     * @param sink told of each task as it finishes
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    void run(CellModel model, List<CellTask> tasks, CellSimulation.Progress progress, Sink sink)
            throws InterruptedException;
}
