package io.tidegate.cli;

import io.tidegate.experiment.MeasuresFile;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.report.BreakdownCsv;
import io.tidegate.report.ExpectationsFile;
import io.tidegate.report.ReportException;
import io.tidegate.report.ReportFolder;
import io.tidegate.report.ReportWriter;
import io.tidegate.report.SummaryJson;
import io.tidegate.report.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: draws a finished run again from its results. */
@Command(name = "report", description = "Draw the tables and pictures of a finished run again, from its summary.json.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The report folder of a finished run.")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ReportException, IOException {
        RunSummary summary = SummaryJson.read(folder.resolve("summary.json"));
        List<Verdict> verdicts = ExpectationsFile.read(folder);
        try (ReportFolder again = ReportFolder.create(folder, true)) {
            ReportWriter.write(summary, verdicts, again.path());
            again.keep("manifest.json");
            again.keep("scenario.resolved.yaml");
            again.keep(MeasuresFile.NAME);
            again.keep(BreakdownCsv.NAME);
            again.keep(ExpectationsFile.NAME);
            again.commit();
        }
        PrintWriter out = spec.commandLine().getOut();
        ExpectOptions.print(verdicts, out);
        out.print(Tables.text(summary));
        out.println("Report: " + folder.toAbsolutePath().normalize().toUri());
        return Main.DONE;
    }
}
