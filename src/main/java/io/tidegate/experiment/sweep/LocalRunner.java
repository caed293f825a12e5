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

/** Runs what is planned on threads of this process, each run on one of them. */
public final class LocalRunner implements TaskRunner {
    /** Runs that wait for a thread, so that none is idle while a finished one is kept. */
    private static final int WAITING = 2;

    private final int threads;
    private final ModelTables tables;

    /**
     * A runner.
     *
     * @param threads 1 or more
     * @param tables shared by the runs of the process
     */
    public LocalRunner(int threads, ModelTables tables) {
        this.threads = threads;
        this.tables = tables;
    }

    @Override
    public void run(List<? extends PlannedRun> runs, Sink sink) throws InterruptedException {
        ExecutorService pool = Futures.pool(threads, "run");
        try {
            Bound bound = new Bound(threads);
            CompletionService<String> lines = new ExecutorCompletionService<>(pool);
            int begun = 0;
            for (int finished = 0; finished < runs.size(); finished++) {
                for (; begun < runs.size() && begun < finished + WAITING * threads; begun++) {
                    PlannedRun next = runs.get(begun);
                    lines.submit(() -> line(next, bound));
                }
                sink.finished(Futures.get(lines.take()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Scenarios of the last points: replications of a point follow one another and need its scenario bound once. */
    private static final class Bound {
        private final Map<Integer, LoadedScenario> last;

        Bound(int most) {
            last = new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, LoadedScenario> eldest) {
                    return size() > most;
                }
            };
        }

        LoadedScenario of(PlannedRun run) {
            LoadedScenario known;
            synchronized (last) {
                known = last.get(run.point());
            }
            if (known == null) {
                known = run.bind();
                synchronized (last) {
                    last.put(run.point(), known);
                }
            }
            return known;
        }
    }

    private String line(PlannedRun run, Bound bound) throws InterruptedException {
        try {
            return RunLine.of(run, bound.of(run), tables);
        } catch (RuntimeException e) {
            throw new IllegalStateException(run.name() + ", replication " + run.replication() + ": " + e, e);
        }
    }
}
