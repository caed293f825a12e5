package io.tidegate.experiment.expect;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import java.util.Objects;

/**
 * What became of an expectation.
 *
 * @param name what messages call it
 * @param level what it means if it does not pass
 * @param file the file it was written in, as the user named it
 * @param line its line, from 1; 0 for the command line
 * @param outcome what became of it
 * @param condition as it was written
 * @param measured what was measured, by canonical names
 * @param value of that
 * @param operator {@code <}, {@code <=}, {@code >} or {@code >=}
 * @param expected what it was held against, by canonical names
 * @param relative whether that was measured as well
 * @param bound the value of what it was held against
 * @param difference value less bound, paired by group
 * @param dimension of all three, whose base unit they have
 */
public record Verdict(
        String name,
        Level level,
        String file,
        int line,
        Outcome outcome,
        String condition,
        String measured,
        Estimate value,
        String operator,
        String expected,
        boolean relative,
        Estimate bound,
        Estimate difference,
        Dimension dimension) {
    public Verdict {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(bound, "bound");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(dimension, "dimension");
    }

    /** What an expectation means that does not pass. */
    public enum Level {
        /** The run fails. */
        ERROR,
        /** It is printed. */
        WARN
    }

    /** Whether it passed. */
    public boolean passed() {
        return outcome == Outcome.PASS;
    }

    /** The same with the file's name alone, so that results are the same wherever the file lies. */
    public Verdict withoutFolder() {
        return withFile(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
    }

    /** The same with another name of its file. */
    public Verdict withFile(String other) {
        return new Verdict(
                name,
                level,
                other,
                line,
                outcome,
                condition,
                measured,
                value,
                operator,
                expected,
                relative,
                bound,
                difference,
                dimension);
    }

    /** File and line, for messages. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
