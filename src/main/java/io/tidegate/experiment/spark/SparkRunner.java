package io.tidegate.experiment.spark;

import io.tidegate.experiment.ModelTables;
import io.tidegate.experiment.sweep.PlannedRun;
import io.tidegate.experiment.sweep.RunLine;
import io.tidegate.experiment.sweep.RunTask;
import io.tidegate.experiment.sweep.TaskRunner;
import java.util.ArrayList;
import java.util.List;

/** Runs tasks on a Spark cluster, each run on one core of it. What they give is what threads of this process would give. */
public final class SparkRunner implements TaskRunner {
    /** Runs of a job: their scenarios are in memory as text, here and where Spark keeps what it may have to run again. */
    private static final int MOST = 1000;

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
    public void run(List<? extends PlannedRun> runs, Sink sink) throws InterruptedException {
        if (!runs.isEmpty()) {
            try (SparkJobs jobs = SparkJobs.on(master)) {
                for (int from = 0; from < runs.size(); from += MOST) {
                    List<RunTask> tasks = tasks(runs.subList(from, StrictMath.min(from + MOST, runs.size())));
                    jobs.run(tasks, SparkRunner::line, (line, task) -> sink.finished(line));
                }
            }
        }
    }

    /** Replications of a point follow one another and share the text of its scenario. */
    private static List<RunTask> tasks(List<? extends PlannedRun> runs) {
        List<RunTask> tasks = new ArrayList<>();
        for (PlannedRun run : runs) {
            RunTask last = tasks.isEmpty() ? null : tasks.get(tasks.size() - 1);
            tasks.add(
                    last != null && last.point() == run.point()
                            ? new RunTask(run.point(), run.replication(), run.name(), last.scenario(), run.key())
                            : run.task());
        }
        return tasks;
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
