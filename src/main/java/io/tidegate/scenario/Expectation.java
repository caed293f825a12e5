package io.tidegate.scenario;

/**
 * An expectation and where it was written.
 *
 * @param spec the expectation
 * @param file the file as the user named it
 * @param line its line, from 1; 0 for the command line
 */
public record Expectation(ExpectSpec spec, String file, int line) {
    /** The same with the file's name alone, so that results are the same wherever the file lies. */
    public Expectation withoutFolder() {
        return new Expectation(
                spec, file.substring(StrictMath.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1), line);
    }

    /** File and line, for messages. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
