package io.tidegate.cli;

import io.tidegate.experiment.ModelTables;
import io.tidegate.experiment.expect.Expectations;
import io.tidegate.experiment.spark.SparkMaster;
import io.tidegate.experiment.spark.SparkRunner;
import io.tidegate.experiment.sweep.CodeIdentity;
import io.tidegate.experiment.sweep.LocalRunner;
import io.tidegate.experiment.sweep.MeasureChoice;
import io.tidegate.experiment.sweep.Shard;
import io.tidegate.experiment.sweep.Sweep;
import io.tidegate.experiment.sweep.SweepException;
import io.tidegate.experiment.sweep.SweepPlan;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.experiment.sweep.SweepRuns;
import io.tidegate.experiment.sweep.TaskRunner;
import io.tidegate.report.SweepPictures;
import io.tidegate.report.SweepReport;
import io.tidegate.report.SweepSheet;
import io.tidegate.report.SweepVerdicts;
import io.tidegate.report.Tables;
import io.tidegate.scenario.Expectation;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import io.tidegate.scenario.SweepSpec;
import io.tidegate.scenario.VarySpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sweep}: runs a scenario at many points, keeps every finished run, and writes what was measured. */
@Command(
        name = "sweep",
        description =
                "Run a scenario with many values; keep every run; go on after an interruption by the same command.")
final class SweepCommand implements Callable<Integer> {
    private static final int MOST_REPLICATIONS = 10_000;
    private static final int MOST_WARNINGS = 20;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(
            names = "--vary",
            paramLabel = "PATH=VALUES",
            description = "What to vary, instead of what the scenario says: a=1,2,3 or a=range(1 MW, 2 MW, 5) or "
                    + "a=range(1, 100, 5, log); a sampled design needs no number of steps. May be repeated.")
    private List<String> vary = new ArrayList<>();

    @Option(
            names = "--design",
            paramLabel = "NAME",
            description = "grid, list, random, sobol or latin-hypercube. Default: the scenario's, or grid.")
    private @Nullable String design;

    @Option(names = "--points", paramLabel = "N", description = "Points of a random, sobol or latin-hypercube design.")
    private @Nullable Integer points;

    @Option(names = "--replications", paramLabel = "N", description = "Independent repetitions of each point.")
    private @Nullable Integer replications;

    @Option(names = "--design-seed", paramLabel = "N", description = "Seed of the design, apart from the run's.")
    private @Nullable Long designSeed;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only the I-th of N parts, counted from 1; 'merge' puts the parts together.")
    private @Nullable String shard;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder of the sweep: new, empty, or of the same sweep. Default: target/tidegate/sweep-<scenario>.")
    private @Nullable Path out;

