package io.tidegate.experiment;

import io.tidegate.experiment.ReplaySummary.Latency;
import io.tidegate.scenario.MeasuredLatencies;
import io.tidegate.workload.Trace;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A replay beside what was measured when its trace was recorded, over the requests that the replay served.
 *
 * @param requests how many these are
 * @param ttft seconds to the first token
 * @param tpot seconds per output token after the first, of requests with two or more
 * @param e2e seconds to the last token
 */
public record ReplayComparison(int requests, Pair ttft, Pair tpot, Pair e2e) {
    /** The same thing measured and simulated. */
    public record Pair(Latency measured, Latency simulated) {}

    /**
     * Compares request by request.
     *
     * @throws IllegalArgumentException if the measurements are of more or fewer requests
     */
    public static ReplayComparison of(Trace trace, TraceReplay replay, MeasuredLatencies measured) {
        if (measured.size() != trace.size()) {
            throw new IllegalArgumentException(
                    "measured latencies of " + measured.size() + " requests for a trace of " + trace.size());
        }
        int[] served = IntStream.range(0, trace.size())
                .filter(id -> !Double.isNaN(replay.completedAt(id)))
                .toArray();
        int[] longer = IntStream.of(served).filter(id -> trace.output(id) > 1).toArray();
        return new ReplayComparison(
                served.length,
                pair(served, measured::firstToken, id -> replay.firstTokenAt(id) - replay.arrivedAt(id)),
                pair(
                        longer,
                        id -> (measured.lastToken(id) - measured.firstToken(id)) / (trace.output(id) - 1),
                        id -> (replay.completedAt(id) - replay.firstTokenAt(id)) / (trace.output(id) - 1)),
                pair(served, measured::lastToken, id -> replay.completedAt(id) - replay.arrivedAt(id)));
    }

    private static Pair pair(int[] ids, IntToDoubleFunction measured, IntToDoubleFunction simulated) {
        return new Pair(
                Latency.of(IntStream.of(ids).mapToDouble(measured).toArray()),
                Latency.of(IntStream.of(ids).mapToDouble(simulated).toArray()));
    }
}
