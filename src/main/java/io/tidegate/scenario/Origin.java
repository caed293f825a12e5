package io.tidegate.scenario;

/**
 * Where something was written.
 *
 * @param shown the file as the user named it, for error messages
 * @param name the file without what depends on the machine, for results
 * @param line line, from 1; 0 for the command line
 * @param column column, from 1; 0 for the command line
 */
record Origin(String shown, String name, int line, int column) {
    /** An origin without lines: an option of the command line, or a file as a whole. */
    static Origin option(String text) {
        return new Origin(text, text, 0, 0);
    }

    /** File and line, the same on every machine, on one line. */
    String place() {
        String word = Suggestion.visible(name);
        return line == 0 ? word : word + ":" + line;
    }

    /** File, line and column, for error messages. */
    @Override
    public String toString() {
        return line == 0 ? shown : shown + ":" + line + ":" + column;
    }
}
