package io.tidegate.cli;

import io.tidegate.experiment.Version;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The entry point of the command line. */
@Command(
        name = "tidegate",
        description =
                "Simulates GPU-fleet inference load under usage limits: who waits, who is throttled, when is it full.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
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
    /** Something was not as it was expected to be. */
    static final int EXPECTATION_FAILED = 1;
    /** Bad usage or input. */
    static final int BAD_INPUT = 2;
    /** The run could not finish. */
    static final int FAILED = 3;
    /** Undecided: too few runs, or no data, to tell. */
    static final int UNDECIDED = 4;
    /** Interrupted. */
    static final int INTERRUPTED = 130;

    /** The commands, in the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            SweepCommand.class,
            MergeCommand.class,
            SolveCommand.class,
            SensitivityCommand.class,
            CheckCommand.class,
            RenderCommand.class,
            ReplayCommand.class,
            CatalogCommand.class,
            CalibrateCommand.class,
            ReportCommand.class,
            VerifyCommand.class,
            DiffCommand.class,
            CommandLine.HelpCommand.class,
            GenerateCompletion.class);

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "With a failure, print its stack trace.")
    private boolean debug;

    private final BooleanSupplier interrupted;
    private final Map<String, String> environment;

    private Main(BooleanSupplier interrupted, Map<String, String> environment) {
        this.interrupted = interrupted;
        this.environment = Map.copyOf(environment);
    }

    /** Runs the command line; exits with its code unless that is 0, so that it can run inside another program. */
    public static void main(String[] args) {
        Interruption watch = new Interruption();
        int code;
        try {
            code = new Main(watch::isUnderWay, System.getenv()).execute(args, writer(System.out), writer(System.err));
        } finally {
            watch.end();
        }
        if (code != DONE) {
            System.exit(code);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Runs the command line in this process, with no environment. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, Map.of(), out, err);
    }

    /**
     * Runs the command line in this process.
     *
     * @param args words after the program's name
     * @param environment variables that say where the program runs
     * @param out where results go
     * @param err where progress and diagnostics go
     * @return the exit code
     */
    public static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        return run(args, environment, () -> false, out, err);
    }

    /** The same where a signal may be ending the program. */
    static int run(
            String[] args,
            Map<String, String> environment,
            BooleanSupplier interrupted,
            PrintWriter out,
            PrintWriter err) {
        return new Main(interrupted, environment).execute(args, out, err);
    }

    /** The variables of the environment that a command runs in. */
    static Map<String, String> environment(CommandSpec command) {
        return command.root().userObject() instanceof Main main ? main.environment : Map.of();
    }

    /** Whether a signal is ending the program, so that what fails is no failure of its own. */
    static boolean isInterrupted(CommandSpec command) {
        return command.root().userObject() instanceof Main main && main.interrupted.getAsBoolean();
    }

    private int execute(String[] args, PrintWriter out, PrintWriter err) {
        try {
            CommandLine line = new CommandLine(this);
            commands(args).forEach(line::addSubcommand);
            line.setOut(out);
            line.setErr(err);
            line.setExpandAtFiles(false);
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.setParameterExceptionHandler((bad, words) -> Failures.misuse(bad));
            line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err));
            if (args.length == 0) {
                line.usage(err);
                return BAD_INPUT;
            }
            return line.execute(args);
        } catch (Throwable failure) {
            return failed(failure, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** The command that the first word names, as looking at all of them takes longer than some take; all of them otherwise. */
    private static List<Class<?>> commands(String[] args) {
        for (Class<?> each : COMMANDS) {
            if (args.length > 0 && each != CommandLine.HelpCommand.class && isNamed(each, args[0])) {
                return List.of(each);
            }
        }
        return COMMANDS;
    }

    /** By the name of the class: to read annotations takes longer. */
    private static boolean isNamed(Class<?> command, String word) {
        String name = command.getSimpleName();
        return (Character.toLowerCase(name.charAt(0)) + name.substring(1)).equals(word + "Command");
    }

    private int failed(Throwable failure, PrintWriter err) {
        return interrupted.getAsBoolean() ? Failures.interrupted(failure, err) : Failures.report(failure, debug, err);
    }

    /** The version that {@code --version} prints. */
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tidegate " + Version.text()};
        }
    }
}
