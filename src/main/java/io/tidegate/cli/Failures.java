package io.tidegate.cli;

import io.tidegate.experiment.ResultException;
import io.tidegate.experiment.spark.ClusterException;
import io.tidegate.experiment.sweep.SweepException;
import io.tidegate.report.ReportException;
import io.tidegate.report.Tables;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, as lines for the user and an exit code; nothing in a line can move a terminal's cursor. */
final class Failures {
    private static final int MOST_MESSAGES = 50;

    /** An interruption after which something remains, and how to go on. */
    static final class Interrupted extends InterruptedException {
        private static final long serialVersionUID = 1L;

        Interrupted(String message) {
            super(message);
        }
    }

    private Failures() {}

    /** Says what went wrong, with the stack where that is asked for. */
    static int report(Throwable failure, boolean debug, PrintWriter err) {
        if (debug) {
            failure.printStackTrace(err);
        }
        if (failure instanceof InterruptedException) {
            return interrupted(failure, err);
        }
        if (failure instanceof ScenarioException bad) {
            List<String> messages = bad.messages();
            messages.stream().limit(MOST_MESSAGES).forEach(message -> err.println(Tables.clean(message)));
            if (messages.size() > MOST_MESSAGES) {
                err.println("and " + (messages.size() - MOST_MESSAGES) + " more");
            }
            return Main.BAD_INPUT;
        }
        if (failure instanceof ReportException
                || failure instanceof ResultException
                || failure instanceof SweepException) {
            err.println(Tables.clean(String.valueOf(failure.getMessage())));
            return Main.BAD_INPUT;
        }
        err.println(Tables.clean("the run could not finish: " + cause(failure)));
        return Main.FAILED;
    }

    /** Says that a signal ended the command. */
    static int interrupted(Throwable failure, PrintWriter err) {
        boolean says = failure instanceof Interrupted;
        err.println(Tables.clean(says ? "" + failure.getMessage() : "interrupted; no report was written"));
        return Main.INTERRUPTED;
    }

    private static String cause(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "out of memory; simulate fewer cells at once (--threads 1) or give Java more (java -Xmx4g -jar ...)";
        }
        if (failure instanceof FileSystemException files) {
            String why = files instanceof NoSuchFileException
                    ? "no such file or folder"
                    : files instanceof AccessDeniedException ? "permission denied" : files.getReason();
            return files.getFile() + ": " + (why == null ? files.getClass().getSimpleName() : why);
        }
        if (failure instanceof IOException || failure instanceof ClusterException) {
            return String.valueOf(failure.getMessage());
        }
        return failure + "; --debug shows where";
    }

    /** Says what is wrong with the words of the command line, in one line, and where to read more. */
    static int misuse(ParameterException bad) {
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(bad.getMessage()));
        if (bad instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            if (!meant.isEmpty()) {
                lines.set(0, lines.get(0) + " — did you mean " + String.join(" or ", meant) + "?");
            }
        }
        lines.add("Try '" + bad.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        PrintWriter err = bad.getCommandLine().getErr();
        lines.forEach(line -> err.println(Tables.clean(line)));
        return Main.BAD_INPUT;
    }
}
