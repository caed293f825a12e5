package io.tidegate.cli;

import io.tidegate.experiment.Version;
import io.tidegate.report.ReportException;
import io.tidegate.scenario.ScenarioException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of the command line. */
@Command(
        name = "tidegate",
        description =
                "Simulates GPU-fleet inference load under usage limits: who waits, who is throttled, when is it full.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            RenderCommand.class,
            ReportCommand.class,
            CommandLine.HelpCommand.class,
            GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:an expectation failed",
            " 2:bad usage or input",
            " 3:the run could not finish",
            " 4:undecided: too few runs, or no data, to tell",
            "130, 143:interrupted"
        })
public final class Main {
    /** Done. */
    static final int DONE = 0;
    /** Bad usage or input. */
    static final int BAD_INPUT = 2;
    /** The run could not finish. */
    static final int FAILED = 3;

    private static final int MOST_MESSAGES = 50;

    private Main() {}

    /** Runs the command line; exits with its code unless that is 0, so that it can run inside another program. */
    public static void main(String[] args) {
        int code = run(args, writer(System.out), writer(System.err));
        if (code != DONE) {
            System.exit(code);
        }
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(new java.io.OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /**
     * Runs the command line in this process.
     *
     * @param args words after the program's name
     * @param out where results go
     * @param err where progress and diagnostics go
     * @return the exit code
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        try {
            CommandLine line = new CommandLine(new Main());
            line.setOut(out);
            line.setErr(err);
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, err));
            if (args.length == 0) {
                line.usage(err);
                return BAD_INPUT;
            }
            return line.execute(args);
        } catch (Throwable failure) {
            return report(failure, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int report(Throwable failure, PrintWriter err) {
        if (failure instanceof ScenarioException bad) {
            List<String> messages = bad.messages();
            messages.stream().limit(MOST_MESSAGES).forEach(err::println);
            if (messages.size() > MOST_MESSAGES) {
                err.println("and " + (messages.size() - MOST_MESSAGES) + " more");
            }
            return BAD_INPUT;
        }
        if (failure instanceof ReportException bad) {
            err.println(bad.getMessage());
            return BAD_INPUT;
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("out of memory: simulate fewer cells at once (--threads) or give Java more (-Xmx)");
            return FAILED;
        }
        err.println("the run could not finish: " + failure);
        failure.printStackTrace(err);
        return FAILED;
    }

    /** The version that {@code --version} prints. */
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tidegate " + Version.text()};
        }
    }
}
