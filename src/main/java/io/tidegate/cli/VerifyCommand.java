package io.tidegate.cli;

import io.tidegate.experiment.verify.Effort;
import io.tidegate.experiment.verify.Verification;
import io.tidegate.experiment.verify.VerifySummary;
import io.tidegate.report.ReportException;
import io.tidegate.report.VerifyReport;
import io.tidegate.report.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: checks the program on the machine that it runs on. */
@Command(
        name = "verify",
        description = "Check this program on this machine: queues with known answers, leap against twin, coverage of"
                + " intervals, reference pools.")
final class VerifyCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final String STDOUT = "-";

    @ArgGroup(exclusive = true)
    private Size size = new Size();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all draws. Default: 1.")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE|-", description = "Write the tables as JSON; - is standard output.")
    private @Nullable String json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** How much to simulate. */
    static final class Size {
        @Option(names = "--quick", description = "About half a minute on two cores. The default.")
        private boolean quick;

        @Option(names = "--full", description = "Some minutes on two cores; smaller errors are found.")
        private boolean full;

        Effort effort() {
            return full && !quick ? Effort.FULL : Effort.QUICK;
        }
    }

    @Override
    public Integer call() throws ReportException, IOException, InterruptedException {
        int used = threads.get();
        Path jsonFile = json == null || json.equals(STDOUT) ? null : Path.of(json);
        if (jsonFile != null) {
            WholeFile.requireWritable(jsonFile);
        }
        long start = System.nanoTime();
        VerifySummary summary = verify(used);
        double seconds = (System.nanoTime() - start) / NANOS;
        if (jsonFile != null) {
            WholeFile.write(jsonFile, VerifyReport.json(summary));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(STDOUT.equals(json) ? VerifyReport.json(summary) : VerifyReport.text(summary));
        out.flush();
        spec.commandLine().getErr().println(String.format(Locale.ROOT, "verified in %.1f s", seconds));
        return code(summary);
    }

    private VerifySummary verify(int used) throws InterruptedException {
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), StatusLine.isTerminal())) {
            return new Verification(size.effort(), seed, used, progress).run();
        }
    }

    /** The exit code that says whether everything holds. */
    static int code(VerifySummary summary) {
        return summary.failed() == 0 ? Main.DONE : Main.EXPECTATION_FAILED;
    }
}
