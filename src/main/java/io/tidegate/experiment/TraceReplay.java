package io.tidegate.experiment;

import io.tidegate.fleet.PoolReplay;
import io.tidegate.fleet.ReplayOutcome;
import io.tidegate.fleet.ReplaySpec;
import io.tidegate.workload.Trace;

/** A trace that was served, request by request. */
public final class TraceReplay {
    private final Trace trace;
    private final ReplayOutcome outcome;
    private final ReplaySummary summary;

    /** Serves a trace to its end. */
    public TraceReplay(Trace trace, ReplaySpec spec) {
        this.trace = trace;
        this.outcome = PoolReplay.run(trace, spec);
        this.summary = ReplaySummary.of(trace, spec, outcome);
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
