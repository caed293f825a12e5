package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Simulates cells on threads of this process. */
final class LocalCells implements CellRunner {
    private final int threads;

    LocalCells(int threads) {
        this.threads = threads;
    }

    @Override
    public void run(CellModel model, List<CellTask> tasks, CellSimulation.Progress progress, Sink sink)
            throws InterruptedException {
        ExecutorService pool = Futures.pool(threads, "cell");
        try {
            List<Future<CellOutcome>> cells = new ArrayList<>();
            for (CellTask task : tasks) {
                cells.add(pool.submit(() -> model.simulate(task, progress)));
            }
            for (int i = 0; i < cells.size(); i++) {
                CellOutcome outcome = Futures.get(cells.get(i));
                cells.set(i, null);
                sink.finished(i, () -> outcome);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
