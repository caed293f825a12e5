package io.tidegate.cli;

import io.tidegate.experiment.sweep.CodeIdentity;
import io.tidegate.experiment.sweep.MeasureChoice;
import io.tidegate.experiment.sweep.Merge;
import io.tidegate.experiment.sweep.SweepException;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.experiment.sweep.SweepRuns;
import io.tidegate.report.ReportException;
import io.tidegate.report.ReportFolder;
import io.tidegate.report.SweepPictures;
import io.tidegate.report.SweepReport;
import io.tidegate.report.SweepSheet;
import io.tidegate.report.SweepVerdicts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merge}: the parts of a sweep, run apart by {@code sweep --shard}, as the whole. */
@Command(name = "merge", description = "Put the parts of a sweep together: the same files as of a sweep in one.")
final class MergeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of the parts.")
    private List<Path> parts = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the whole, new or empty.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws SweepException, ReportException, IOException {
        SweepResults found;
        try (ReportFolder folder = ReportFolder.create(out, false)) {
            Merge.write(parts, CodeIdentity.read(), folder.path());
            SweepRuns runs = SweepRuns.open(folder.path());
            List<String> drawn = SweepPictures.usual(runs.head().labels());
            found = SweepReport.write(runs, List.of(), drawn, folder.path());
            folder.commit();
        }
        PrintWriter results = spec.commandLine().getOut();
        SweepVerdicts.lines(found).forEach(results::println);
        results.print(SweepSheet.text(found, MeasureChoice.usual(found.labels())));
        results.println("Sweep: " + out.toAbsolutePath().normalize().toUri());
        results.flush();
        return Verdicts.code(SweepVerdicts.all(found));
    }
}
