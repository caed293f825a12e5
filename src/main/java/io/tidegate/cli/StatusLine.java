package io.tidegate.cli;

import java.io.PrintWriter;
import java.util.function.DoubleFunction;

/**
 * Says how far something is: on a terminal one line that is written over, elsewhere a plain line every few seconds. Called from any
 * thread.
 */
final class StatusLine implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double TERMINAL_SECONDS = 0.2;
    private static final double PLAIN_SECONDS = 10;
    private static final int WIDTH = 70;

    private final PrintWriter err;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private double shown;

    /** A line of which the clock starts now. */
    StatusLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Whether somebody watches. JDK 22 to 24 say so for pipes as well, which then get a line that is written over. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        return System.console() != null;
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    /** Shows the text after so many seconds, unless the last was shown just before. */
    synchronized void show(DoubleFunction<String> text) {
        double seconds = seconds();
        if (seconds - shown < (terminal ? TERMINAL_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        shown = seconds;
        String line = text.apply(seconds);
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
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }
}
