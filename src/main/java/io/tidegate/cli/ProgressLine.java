package io.tidegate.cli;

import io.tidegate.experiment.Experiment;
import java.io.PrintWriter;
import java.util.Locale;

/** Says how far a run is. Called from any thread. */
final class ProgressLine implements Experiment.Progress, AutoCloseable {
    private final StatusLine line;

    ProgressLine(PrintWriter err, boolean terminal) {
        this.line = new StatusLine(err, terminal);
    }

    @Override
    public void advanced(double tasksDone, int tasks, long requests) {
        line.show(seconds -> text(tasksDone / tasks, requests, seconds));
    }

    /** The line after some seconds; the time left is not known before a part is done. */
    static String text(double part, long requests, double seconds) {
        String done = String.format(
                Locale.ROOT,
                "%3.0f %%  %.1f M requests, %.2f M/s",
                100 * part,
                requests / 1e6,
                requests / 1e6 / seconds);
        return part > 0 ? done + String.format(Locale.ROOT, ", %.0f s left", seconds * (1 - part) / part) : done;
    }

    /** Clears the line. */
    @Override
    public void close() {
        line.close();
    }
}
