package io.tidegate.experiment.spark;

import io.tidegate.experiment.ModelTables;
import io.tidegate.experiment.sweep.RunLine;
import io.tidegate.experiment.sweep.RunTask;
import io.tidegate.experiment.sweep.TaskRunner;
import java.util.List;

/** Runs tasks on a Spark cluster, each run on one core of it. What they give is what threads of this process would give. */
public final class SparkRunner implements TaskRunner {
    private final SparkMaster master;

    /**
     * A runner; Spark must be there, see {@link SparkMaster#isSparkHere}.
     *
     * @param master the cluster, connected to for as long as tasks run
     */
    public SparkRunner(SparkMaster master) {
        this.master = master;
    }

    @Override
    public void run(List<RunTask> tasks, Sink sink) throws InterruptedException {
        if (!tasks.isEmpty()) {
            try (SparkJobs jobs = SparkJobs.on(master)) {
                jobs.run(tasks, SparkRunner::line, (line, task) -> sink.finished(line));
            }
        }
    }

    private static String line(RunTask task) throws InterruptedException {
        try {
            return RunLine.of(task, OnWorker.TABLES);
        } catch (RuntimeException e) {
            throw new IllegalStateException(task.name() + ", replication " + task.replication() + ": " + e, e);
        }
    }

    /** What the tasks of a worker's process share. */
    private static final class OnWorker {
        static final ModelTables TABLES = new ModelTables();
    }
}
