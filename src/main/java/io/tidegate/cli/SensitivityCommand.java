package io.tidegate.cli;

import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.experiment.sensitivity.OneAtATime;
import io.tidegate.experiment.sensitivity.Sensitivity;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.experiment.sensitivity.SobolIndices;
import io.tidegate.experiment.sensitivity.SobolShares;
import io.tidegate.experiment.sensitivity.SobolStudy;
import io.tidegate.report.Figures;
import io.tidegate.report.ReportException;
import io.tidegate.report.SensitivityReport;
import io.tidegate.report.SobolReport;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sensitivity}: which assumed input decides a measured value. */
@Command(name = "sensitivity", description = "Rank the assumed inputs by what each alone changes of a measured value.")
final class SensitivityCommand implements Callable<Integer> {
    private static final int INDICES = 5;

    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = "--of",
            paramLabel = "MEASURE",
            required = true,
            description = "The measured value, such as 'p99(ttft){plan=pro,phase=after}'.")
    private String of = "";

    @Option(
            names = "--by",
            paramLabel = "SHARE",
            description = "How much each input is changed, down and up. Default: 20 %%.")
    private String by = "20 %";

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many inputs are looked at in all cells, after a look at each in one. Default: 10.")
    private int top = 10;

    @Option(
            names = "--sobol",
            paramLabel = "N",
            description =
                    "Also vary the first inputs together and print which share of the variance each explains (Sobol"
                            + " indices): N × (indices + 2) evaluations; a power of two is best. Default: 0, not at all.")
    private int sobol;

    @Option(
            names = "--indices",
            paramLabel = "K",
            description = "How many inputs --sobol varies together, those that alone change most. Default: 5.")
    private @Nullable Integer indices;

    @Override
    public Integer call() throws ScenarioException, ReportException, IOException, InterruptedException {
        double change = study.share("--by", by);
        if (top < 1) {
            throw study.misuse("--top must be 1 or more, found " + top);
        }
        int together = together();
        LoadedScenario loaded = study.load();
        Condition measure = study.measure("--of", of, loaded);
        return study.run(loaded, measure::about, (evaluator, progress) -> {
            if (sobol > 0) {
                progress.say("Sobol indices: after each input alone, at most " + cost(together) + ".");
            }
            Sensitivity found = OneAtATime.measure(
                    evaluator, measure.valueText(), measure.dimension(), measure::value, change, top);
            StudyOptions.Result alone = new StudyOptions.Result(
                    SensitivityReport.text(found), folder -> SensitivityReport.write(found, folder), Main.DONE);
            return sobol == 0 ? alone : together(alone, found, together, measure, evaluator, progress);
        });
    }

    /** How many inputs are varied together at most. */
    private int together() {
        if (sobol != 0 && (sobol < SobolIndices.FEWEST_ROWS || sobol > SobolIndices.MOST_ROWS)) {
            throw study.misuse("--sobol must be 0, or " + SobolIndices.FEWEST_ROWS + " to " + SobolIndices.MOST_ROWS
                    + ", found " + sobol);
        }
        if (indices == null) {
            return StrictMath.min(top, INDICES);
        }
        if (sobol == 0) {
            throw study.misuse("--indices needs --sobol");
        }
        if (indices < 1 || indices > top || indices > SobolIndices.MOST_INPUTS) {
            throw study.misuse("--indices must be 1 to " + StrictMath.min(top, SobolIndices.MOST_INPUTS)
                    + ", as many as --top looks at, found " + indices);
        }
        return indices;
    }

    private StudyOptions.Result together(
            StudyOptions.Result alone,
            Sensitivity ranked,
            int most,
            Condition measure,
            Evaluator evaluator,
            LookLine progress)
            throws InterruptedException {
        List<Effect> inputs = SobolStudy.candidates(ranked, most);
        if (inputs.isEmpty()) {
            return new StudyOptions.Result(
                    alone.text() + "\nNo Sobol indices: the scenario accepts no input both lower and higher.\n",
                    alone.files(),
                    alone.code());
        }
        long evaluations = SobolIndices.evaluations(sobol, inputs.size());
        progress.say("Sobol indices: " + cost(inputs.size()) + " of about "
                + Figures.count((double) ranked.requestsEach()) + " requests, "
                + Figures.count((double) evaluations * ranked.requestsEach()) + " in all.");
        progress.expect((int) evaluations);
        SobolShares shares = SobolStudy.measure(evaluator, ranked, inputs, measure::value, sobol);
        return new StudyOptions.Result(
                alone.text() + SobolReport.text(shares),
                folder -> {
                    alone.files().write(folder);
                    SobolReport.write(shares, folder);
                },
                alone.code());
    }

    private String cost(int inputs) {
        return sobol + " × (" + inputs + " + 2) = " + SobolIndices.evaluations(sobol, inputs) + " evaluations";
    }
}
