package io.tidegate.cli;

import io.tidegate.experiment.Evaluator;
import java.io.PrintWriter;
import java.util.Locale;

/** Says how far a study is that measures again and again, often nobody knows how many times. Called from any thread. */
final class LookLine implements Evaluator.Progress, AutoCloseable {
    private final PrintWriter err;
    private final StatusLine line;
    private int measured;
    private long requests;
    private int expected;
    private int expectedFrom;
    private double expectedSince;

    LookLine(PrintWriter err) {
        this.err = err;
        this.line = new StatusLine(err, StatusLine.isTerminal());
    }

    @Override
    public synchronized void advanced(int newMeasured, long newRequests) {
        measured = newMeasured;
        requests = newRequests;
        line.show(seconds -> String.format(
                Locale.ROOT,
                "%s measurements, %.1f M requests, %.2f M/s, %s",
                expected == 0 ? Integer.toString(newMeasured) : newMeasured + " of " + expected,
                newRequests / 1e6,
                newRequests / 1e6 / seconds,
                time(seconds)));
    }

    private String time(double seconds) {
        if (expected <= expectedFrom || measured <= expectedFrom) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        double each = (seconds - expectedSince) / (measured - expectedFrom);
        return String.format(Locale.ROOT, "%.0f s left", each * (expected - measured));
    }

    /** Says a line of its own. */
    synchronized void say(String text) {
        line.close();
        err.println(text);
        err.flush();
    }

    /** From now on it is known how often the study measures. */
    synchronized void expect(int further) {
        expected = measured + further;
        expectedFrom = measured;
        expectedSince = line.seconds();
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
