package io.tidegate.cli;

import io.tidegate.experiment.Experiment;
import io.tidegate.experiment.MeasuresFile;
import io.tidegate.experiment.ModelTables;
import io.tidegate.experiment.RunHead;
import io.tidegate.experiment.RunResult;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.expect.Expectations;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.experiment.spark.SparkCells;
import io.tidegate.experiment.spark.SparkMaster;
import io.tidegate.experiment.sweep.CodeIdentity;
import io.tidegate.report.BreakdownCsv;
import io.tidegate.report.ExpectationsFile;
import io.tidegate.report.Manifest;
import io.tidegate.report.ReportException;
import io.tidegate.report.ReportFolder;
import io.tidegate.report.ReportWriter;
import io.tidegate.report.Tables;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: simulates a scenario, prints the comparison of its phases and writes the report folder. */
@Command(name = "run", description = "Simulate a scenario; print the before/after table; write a report folder.")
final class RunCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Mixin
    private ExpectOptions expect = new ExpectOptions();

    @Mixin
    private PrecisionOptions precision = new PrecisionOptions();

    @Option(names = "--cells", paramLabel = "N|all", description = "Cells of the fleet to simulate.")
    private @Nullable String cells;

    @Option(names = "--replications", paramLabel = "N", description = "Independent repetitions.")
    private @Nullable String replications;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the run.")
    private @Nullable String seed;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Report folder, which must be new or empty. Default: target/tidegate/<scenario>, replaced if"
                    + " there.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace the report in the folder that --out names.")
    private boolean overwrite;

    @Mixin
    private MasterOption master = new MasterOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ScenarioException, ReportException, IOException, InterruptedException {
        int used = threads.get();
        SparkMaster cluster = master.get();
        LoadedScenario loaded = load();
        Expectations expectations = expect.of(loaded);
        precision.check(loaded);
        Path target =
                out == null ? Path.of("target", "tidegate", loaded.scenario().name()) : out;
        boolean replace = overwrite || out == null;
        ReportFolder.requireFree(target, replace);
        long start = System.nanoTime();
        PrecisionOptions.Run run = simulate(loaded, used, cluster);
        loaded = run.loaded();
        RunResult result = run.result();
        RunSummary summary = result.summary();
        double seconds = (System.nanoTime() - start) / NANOS;
        List<Verdict> verdicts = expectations.verdicts(result.measured());
        List<Verdict> kept = verdicts.stream().map(Verdict::withoutFolder).toList();
        try (ReportFolder folder = ReportFolder.create(target, replace)) {
            ReportWriter.write(summary, kept, folder.path());
            ExpectationsFile.write(summary.scenario(), kept, folder.path());
            Files.writeString(
                    folder.path().resolve(MeasuresFile.NAME),
                    new MeasuresFile(RunHead.of(loaded, CodeIdentity.read()), result.measured()).text());
            Files.writeString(folder.path().resolve(BreakdownCsv.NAME), BreakdownCsv.text(result.measured()));
            Manifest.write(summary.version(), summary.seed(), loaded.sha256(), loaded.resolvedYaml(), folder.path());
            folder.commit();
        }
        expect.report(loaded, verdicts);
        PrintWriter results = spec.commandLine().getOut();
        if (!run.note().isEmpty()) {
            results.println(run.note());
        }
        results.print(Tables.text(summary));
        results.println("Report: " + target.toAbsolutePath().normalize().toUri());
        results.flush();
        String done = String.format(Locale.ROOT, "simulated %d requests in %.1f s", summary.requests(), seconds);
        int cores = Math.min(used, Runtime.getRuntime().availableProcessors());
        String where = cluster != null
                ? " on " + cluster.text()
                : String.format(Locale.ROOT, ", %.0f requests per core-second", summary.requests() / (seconds * cores));
        spec.commandLine().getErr().println(done + where);
        return Verdicts.code(verdicts);
    }

    private PrecisionOptions.Run simulate(LoadedScenario loaded, int used, @Nullable SparkMaster cluster)
            throws ScenarioException, InterruptedException {
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), StatusLine.isTerminal())) {
            Experiment experiment = cluster == null
                    ? new Experiment(loaded, used, progress)
                    : new Experiment(loaded, new ModelTables(), new SparkCells(cluster), progress);
            return precision.run(loaded, this::load, experiment);
        }
    }

    private LoadedScenario load() throws ScenarioException {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "replications", replications);
        put(given, "seed", seed);
        if (cells != null && cells.equalsIgnoreCase("all")) {
            given.put("cells", "1"); // whatever the file says might be more than there are
            given.put("cells", Integer.toString(load(given).scenario().fleetCells()));
        } else {
            put(given, "cells", cells);
        }
        return load(given);
    }

    /** The same scenario as if so many replications had been asked for. */
    private LoadedScenario load(int wanted) throws ScenarioException {
        replications = Integer.toString(wanted);
        return load();
    }

    private static void put(Map<String, String> given, String key, @Nullable String value) {
        if (value != null) {
            given.put(key, value);
        }
    }

    /** Options are settings of the section {@code run} that win over all; mistakes are reported as they were typed. */
    private LoadedScenario load(Map<String, String> given) throws ScenarioException {
        List<String> sets = new ArrayList<>();
        given.forEach((key, value) -> sets.add("run." + key + "=" + value));
        try {
            return options.load(sets);
        } catch (ScenarioException bad) {
            List<String> messages = new ArrayList<>(bad.messages());
            for (String key : given.keySet()) {
                String set = "--set run." + key + "=";
                messages.replaceAll(
                        each -> each.startsWith(set) ? "--" + key + " " + each.substring(set.length()) : each);
            }
            throw new ScenarioException(messages);
        }
    }
}
