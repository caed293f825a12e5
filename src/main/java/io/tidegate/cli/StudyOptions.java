package io.tidegate.cli;

import io.tidegate.Dimension;
import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.experiment.Version;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.report.Manifest;
import io.tidegate.report.ReportException;
import io.tidegate.report.ReportFolder;
import io.tidegate.report.Tables;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.Quantity;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands share that measure one scenario at many values. */
final class StudyOptions {

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Report folder, which must be new or empty. Default: target/tidegate/<scenario>-<command>,"
                    + " replaced if there.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace the report in the folder that --out names.")
    private boolean overwrite;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** What a command measures and prints. */
    interface Study {
        /** Measures and says how far it is; the result prints and writes itself. */
        Result run(Evaluator evaluator, LookLine progress) throws ScenarioException, InterruptedException;
    }

    /**
     * What a study found.
     *
     * @param text for the terminal, with line feeds
     * @param files writes the files of the report
     * @param code the exit code
     */
    record Result(String text, Files files, int code) {}

    /** Writes the files of a report. */
    interface Files {
        void write(Path folder) throws IOException;
    }

    /** The scenario as it is, for the names in it. */
    LoadedScenario load() throws ScenarioException {
        return options.load(List.of());
    }

    /** Runs a study and writes its report. */
    int run(LoadedScenario loaded, Evaluator.Asked asked, Study study)
            throws ScenarioException, ReportException, IOException, InterruptedException {
        int used = threads.get();
        Path target =
                out == null ? Path.of("target", "tidegate", loaded.scenario().name() + "-" + spec.name()) : out;
        boolean replace = overwrite || out == null;
        ReportFolder.requireFree(target, replace);
        LookLine progress = new LookLine(spec.commandLine().getErr());
        Result result;
        try (progress) {
            result = study.run(new Evaluator(options.source(), options.sets(), asked, used, progress), progress);
        }
        try (ReportFolder folder = ReportFolder.create(target, replace)) {
            result.files().write(folder.path());
            Manifest.write(
                    Version.text(),
                    loaded.scenario().run().seed(),
                    loaded.sha256(),
                    loaded.resolvedYaml(),
                    folder.path());
            folder.commit();
        }
        PrintWriter results = spec.commandLine().getOut();
        results.print(result.text());
        results.println("Report: " + target.toAbsolutePath().normalize().toUri());
        results.flush();
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "simulated %d requests in %.1f s, %d measurements",
                        progress.requests(),
                        progress.seconds(),
                        progress.measured()));
        return result.code();
    }

    /** A condition of the command line. */
    Condition condition(String option, String text, LoadedScenario loaded) {
        return condition(spec, option, text, text, loaded);
    }

    /** A measured value of the command line: a condition that nothing is held against. */
    Condition measure(String option, String text, LoadedScenario loaded) {
        return measure(spec, option, text, loaded);
    }

    /** A measured value of the command line of some command. */
    static Condition measure(CommandSpec spec, String option, String text, LoadedScenario loaded) {
        return condition(spec, option, text, text + " > 0", loaded);
    }

    private static Condition condition(
            CommandSpec spec, String option, String written, String text, LoadedScenario loaded) {
        try {
            return Condition.parse(text, Scope.of(loaded));
        } catch (TextException bad) {
            throw new ParameterException(
                    spec.commandLine(),
                    Tables.clean(option + " '" + written + "', column " + bad.column() + ": " + bad.getMessage()));
        }
    }

    /** A share of the command line, above 0 and below 1. */
    double share(String option, String text) {
        return share(spec, option, text);
    }

    /** A share of the command line of some command. */
    static double share(CommandSpec spec, String option, String text) {
        try {
            double share = Quantity.parse(text, Dimension.SHARE);
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), option + ": " + bad.getMessage(), bad);
        }
        throw new ParameterException(
                spec.commandLine(), option + " must be above 0 and below 100 %, such as 2 %, found '" + text + "'");
    }

    /** A number of requests of the command line. */
    static long requests(CommandSpec spec, String option, String text) {
        try {
            double count = Quantity.parse(text.replaceFirst("\\s*requests$", "").strip(), Dimension.COUNT);
            if (count >= 1) {
                return (long) count;
            }
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), option + ": " + bad.getMessage(), bad);
        }
        throw new ParameterException(
                spec.commandLine(), option + " must be 1 request or more, such as 500 M, found '" + text + "'");
    }

    /** A mistake in the words of the command line. */
    ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), Tables.clean(message));
    }
}
