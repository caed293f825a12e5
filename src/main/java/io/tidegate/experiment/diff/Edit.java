package io.tidegate.experiment.diff;

import io.tidegate.scenario.ScenarioDiff;

/**
 * A difference between the scenarios of two runs.
 *
 * @param kind {@code added}, {@code removed} or {@code changed}
 * @param path such as {@code limits.plans.pro.window}
 * @param base value in the first; empty where that has none
 * @param head value in the second; empty where that has none
 * @param file where the second's value, or what is nearest around it, was written; empty where that is not known
 * @param line the line there, from 1; 0 where it is not known
 */
public record Edit(Kind kind, String path, String base, String head, String file, int line) {
    /** What became of a path. */
    public enum Kind {
        /** Only the second run has it. */
        ADDED("+"),
        /** Only the first run has it. */
        REMOVED("-"),
        /** Its value is another. */
        CHANGED("~");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        /** How a list of changes marks it. */
        public String mark() {
            return mark;
        }
    }

    static Edit of(ScenarioDiff.Change change) {
        return new Edit(
                switch (change.kind()) {
                    case ADDED -> Kind.ADDED;
                    case REMOVED -> Kind.REMOVED;
                    case CHANGED -> Kind.CHANGED;
                },
                change.path(),
                change.base(),
                change.head(),
                change.file(),
                change.line());
    }

    /** The change on one line: {@code limits.plans.pro.window: 1.8 M → 3.6 M}. */
    public String text() {
        return switch (kind) {
            case ADDED -> path + ": " + head;
            case REMOVED -> path + ": " + base;
            case CHANGED -> path + ": " + base + " → " + head;
        };
    }

    /** Whether it can change a result: not names, titles, and what a file asks beside the scenario. */
    public boolean matters() {
        return !path.matches("(name|title|(expect|sweep)(\\..*)?|(.*\\.)?label)");
    }
}
