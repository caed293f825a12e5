package io.tidegate.cli;

import io.tidegate.experiment.ReplayComparison;
import io.tidegate.experiment.ReplaySummary;
import io.tidegate.experiment.TraceReplay;
import io.tidegate.fleet.ReplayOutcome.Fate;
import io.tidegate.fleet.ReplaySpec;
import io.tidegate.fleet.ReplaySpec.Caching;
import io.tidegate.fleet.ReplaySpec.Engine;
import io.tidegate.fleet.ReplaySpec.Handover;
import io.tidegate.fleet.RouterSpec;
import io.tidegate.report.ReplayReport;
import io.tidegate.report.ReportException;
import io.tidegate.report.RequestsCsv;
import io.tidegate.report.WholeFile;
import io.tidegate.scenario.MeasuredLatencies;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.TraceReader;
import io.tidegate.workload.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code replay}: serves a trace on one pool. */
@Command(
        name = "replay",
        description = "Serve a recorded trace of requests on the replicas of one pool; times of every request.")
final class ReplayCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int MOST_REPLICAS = 1_000_000;
    private static final String STDOUT = "-";

    @Parameters(
            paramLabel = "TRACE",
            description = "CSV with arrived_at, num_prefill_tokens, num_decode_tokens, or TIMESTAMP, ContextTokens,"
                    + " GeneratedTokens (Azure), or JSON lines with timestamp, input_length, output_length (Mooncake);"
                    + " plain or gzip. Rows without a prompt or an answer are refused and counted.")
    private Path file = Path.of("");

    @Option(names = "--replicas", paramLabel = "N", description = "Replicas of the pool. Default: 1.")
    private @Nullable Integer replicas;

    @Option(
            names = "--router",
            paramLabel = "RULE",
            converter = RouterReader.class,
            description =
                    "Who takes a request: " + RouterReader.WORDS + "; affinity is the replica that has the most of"
                            + " its prompt, unless the work that waits there is so much more than elsewhere. Default:"
                            + " round-robin.")
    private RouterSpec router = new RouterSpec(RouterSpec.Kind.ROUND_ROBIN, 1, 0);

    @Mixin
    private ReplicaOptions replica = new ReplicaOptions();

    @Mixin
    private PrefixOptions prefixes = new PrefixOptions();

    @Option(
            names = "--prefill-replicas",
            paramLabel = "N",
            description = "Replicas that only prefill and hand over; with --decode-replicas, instead of --replicas.")
    private @Nullable Integer prefillReplicas;

    @Option(names = "--decode-replicas", paramLabel = "N", description = "Replicas that only decode.")
    private @Nullable Integer decodeReplicas;

    @Option(
            names = "--transfer",
            paramLabel = "KEY=NUMBER,...",
            converter = TransferReader.class,
            description =
                    "Handing over takes latency (seconds) + prompt tokens x bytes (per token) / bandwidth (bytes per"
                            + " second). Default: no time.")
    private @Nullable Transfer transfer;

    @Option(
            names = "--engine",
            paramLabel = "step|leap",
            description = "Step by step, or from change to change of the batch: the same results. Default: leap.")
    private Engine engine = Engine.LEAP;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the router's draws. Default: 1.")
    private long seed = 1;

    @Option(names = "--limit", paramLabel = "N", description = "Read only so many rows.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--speed", paramLabel = "X", description = "Let requests arrive X times as fast. Default: 1.")
    private double speed = 1;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Serve the trace N times over, one after the other; ids go on. Default: 1.")
    private int repeat = 1;

    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description = "Write id, arrived_at, first_token_at, completed_at, restarts of every request as CSV.")
    private @Nullable Path requests;

    @Option(
            names = "--measured",
            description =
                    "Compare with the columns ttft_s and e2e_s of a CSV trace: seconds from a request's arrival to"
                            + " its first and last token, as they were measured.")
    private boolean measured;

    @Option(names = "--json", paramLabel = "FILE|-", description = "Write the summary as JSON; - is standard output.")
    private @Nullable String json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** How long handing over a prompt takes. */
    private record Transfer(double latency, double secondsPerToken) {}

    /** Words such as {@code latency=0.01,bytes=70000,bandwidth=25e9}. */
    static final class TransferReader implements ITypeConverter<Transfer> {
        @Override
        public Transfer convert(String text) {
            Map<String, Double> values = StepReader.KeyValues.read(text, List.of("latency", "bytes", "bandwidth"));
            double bytes = values.getOrDefault("bytes", 0.0);
            double bandwidth = values.getOrDefault("bandwidth", 0.0);
            if (values.containsKey("bytes") != values.containsKey("bandwidth") || (bytes > 0 && bandwidth == 0)) {
                throw new TypeConversionException("bytes and bandwidth go together, and bandwidth must be above 0");
            }
            return new Transfer(values.getOrDefault("latency", 0.0), bytes == 0 ? 0 : bytes / bandwidth);
        }
    }

    @Override
    public Integer call() throws ScenarioException, ReportException, IOException, InterruptedException {
        require(limit >= 1, "--limit must be 1 or more, found " + limit);
        require(speed > 0 && speed < Double.POSITIVE_INFINITY, "--speed must be finite and above 0, found " + speed);
        Path jsonFile = json == null || json.equals(STDOUT) ? null : Path.of(json);
        if (requests != null) {
            WholeFile.requireWritable(requests);
        }
        if (jsonFile != null) {
            WholeFile.requireWritable(jsonFile);
            require(!jsonFile.equals(requests), "--requests and --json name the same file");
        }
        require(!measured || (speed == 1 && repeat == 1), "--measured and --speed or --repeat do not go together");
        require(!measured || !STDOUT.equals(json), "--measured prints a table; write --json to a file");
        ReplaySpec replay = replay();
        Trace recorded = TraceReader.read(file, limit);
        require(
                repeat >= 1 && (long) recorded.size() * repeat <= Trace.MOST,
                "--repeat must be 1 or more and make at most " + Trace.MOST + " requests, found " + repeat);
        Trace sooner = speed == 1 ? recorded : recorded.faster(speed);
        Trace trace = repeat == 1 ? sooner : sooner.repeated(repeat);
        require(
                trace.arrival(trace.size() - 1) <= TraceReader.LATEST,
                "--speed and --repeat let the last request arrive after " + TraceReader.LATEST + " s");
        require(
                replay.caching() == null || trace.hasHashes(),
                PrefixOptions.CACHE + " needs a trace that names the blocks of prompts (hash_ids)");
        MeasuredLatencies then = measured ? MeasuredLatencies.read(file, limit) : null;
        long start = System.nanoTime();
        TraceReplay done = new TraceReplay(trace, replay);
        double seconds = (System.nanoTime() - start) / NANOS;
        if (requests != null) {
            RequestsCsv.write(done, requests);
        }
        ReplaySummary summary = done.summary();
        if (jsonFile != null) {
            WholeFile.write(jsonFile, ReplayReport.json(summary));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(STDOUT.equals(json) ? ReplayReport.json(summary) : ReplayReport.text(summary));
        if (then != null) {
            out.print(ReplayReport.text(ReplayComparison.of(trace, done, then)));
        }
        out.flush();
        long empty = summary.refused().getOrDefault(Fate.NO_TOKENS.name(), 0L);
        if (empty > 0) {
            spec.commandLine()
                    .getErr()
                    .println("warning: " + empty + " of the requests "
                            + (empty == 1 ? "has no prompt or asks" : "have no prompt or ask") + " for no answer");
        }
        rate(summary, seconds);
        return Main.DONE;
    }

    private ReplaySpec replay() throws ScenarioException {
        boolean apart = prefillReplicas != null || decodeReplicas != null;
        require(
                !apart || (prefillReplicas != null && decodeReplicas != null && replicas == null),
                "--prefill-replicas and --decode-replicas go together, instead of --replicas");
        require(apart || transfer == null, "--transfer goes with --prefill-replicas and --decode-replicas");
        Handover handover = prefillReplicas == null
                ? null
                : new Handover(
                        count("--prefill-replicas", prefillReplicas),
                        transfer == null ? 0 : transfer.latency,
                        transfer == null ? 0 : transfer.secondsPerToken);
        int serving = decodeReplicas != null
                ? count("--decode-replicas", decodeReplicas)
                : replicas != null ? count("--replicas", replicas) : 1;
        Caching caching = prefixes.caching();
        require(
                caching != null || router.kind() != RouterSpec.Kind.AFFINITY,
                "--router affinity goes with " + PrefixOptions.CACHE);
        return new ReplaySpec(replica.model(), serving, router, engine, handover, caching, seed);
    }

    private int count(String option, int count) {
        require(count >= 1 && count <= MOST_REPLICAS, option + " must be 1 to " + MOST_REPLICAS + ", found " + count);
        return count;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private void rate(ReplaySummary summary, double seconds) {
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "served %d requests, %d steps in %d leaps, %.3f s wall: %.0f equivalent steps per second,"
                                + " %.0f requests per second",
                        summary.served(),
                        summary.steps(),
                        summary.leaps(),
                        seconds,
                        summary.steps() / seconds,
                        summary.served() / seconds));
    }
}
