package io.tidegate.cli;

import io.tidegate.experiment.sweep.Sweep;
import java.io.PrintWriter;
import java.util.Locale;

/** Says how many runs of a sweep are finished: on a terminal one line that is written over, elsewhere a line every few seconds. */
final class SweepLine implements Sweep.Progress, AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double TERMINAL_SECONDS = 0.2;
    private static final double PLAIN_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private final int kept;
    private final int all;
    private final long start = System.nanoTime();
    private double shown;

    /**
     * A line.
     *
     * @param kept runs that were finished before, which tell nothing of the rate
     * @param all runs
     */
    SweepLine(PrintWriter err, boolean terminal, int kept, int all) {
        this.err = err;
        this.terminal = terminal;
        this.kept = kept;
        this.all = all;
    }

    @Override
    public void finished(int runs) {
        double seconds = seconds();
        if (seconds - shown < (terminal ? TERMINAL_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        shown = seconds;
        String line = text(runs, seconds);
        if (terminal) {
            err.print("\r" + line + "   ");
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** The line after some seconds. */
    String text(int runs, double seconds) {
        double rate = (runs - kept) / seconds;
        return String.format(
                Locale.ROOT, "%d of %d runs, %.2f runs/s, %.0f s left", runs, all, rate, (all - runs) / rate);
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (terminal) {
            err.print("\r" + " ".repeat(70) + "\r");
            err.flush();
        }
    }
}
