package io.tidegate.cli;

import io.tidegate.experiment.Evaluator;
import java.io.PrintWriter;
import java.util.Locale;

/** Says how far a study is that measures again and again, of which nobody knows how often. Called from any thread. */
final class LookLine implements Evaluator.Progress, AutoCloseable {
    private final StatusLine line;
    private int measured;
    private long requests;

    LookLine(PrintWriter err) {
        this.line = new StatusLine(err, StatusLine.isTerminal());
    }

    @Override
    public synchronized void advanced(int newMeasured, long newRequests) {
        measured = newMeasured;
        requests = newRequests;
        line.show(seconds -> String.format(
                Locale.ROOT,
                "%d measurements, %.1f M requests, %.2f M/s, %.0f s",
                newMeasured,
                newRequests / 1e6,
                newRequests / 1e6 / seconds,
                seconds));
    }

    synchronized int measured() {
        return measured;
    }

    synchronized long requests() {
        return requests;
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
