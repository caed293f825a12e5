package io.tidegate.experiment;

import io.tidegate.fleet.PoolReplay;
import io.tidegate.fleet.ReplayOutcome;
import io.tidegate.fleet.ReplaySpec;
import io.tidegate.workload.Trace;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A trace that was served, request by request. */
public final class TraceReplay {
    private final Trace trace;
    private final ReplayOutcome outcome;
    private final ReplaySummary summary;

    /**
     * Serves a trace to its end, on a thread of its own, so that a caller who is interrupted need not wait for it.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public TraceReplay(Trace trace, ReplaySpec spec) throws InterruptedException {
        this.trace = trace;
        this.outcome = served(trace, spec);
        this.summary = ReplaySummary.of(trace, spec, outcome);
    }

    private static ReplayOutcome served(Trace trace, ReplaySpec spec) throws InterruptedException {
        FutureTask<ReplayOutcome> task = new FutureTask<>(() -> PoolReplay.run(trace, spec));
        Thread worker = new Thread(task, "replay");
        worker.setDaemon(true);
        worker.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("the replay failed", e.getCause());
        }
    }

    /** What it gave in all. */
    public ReplaySummary summary() {
        return summary;
    }

    /** Requests, refused ones included; their ids are the rows of the trace, from 0. */
    public int size() {
        return trace.size();
    }

    /** When a request arrived, in seconds. */
    public double arrivedAt(int request) {
        return trace.arrival(request);
    }

    /** When a request's first token came, in seconds; NaN if it was refused. */
    public double firstTokenAt(int request) {
        return outcome.firstTokenAt(request);
    }

    /** When a request's last token came, in seconds; NaN if it was refused. */
    public double completedAt(int request) {
        return outcome.completedAt(request);
    }

    /** Times that a request lost its place and began again. */
    public int restarts(int request) {
        return outcome.restarts(request);
    }
}
