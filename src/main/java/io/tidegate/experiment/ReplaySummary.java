package io.tidegate.experiment;

import io.tidegate.fleet.ReplayOutcome;
import io.tidegate.fleet.ReplayOutcome.Fate;
import io.tidegate.fleet.ReplaySpec;
import io.tidegate.workload.Trace;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What replaying a trace gave, as plain values. It describes the requests of the trace, all of them, and estimates nothing
 * beyond: quantiles have no intervals.
 *
 * @param schemaVersion version of this structure in JSON
 * @param version version of the program
 * @param replicas replicas that decode, and that prefill unless others do
 * @param prefillReplicas replicas that only prefill
 * @param requests requests of the trace
 * @param served requests that were served
 * @param refused requests that were refused, by reason
 * @param restarts times that a request lost its place and began again
 * @param promptTokens prompt tokens of the requests served
 * @param outputTokens output tokens of the requests served
 * @param seconds from the first arrival to the last completion; 0 if nothing was served
 * @param busyShare share of these seconds, over all replicas, in which a step ran
 * @param steps steps of all replicas
 * @param leaps advances of all replicas: a leap over many equal steps counts once
 * @param outside shares of steps outside the range to which the step law was fitted
 * @param ttft seconds to the first token
 * @param tpot seconds per output token after the first, of requests with two or more
 * @param e2e seconds to the last token
 */
public record ReplaySummary(
        int schemaVersion,
        String version,
        int replicas,
        int prefillReplicas,
        long requests,
        long served,
        Map<String, Long> refused,
        long restarts,
        long promptTokens,
        long outputTokens,
        double seconds,
        double busyShare,
        long steps,
        long leaps,
        Outside outside,
        Latency ttft,
        Latency tpot,
        Latency e2e) {

    /** The version that this program writes. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * Seconds over requests; NaN where there are none. A quantile is the least of the values that the share of all does not
     * exceed.
     *
     * @param mean their mean
     * @param p50 median
     * @param p90 90 % quantile
     * @param p99 99 % quantile
     */
    public record Latency(double mean, double p50, double p90, double p99) {
        /** Of values in any order, at least one unless all are NaN. */
        static Latency of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double mean = Arrays.stream(sorted).sum() / sorted.length;
            return new Latency(mean, quantile(sorted, 50), quantile(sorted, 90), quantile(sorted, 99));
        }

        private static double quantile(double[] sorted, int percent) {
            int n = sorted.length;
            return n == 0 ? Double.NaN : sorted[(int) (((long) n * percent + 99) / 100) - 1];
        }
    }

    /**
     * Shares of steps, 0 to 1, for which the step law is an extrapolation; a step may count for several reasons.
     *
     * @param context longer contexts than were measured
     * @param size more decoding requests or prefill tokens than were measured
     * @param balance fewer requests than the ranks over which they are taken to be balanced
     * @param any any of these
     */
    public record Outside(double context, double size, double balance, double any) {
        static Outside of(ReplayOutcome outcome) {
            double steps = Math.max(1, outcome.steps());
            return new Outside(
                    outcome.beyondContext() / steps,
                    outcome.beyondSize() / steps,
                    outcome.unbalanced() / steps,
                    outcome.outside() / steps);
        }
    }

    /** Sums up a replay. */
    public static ReplaySummary of(Trace trace, ReplaySpec spec, ReplayOutcome outcome) {
        IntPredicate isServed = id -> outcome.fate(id) == Fate.SERVED;
        Map<String, Long> refused = new TreeMap<>();
        long restarts = 0;
        long prompts = 0;
        long outputs = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (int id = 0; id < trace.size(); id++) {
            if (isServed.test(id)) {
                restarts += outcome.restarts(id);
                prompts += trace.prompt(id);
                outputs += trace.output(id);
                last = Math.max(last, outcome.completedAt(id));
            } else {
                refused.merge(outcome.fate(id).name(), 1L, Long::sum);
            }
        }
        long served = trace.size() - refused.values().stream().mapToLong(n -> n).sum();
        double seconds = served == 0 ? 0 : last - trace.arrival(0);
        int prefillReplicas = spec.handover() == null ? 0 : spec.handover().prefillReplicas();
        return new ReplaySummary(
                SCHEMA_VERSION,
                Version.text(),
                spec.replicas(),
                prefillReplicas,
                trace.size(),
                served,
                refused,
                restarts,
                prompts,
                outputs,
                seconds,
                served == 0 ? 0 : outcome.busySeconds() / (seconds * (spec.replicas() + prefillReplicas)),
                outcome.steps(),
                outcome.leaps(),
                Outside.of(outcome),
                latency(trace, isServed, id -> outcome.firstTokenAt(id) - trace.arrival(id)),
                latency(
                        trace,
                        isServed.and(id -> trace.output(id) > 1),
                        id -> (outcome.completedAt(id) - outcome.firstTokenAt(id)) / (trace.output(id) - 1)),
                latency(trace, isServed, id -> outcome.completedAt(id) - trace.arrival(id)));
    }

    private static Latency latency(Trace trace, IntPredicate which, IntToDoubleFunction seconds) {
        return Latency.of(IntStream.range(0, trace.size())
                .filter(which)
                .mapToDouble(seconds)
                .toArray());
    }
}
