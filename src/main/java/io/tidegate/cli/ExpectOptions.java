package io.tidegate.cli;

import io.tidegate.experiment.expect.Expectations;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.report.GitHubText;
import io.tidegate.report.JunitXml;
import io.tidegate.report.ReportException;
import io.tidegate.report.Tables;
import io.tidegate.report.VerdictText;
import io.tidegate.report.WholeFile;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is expected of a run, and where verdicts go. */
final class ExpectOptions {
    @Option(
            names = "--expect",
            paramLabel = "CONDITION",
            description = "Expect this too, such as 'p99(ttft){plan=pro,phase=after} < 5 s'; may be repeated.")
    private List<String> conditions = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the verdicts as JUnit XML.")
    private @Nullable Path junit;

    @Option(
            names = "--github",
            description =
                    "Annotate the scenario's lines and write the step's summary, as in a workflow of GitHub Actions,"
                            + " where it is the default.")
    private boolean github;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * What the scenario and the command line expect.
     *
     * @throws ScenarioException if a condition is wrong
     * @throws ReportException if the file for the verdicts could not be written
     */
    Expectations of(LoadedScenario loaded) throws ScenarioException, ReportException {
        if (junit != null) {
            WholeFile.requireWritable(junit);
        }
        return Expectations.of(loaded, conditions);
    }

    /** Prints the verdicts and writes them where they were asked for. */
    void report(LoadedScenario loaded, List<Verdict> verdicts) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> environment = Main.environment(spec);
        if (!verdicts.isEmpty() && (github || "true".equals(environment.get("GITHUB_ACTIONS")))) {
            List<Verdict> placed = verdicts.stream()
                    .map(each -> each.withFile(inRepository(each.file(), environment)))
                    .toList();
            placed.stream()
                    .filter(each -> !each.passed())
                    .map(GitHubText::annotation)
                    .forEach(out::println);
            appendSummary(GitHubText.stepSummary(loaded.scenario().title(), placed), environment);
        }
        print(verdicts, out);
        if (junit != null) {
            WholeFile.write(junit, JunitXml.text(loaded.scenario().name(), verdicts));
        }
    }

    /** One line each, and an empty one. */
    static void print(List<Verdict> verdicts, PrintWriter out) {
        verdicts.forEach(each -> out.println(VerdictText.line(each)));
        if (!verdicts.isEmpty()) {
            out.println();
        }
    }

    /** A file's path from the workspace, with slashes; as it was named where it lies elsewhere. */
    private static String inRepository(String file, Map<String, String> environment) {
        String workspace = environment.getOrDefault("GITHUB_WORKSPACE", "");
        try {
            Path root = Path.of(workspace).toAbsolutePath().normalize();
            Path whole = Path.of(file).toAbsolutePath().normalize();
            return whole.startsWith(root) ? root.relativize(whole).toString().replace('\\', '/') : file;
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** A summary that cannot be written is no reason to lose a run. */
    private void appendSummary(String text, Map<String, String> environment) {
        String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            spec.commandLine()
                    .getErr()
                    .println(Tables.clean("warning: no summary of the step: cannot append to " + file));
        }
    }
}
