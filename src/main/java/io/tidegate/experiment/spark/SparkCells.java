package io.tidegate.experiment.spark;

import io.tidegate.experiment.CellModel;
import io.tidegate.experiment.CellRunner;
import io.tidegate.experiment.CellTask;
import io.tidegate.experiment.ModelTables;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Simulates cells on a Spark cluster, each on one core of it. */
public final class SparkCells implements CellRunner {
    private final SparkMaster master;

    /**
     * A runner; Spark must be there, see {@link SparkMaster#isSparkHere}.
     *
     * @param master the cluster, connected to for as long as cells run
     */
    public SparkCells(SparkMaster master) {
        this.master = master;
    }

    /** A task with all that a worker needs for it. */
    private record Cell(CellModel.Text model, CellTask task) implements Serializable {}

    /** What a worker gives. */
    private static final class Outcome implements Serializable {
        final long requests;
        final byte[] bytes;

        Outcome(CellOutcome outcome) {
            requests = outcome.simulated;
            bytes = CellModel.write(outcome);
        }
    }

    @Override
    public void run(CellModel model, List<CellTask> tasks, CellSimulation.Progress progress, Sink sink)
            throws InterruptedException {
        CellModel.Text text = model.text();
        List<Cell> cells = tasks.stream().map(task -> new Cell(text, task)).toList();
        try (SparkJobs jobs = SparkJobs.on(master)) {
            jobs.run(cells, SparkCells::simulate, (Outcome outcome, int i) -> {
                sink.finished(i, () -> model.read(tasks.get(i), outcome.bytes));
                if (!tasks.get(i).accountsOnly()) {
                    progress.advanced(1, outcome.requests);
                }
            });
        }
    }

    private static Outcome simulate(Cell cell) {
        try {
            return new Outcome(OnWorker.MODELS.get(cell.model()).simulate(cell.task(), (part, requests) -> {}));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    cell.model().name() + ", replication " + cell.task().replication() + ", cell "
                            + cell.task().cell() + ": " + e,
                    e);
        }
    }

    /** What the tasks of a worker's process share. */
    private static final class OnWorker {
        static final LastModel MODELS = new LastModel();
    }

    /** The model that was asked for last: the tasks of a run all ask for the same one. */
    private static final class LastModel {
        private final ModelTables tables = new ModelTables();
        private CellModel.@Nullable Text text;
        private @Nullable CellModel model;

        synchronized CellModel get(CellModel.Text asked) {
            CellModel last = model;
            if (last == null || !asked.equals(text)) {
                last = CellModel.parse(asked, tables);
                model = last;
                text = asked;
            }
            return last;
        }
    }
}
