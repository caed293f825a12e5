package io.tidegate.scenario;

/**
 * An expectation and where it was written.
 *
 * @param spec the expectation
 * @param file the file as the user named it
 * @param line its line, from 1; 0 for the command line
 */
public record Expectation(ExpectSpec spec, String file, int line) {
    /** File and line, for messages. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
