package io.tidegate.report;

import io.tidegate.experiment.ReplayComparison;
import io.tidegate.experiment.ReplaySummary;
import io.tidegate.experiment.ReplaySummary.Latency;
import io.tidegate.experiment.ReplaySummary.Outside;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What replaying a trace gave, for people and for programs. */
public final class ReplayReport {
    private static final double PERCENT = 100;

    private ReplayReport() {}

    /** The summary as JSON, ending in a line feed; keys in snake case, NaN as {@code null}. */
    public static String json(ReplaySummary summary) {
        return SummaryJson.text(summary);
    }

    /** The summary as tables of plain text, ending in a line feed. */
    public static String text(ReplaySummary summary) {
        return Tables.text(counts(summary)).substring(1) + Tables.text(latencies(summary));
    }

    /** Measured beside simulated latencies as a table of plain text, ending in a line feed. */
    public static String text(ReplayComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        add(rows, "TTFT", comparison.ttft());
        add(rows, "TPOT", comparison.tpot());
        add(rows, "E2E", comparison.e2e());
        return Tables.text(new Sheet(
                "Measured",
                "Of the requests served; the error is simulated less measured, over measured.",
                List.of(
                        Column.words("", 40),
                        Column.figures("mean"),
                        Column.figures("p50"),
                        Column.figures("p90"),
                        Column.figures("p99")),
                rows));
    }

    private static void add(List<List<String>> rows, String name, ReplayComparison.Pair pair) {
        Latency measured = pair.measured();
        Latency simulated = pair.simulated();
        rows.add(row(name + " measured", measured));
        rows.add(row(name + " simulated", simulated));
        rows.add(List.of(
                name + " error",
                error(measured.mean(), simulated.mean()),
                error(measured.p50(), simulated.p50()),
                error(measured.p90(), simulated.p90()),
                error(measured.p99(), simulated.p99())));
    }

    private static String error(double measured, double simulated) {
        double error = simulated / measured - 1;
        return Double.isFinite(error) ? String.format(Locale.ROOT, "%+.1f %%", PERCENT * error) : Figures.UNKNOWN;
    }

    private static Sheet counts(ReplaySummary summary) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("replicas", replicas(summary)));
        rows.add(List.of("requests", whole(summary.requests())));
        rows.add(List.of("served", whole(summary.served())));
        summary.refused().forEach((reason, count) -> rows.add(List.of("refused: " + reason, whole(count))));
        rows.add(List.of("restarts", whole(summary.restarts())));
        rows.add(List.of("prompt tokens", whole(summary.promptTokens())));
        if (!Double.isNaN(summary.cachedShare())) {
            rows.add(List.of("  found in a prefix cache", Figures.share(summary.cachedShare())));
            rows.add(List.of("  read back from host memory", whole(summary.reloadedTokens())));
        }
        rows.add(List.of("output tokens", whole(summary.outputTokens())));
        rows.add(List.of("simulated seconds", String.format(Locale.ROOT, "%.3f", summary.seconds())));
        rows.add(List.of("busy", Figures.share(summary.busyShare())));
        rows.add(List.of("steps", whole(summary.steps())));
        Outside outside = summary.outside();
        rows.add(List.of("steps outside the fitted range", Figures.share(outside.any())));
        if (outside.any() > 0) {
            rows.add(List.of("  for longer contexts", Figures.share(outside.context())));
            rows.add(List.of("  for larger batches or prefills", Figures.share(outside.size())));
            rows.add(List.of("  for fewer requests than ranks", Figures.share(outside.balance())));
        }
        return new Sheet("Replay", "", List.of(Column.words("figure", 40), Column.figures("value")), rows);
    }

    private static String replicas(ReplaySummary summary) {
        return summary.prefillReplicas() == 0
                ? whole(summary.replicas())
                : summary.prefillReplicas() + " prefill, " + summary.replicas() + " decode";
    }

    private static Sheet latencies(ReplaySummary summary) {
        return new Sheet(
                "Latency",
                "Of the requests served; TPOT of those with two or more output tokens.",
                List.of(
                        Column.words("seconds", 40),
                        Column.figures("mean"),
                        Column.figures("p50"),
                        Column.figures("p90"),
                        Column.figures("p99")),
                List.of(row("TTFT", summary.ttft()), row("TPOT", summary.tpot()), row("E2E", summary.e2e())));
    }

    private static List<String> row(String name, Latency latency) {
        return List.of(
                name,
                Figures.duration(latency.mean()),
                Figures.duration(latency.p50()),
                Figures.duration(latency.p90()),
                Figures.duration(latency.p99()));
    }

    private static String whole(long count) {
        return Long.toString(count);
    }
}
