package io.tidegate.cli;

import io.tidegate.experiment.expect.Condition;
import io.tidegate.experiment.sensitivity.OneAtATime;
import io.tidegate.experiment.sensitivity.Sensitivity;
import io.tidegate.report.ReportException;
import io.tidegate.report.SensitivityReport;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sensitivity}: which assumed input decides a measured value. */
@Command(name = "sensitivity", description = "Rank the assumed inputs by what each alone changes of a measured value.")
final class SensitivityCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws ScenarioException, ReportException, IOException, InterruptedException {
        double change = study.share("--by", by);
        if (top < 1) {
            throw study.misuse("--top must be 1 or more, found " + top);
        }
        LoadedScenario loaded = study.load();
        Condition measure = study.measure("--of", of, loaded);
        return study.run(loaded, measure::about, evaluator -> {
            Sensitivity found = OneAtATime.measure(
                    evaluator, measure.valueText(), measure.dimension(), measure::value, change, top);
            return new StudyOptions.Result(
                    SensitivityReport.text(found), folder -> SensitivityReport.write(found, folder), Main.DONE);
        });
    }
}
