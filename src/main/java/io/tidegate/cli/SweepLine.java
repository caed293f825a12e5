package io.tidegate.cli;

import io.tidegate.experiment.sweep.Sweep;
import java.io.PrintWriter;
import java.util.Locale;

/** Says how many runs of a sweep are finished. */
final class SweepLine implements Sweep.Progress, AutoCloseable {
    private final StatusLine line;
    private final int kept;
    private final int all;

    /**
     * A line.
     *
     * @param kept runs that were finished before, which tell nothing of the rate
     * @param all runs
     */
    SweepLine(PrintWriter err, boolean terminal, int kept, int all) {
        this.line = new StatusLine(err, terminal);
        this.kept = kept;
        this.all = all;
    }

    @Override
    public void finished(int runs) {
        line.show(seconds -> text(runs, seconds));
    }

    /** The line after some seconds. */
    String text(int runs, double seconds) {
        double rate = (runs - kept) / seconds;
        return String.format(
                Locale.ROOT, "%d of %d runs, %.2f runs/s, %.0f s left", runs, all, rate, (all - runs) / rate);
    }

    /** Seconds since the start. */
    double seconds() {
        return line.seconds();
    }

    /** Clears the line. */
    @Override
    public void close() {
        line.close();
    }
}