    @Option(
            names = "--overwrite",
            description = "Discard another sweep that the folder holds; finished runs of this one are kept.")
    private boolean overwrite;

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            description =
                    "What the table shows, such as 'p99(ttft){plan=pro}'; files have all, but those by region or kind"
                            + " only if they are named here. May be repeated.")
    private List<String> measures = new ArrayList<>();

    @Option(
            names = "--expect",
            paramLabel = "CONDITION",
            description = "Expect this of every point too, such as 'p99(ttft){plan=pro,phase=after} < 5 s'; may be"
                    + " repeated.")
    private List<String> conditions = new ArrayList<>();

    @Mixin
    private MasterOption master = new MasterOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ScenarioException, SweepException, IOException, InterruptedException {
        int used = threads.get();
        SparkMaster cluster = master.get();
        Shard part = shard();
        ScenarioSource source = options.source();
        LoadedScenario base = source.with(options.sets());
        List<Expectation> expected = Expectations.of(base, conditions).written();
        SweepPlan plan =
                SweepPlan.of(source, options.sets(), design(base), expected, !vary.isEmpty(), CodeIdentity.read());
        List<String> shown = shown(plan);
        Path folder = out == null ? Path.of("target", "tidegate", name(plan, part)) : out;
        try (Sweep sweep = Sweep.open(plan, part, folder, overwrite)) {
            try {
                run(sweep, plan, folder, runner(used, cluster));
                return results(sweep, part, shown, folder);
            } catch (InterruptedException | ClosedByInterruptException e) {
                throw new Failures.Interrupted("interrupted; " + remains(sweep, folder));
            } catch (IOException | RuntimeException | Error e) {
                if (Main.isInterrupted(spec)) {
                    // What is drawn or asked of Java while it is ending may fail in any way.
                    throw new Failures.Interrupted("interrupted; " + remains(sweep, folder));
                }
                spec.commandLine().getErr().println(Tables.clean(remains(sweep, folder)));
                throw e;
            }
        }
    }

    /** Writes and prints what was found, and says what that means for the exit code. */
    private int results(Sweep sweep, Shard part, List<String> shown, Path folder) throws SweepException, IOException {
        PrintWriter results = spec.commandLine().getOut();
        String uri = folder.toAbsolutePath().normalize().toUri().toString();
        int code = Main.DONE;
        if (part.of() == 1) {
            SweepRuns runs = sweep.runs().with(shown);
            List<String> drawn =
                    measures.isEmpty() ? SweepPictures.usual(runs.head().labels()) : shown;
            SweepResults found = SweepReport.write(runs, shown, drawn, folder);
            SweepVerdicts.lines(found).forEach(results::println);
            results.print(SweepSheet.text(found, shown));
            results.println("Sweep: " + uri);
            code = Verdicts.code(SweepVerdicts.all(found));
        } else {
            results.println("Part " + part + ": " + uri);
        }
        results.flush();
        return code;
    }

    private TaskRunner runner(int used, @Nullable SparkMaster cluster) {
        return cluster == null ? new LocalRunner(used, new ModelTables()) : new SparkRunner(cluster);
    }

    private void run(Sweep sweep, SweepPlan plan, Path folder, TaskRunner runner)
            throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        plan.warnings().stream().limit(MOST_WARNINGS).forEach(each -> err.println(Tables.clean("warning: " + each)));
        int kept = sweep.finished();
        if (kept < sweep.all()) {
            SweepReport.delete(folder);
        }
        if (kept > 0) {
            String there = sweep.all() == 1 ? " is there already" : " are there already";
            err.println(kept + " of " + runs(sweep.all()) + there);
        }
        double seconds;
        try (SweepLine line = new SweepLine(err, StatusLine.isTerminal(), kept, sweep.all())) {
            sweep.run(runner, line);
            seconds = line.seconds();
        }
        err.println(String.format(Locale.ROOT, "%s in %.1f s", runs(sweep.finished() - kept), seconds));
    }

    private static String runs(int count) {
        return count == 1 ? "1 run" : count + " runs";
    }

    private static String remains(Sweep sweep, Path folder) {
        if (sweep.finished() == sweep.all()) {
            return "all " + sweep.all() + " runs are kept in " + folder + "; the same command writes their results";
        }
        return sweep.finished() + " of " + sweep.all() + " runs are kept in " + folder
                + "; the same command goes on with the others";
    }

    private static String name(SweepPlan plan, Shard part) {
        String name = "sweep-" + plan.base().name();
        return part.of() == 1 ? name : name + "-" + part.index() + "-of-" + part.of();
    }

    private List<String> shown(SweepPlan plan) {
        List<String> labels = plan.head().labels();
        List<String> shown = new ArrayList<>();
        for (String measure : measures) {
            try {
                shown.addAll(MeasureChoice.names(measure, labels, plan.base()));
            } catch (IllegalArgumentException e) {
                throw wrong("--measure " + measure + ": " + e.getMessage());
            }
        }
        return measures.isEmpty() ? MeasureChoice.usual(labels) : shown;
    }

    private Shard shard() {
        try {
            return shard == null ? Shard.WHOLE : Shard.parse(shard);
        } catch (IllegalArgumentException e) {
            throw wrong("--shard " + shard + ": " + e.getMessage());
        }
    }

    /** The design that the scenario describes, with what the options say instead. */
    private SweepSpec design(LoadedScenario base) throws ScenarioException {
        List<VarySpec> varied = VaryText.parse(vary);
        SweepSpec written = base.extras().sweep();
        if (written == null && varied.isEmpty()) {
            throw new ScenarioException(List.of(options.file()
                    + ": nothing to vary: write a section sweep, or name values by --vary path=value,value"));
        }
        SweepSpec otherwise = written == null
                ? new SweepSpec(SweepSpec.Design.GRID, 0, base.scenario().run().replications(), 1, List.of())
                : written;
        SweepSpec.Design chosen = design == null ? otherwise.design() : named(design);
        int many = replications == null ? otherwise.replications() : replications;
        require(
                many >= 1 && many <= MOST_REPLICATIONS,
                "--replications must be 1 to " + MOST_REPLICATIONS + ", found " + many);
        return new SweepSpec(
                chosen,
                points == null ? (chosen == otherwise.design() ? otherwise.points() : 0) : points,
                many,
                designSeed == null ? otherwise.seed() : designSeed,
                varied.isEmpty() ? otherwise.vary() : varied);
    }

    private SweepSpec.Design named(String text) {
        List<String> known = Arrays.stream(SweepSpec.Design.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int at = known.indexOf(text.toLowerCase(Locale.ROOT));
        require(at >= 0, "--design must be one of " + String.join(", ", known) + ", found '" + text + "'");
        return SweepSpec.Design.values()[at];
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw wrong(otherwise);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
