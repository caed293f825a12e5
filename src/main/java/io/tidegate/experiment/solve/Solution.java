package io.tidegate.experiment.solve;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import java.util.List;

/**
 * An answer, how sure it is, and every value that was looked at on the way.
 *
 * @param schemaVersion of this form
 * @param scenario name of the scenario
 * @param title its title
 * @param version of the program
 * @param seed of the run
 * @param path what was varied
 * @param unit the unit of its values; the time of day for dates
 * @param dates whether values are days since the epoch
 * @param greatest whether the greatest value was looked for, otherwise the least
 * @param goals the conditions
 * @param status whether there is an answer, and if not, why
 * @param answer the answer as a scenario writes it; empty if there is none
 * @param value the answer as a number; NaN if there is none
 * @param from lower end of its 95 % interval; NaN where that is beyond the range
 * @param to upper end; NaN where that is beyond the range
 * @param fromText lower end as a scenario writes it; empty where that is beyond the range
 * @param toText upper end likewise
 * @param reason what was found, in one sentence
 * @param tolerance the relative distance that was asked for
 * @param reached whether half of the interval is within it
 * @param cells cells that were simulated
 * @param fleetCells cells of the fleet
 * @param replications of the evaluations that the answer comes from
 * @param requests requests simulated in all
 * @param steps every value that was looked at, in order
 * @param notes what a reader must know, each a sentence
 */
public record Solution(
        int schemaVersion,
        String scenario,
        String title,
        String version,
        long seed,
        String path,
        String unit,
        boolean dates,
        boolean greatest,
        List<Asked> goals,
        Status status,
        String answer,
        double value,
        double from,
        double to,
        String fromText,
        String toText,
        String reason,
        double tolerance,
        boolean reached,
        int cells,
        int fleetCells,
        int replications,
        long requests,
        List<Step> steps,
        List<String> notes) {
    /** Version of this form. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * A condition.
     *
     * @param text as it was written
     * @param measure what it measures
     * @param below whether that must be below a bound; otherwise above
     * @param dimension of both
     */
    public record Asked(String text, String measure, boolean below, Dimension dimension) {}

    /** Whether there is an answer. */
    public enum Status {
        /** There is one, with an interval. */
        ANSWERED,
        /** The goals are met in the whole range. */
        MET_EVERYWHERE,
        /** The goals are met nowhere in the range. */
        MET_NOWHERE,
        /** Nothing depends on the value. */
        FLAT,
        /** The goals are met, not met and met again. */
        NOT_MONOTONE,
        /** Something that the goals ask for could not be measured near the answer. */
        NO_DATA,
        /** There are too few cells and replications for an interval. */
        NO_INTERVAL,
        /** The budget ended before the answer was enclosed. */
        BUDGET_ENDED
    }

    /** How a value did. */
    public enum Verdict {
        /** The intervals of all margins are on the right side. */
        MET,
        /** That of at least one is on the wrong side. */
        NOT_MET,
        /** Neither. */
        UNDECIDED,
        /** Something was not measured. */
        NO_DATA
    }

    /**
     * A value that was looked at.
     *
     * @param value as a scenario writes it
     * @param at as a number
     * @param pilot whether only one cell was looked at
     * @param replications how many
     * @param verdict how it did
     * @param measured what each goal measures
     * @param bounds what that is held against
     * @param margins how far it is on the right side
     */
    public record Step(
            String value,
            double at,
            boolean pilot,
            int replications,
            Verdict verdict,
            List<Estimate> measured,
            List<Estimate> bounds,
            List<Estimate> margins) {
        public Step {
            measured = List.copyOf(measured);
            bounds = List.copyOf(bounds);
            margins = List.copyOf(margins);
        }
    }

    public Solution {
        goals = List.copyOf(goals);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** Values that were looked at in all cells. */
    public long evaluations() {
        return steps.stream().filter(step -> !step.pilot()).count();
    }

    /** Values that were looked at in one cell. */
    public long pilots() {
        return steps.size() - evaluations();
    }
}
