package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Futures;
import io.tidegate.experiment.ModelTables;
import io.tidegate.scenario.LoadedScenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks on threads of this process, each run on one of them. */
public final class LocalRunner implements TaskRunner {
    private final int threads;
    private final ModelTables tables;

    /** Scenarios by their text, those of the last points. */
    private final Map<String, LoadedScenario> bound;

    /**
     * A runner.
     *
     * @param threads 1 or more
     * @param tables shared by the runs of the process
     */
    public LocalRunner(int threads, ModelTables tables) {
        this.threads = threads;
        this.tables = tables;
        this.bound = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LoadedScenario> eldest) {
                return size() > threads;
            }
        };
    }

    @Override
    public void run(List<RunTask> tasks, Sink sink) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "run");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<String> runs = new ExecutorCompletionService<>(pool);
            tasks.forEach(task -> runs.submit(() -> line(task)));
            for (int i = 0; i < tasks.size(); i++) {
                sink.finished(Futures.get(runs.take()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Replications of a point follow one another and need its scenario bound once. */
    private LoadedScenario loaded(RunTask task) {
        LoadedScenario known;
        synchronized (bound) {
            known = bound.get(task.scenario());
        }
        if (known == null) {
            known = RunLine.load(task);
            synchronized (bound) {
                bound.put(task.scenario(), known);
            }
        }
        return known;
    }

    private String line(RunTask task) throws InterruptedException {
        try {
            return RunLine.of(task, loaded(task), tables);
        } catch (RuntimeException e) {
            throw new IllegalStateException(task.name() + ", replication " + task.replication() + ": " + e, e);
        }
    }
}
