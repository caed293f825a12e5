package io.tidegate.cli;

import io.tidegate.experiment.Experiment;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says how far a run is: on a terminal one line that is written over, elsewhere a plain line every few seconds. Called from any
 * thread.
 */
final class ProgressLine implements Experiment.Progress, AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double TERMINAL_SECONDS = 0.2;
    private static final double PLAIN_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private double shown;

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public synchronized void advanced(double tasksDone, int tasks, long requests) {
        double seconds = (System.nanoTime() - start) / NANOS;
        if (seconds - shown < (terminal ? TERMINAL_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        shown = seconds;
        double part = tasksDone / tasks;
        String line = String.format(
                Locale.ROOT,
                "%3.0f %%  %.1f M requests, %.2f M/s, %.0f s left",
                100 * part,
                requests / 1e6,
                requests / 1e6 / seconds,
                seconds * (1 - part) / part);
        if (terminal) {
            err.print("\r" + line + "   ");
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Clears the line. */
    @Override
    public synchronized void close() {
        if (terminal) {
            err.print("\r" + " ".repeat(70) + "\r");
            err.flush();
        }
    }
}
