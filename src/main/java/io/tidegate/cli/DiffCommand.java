package io.tidegate.cli;

import io.tidegate.experiment.MeasuresFile;
import io.tidegate.experiment.ResultException;
import io.tidegate.experiment.diff.Gate;
import io.tidegate.experiment.diff.GateResult;
import io.tidegate.experiment.diff.GateResult.Outcome;
import io.tidegate.experiment.diff.MeasurePattern;
import io.tidegate.experiment.diff.Pairing;
import io.tidegate.experiment.diff.RunDiff;
import io.tidegate.report.DiffReport;
import io.tidegate.report.GateMessage;
import io.tidegate.report.ReportException;
import io.tidegate.report.WholeFile;
import io.tidegate.scenario.ScenarioDiff;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff}: sets two finished runs side by side, and fails where one is worse than a gate tolerates. */
@Command(
        name = "diff",
        description = {
            "Compare two finished runs: what changed in the scenario, then in the outcomes; gate on it.",
            "",
            "A gate fails, with exit code 1, only if the lower bound of the relative worsening exceeds what is tolerated; all bounds "
                    + "hold together at 99.5 %%. Runs that are the same to the bit pass. What is undecided does not fail; a gated value "
                    + "that a run does not know, or that has no interval, gives exit code 4 unless another fails."
        })
final class DiffCommand implements Callable<Integer> {
    private static final double MOST_PERCENT = 10_000;

    /** How a comparison is written. */
    enum Format {
        TEXT,
        JSON,
        MARKDOWN
    }

    @Parameters(index = "0", paramLabel = "BASE", description = "Report folder of the run to compare with.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "HEAD", description = "Report folder of the run that is compared.")
    private Path head = Path.of("");

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            description =
                    "Also compare a measure, such as 'p99(ttft){plan=pro}', in every phase; * is any value of a label. May be repeated.")
    private List<String> measures = new ArrayList<>();

    @Option(names = "--all", description = "Compare every measure.")
    private boolean all;

    @Option(
            names = "--gate",
            paramLabel = "'MEASURE P %'",
            description =
                    "Fail if a measure is worse by more than P per cent of its value in BASE, such as 'p90(ttft){plan=pro} 5 %%'. "
                            + "May be repeated.")
    private List<String> gates = new ArrayList<>();

    @Option(
            names = "--fail-if-worse",
            paramLabel = "PERCENT",
            description = "The same for every headline that BASE knows: those compared without --measure and --all.")
    private double failIfWorse = Double.NaN;

    @Option(
            names = "--unpaired",
            description =
                    "Allow other seeds, cells, replications and versions of the program: the variances of both runs add up.")
    private boolean unpaired;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json or markdown. Default: text.")
    private Format format = Format.TEXT;

    @Option(names = "--out", paramLabel = "FILE", description = "Write there instead of on standard output.")
    private @Nullable Path out;

    @Option(
            names = "--github",
            paramLabel = "FOLDER",
            description =
                    "Print what failed as annotations of GitHub on the lines that changed in the scenario's files, "
                            + "which lie in this folder of the repository.")
    private @Nullable String github;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ScenarioException, ResultException, ReportException, IOException {
        RunDiff.Question question = question();
        if (out != null) {
            WholeFile.requireWritable(out);
        }
        MeasuresFile before = MeasuresFile.read(base.resolve(MeasuresFile.NAME));
        MeasuresFile after = MeasuresFile.read(head.resolve(MeasuresFile.NAME));
        refuseOthers(before, after);
        RunDiff diff = compared(before, after, question);
        String text = switch (format) {
            case TEXT -> DiffReport.text(diff);
            case JSON -> DiffReport.json(diff);
            case MARKDOWN -> DiffReport.markdown(diff);
        };
        if (out == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            WholeFile.write(out, text);
        }
        return verdict(diff);
    }

    private RunDiff.Question question() {
        if (failIfWorse < 0 || failIfWorse > MOST_PERCENT) {
            throw new ParameterException(
                    spec.commandLine(), "--fail-if-worse must be 0 to 10000 per cent, found " + failIfWorse);
        }
        return new RunDiff.Question(
                !unpaired,
                all,
                parsed("--measure", measures, MeasurePattern::parse),
                parsed("--gate", gates, Gate::parse),
                failIfWorse / 100);
    }

    private <T> List<T> parsed(String option, List<String> texts, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        for (String text : texts) {
            try {
                values.add(parse.apply(text));
            } catch (IllegalArgumentException bad) {
                throw new ParameterException(spec.commandLine(), option + ": " + bad.getMessage(), bad);
            }
        }
        return values;
    }

    private void refuseOthers(MeasuresFile before, MeasuresFile after) throws ReportException {
        List<String> obstacles = unpaired
                ? Pairing.otherSpans(before.head(), after.head())
                : Pairing.obstacles(before.head(), after.head());
        if (!obstacles.isEmpty()) {
            boolean compatible = Pairing.otherSpans(before.head(), after.head()).isEmpty();
            throw new ReportException(base + " and " + head + (unpaired ? " cannot be compared" : " cannot be paired")
                    + ": " + String.join("; ", obstacles)
                    + (compatible ? "; --unpaired compares them with wider intervals" : ""));
        }
    }

    private RunDiff compared(MeasuresFile before, MeasuresFile after, RunDiff.Question question)
            throws ScenarioException, ReportException {
        List<ScenarioDiff.Change> changes =
                ScenarioDiff.between(base.resolve("scenario.resolved.yaml"), head.resolve("scenario.resolved.yaml"));
        try {
            return RunDiff.of(before, after, changes, question);
        } catch (IllegalArgumentException bad) {
            throw new ReportException(String.valueOf(bad.getMessage()), bad);
        }
    }

    private int verdict(RunDiff diff) {
        PrintWriter err = spec.commandLine().getErr();
        List<GateResult> failed = diff.with(Outcome.FAILED);
        for (GateResult gate : failed) {
            err.println(github == null ? GateMessage.of(gate, diff) : GateMessage.annotation(gate, diff, github));
        }
        if (!failed.isEmpty()) {
            return Main.EXPECTATION_FAILED;
        }
        List<GateResult> unknown = diff.with(Outcome.NO_DATA);
        unknown.forEach(gate -> err.println(GateMessage.withoutData(gate)));
        return unknown.isEmpty() ? Main.DONE : Main.UNDECIDED;
    }
}
