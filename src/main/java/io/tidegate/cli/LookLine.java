package io.tidegate.cli;

import io.tidegate.experiment.Evaluator;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says how far a study is that measures again and again, often nobody knows how many times: on a terminal one line that is written
 * over, elsewhere a plain line every few seconds. Called from any thread.
 */
final class LookLine implements Evaluator.Progress, AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double TERMINAL_SECONDS = 0.2;
    private static final double PLAIN_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal = isTerminal();
    private final long start;
    private double shown;
    private int measured;
    private long requests;
    private int expected;
    private int expectedFrom;
    private double expectedSince;

    LookLine(PrintWriter err, long start) {
        this.err = err;
        this.start = start;
    }

    /** Whether somebody watches. JDK 22 to 24 say so for pipes as well, which then get a line that is written over. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    @Override
    public synchronized void advanced(int newMeasured, long newRequests) {
        measured = newMeasured;
        requests = newRequests;
        double seconds = (System.nanoTime() - start) / NANOS;
        if (seconds - shown < (terminal ? TERMINAL_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        shown = seconds;
        String line = String.format(
                Locale.ROOT,
                "%s measurements, %.1f M requests, %.2f M/s, %s",
                expected == 0 ? Integer.toString(measured) : measured + " of " + expected,
                requests / 1e6,
                requests / 1e6 / seconds,
                time(seconds));
        if (terminal) {
            err.print("\r" + line + "   ");
        } else {
            err.println(line);
        }
        err.flush();
    }

    private String time(double seconds) {
        if (expected <= expectedFrom || measured <= expectedFrom) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        double each = (seconds - expectedSince) / (measured - expectedFrom);
        return String.format(Locale.ROOT, "%.0f s left", each * (expected - measured));
    }

    /** Says a line of its own. */
    synchronized void say(String line) {
        close();
        err.println(line);
        err.flush();
    }

    /** From now on it is known how often the study measures. */
    synchronized void expect(int further) {
        expected = measured + further;
        expectedFrom = measured;
        expectedSince = (System.nanoTime() - start) / NANOS;
    }

    synchronized int measured() {
        return measured;
    }

    synchronized long requests() {
        return requests;
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
