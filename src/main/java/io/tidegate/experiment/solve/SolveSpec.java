package io.tidegate.experiment.solve;

import io.tidegate.experiment.expect.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be solved.
 *
 * @param vary what is varied, and between which ends
 * @param goals what must be met; at least one
 * @param greatest whether the greatest value that meets them is looked for, otherwise the least; nothing where that follows from
 *     which end of the range meets them
 * @param tolerance how near the answer must be, relative to it; above 0
 * @param budget requests that may be simulated; 0 for as many as one walk at the scenario's replications takes
 */
public record SolveSpec(
        VariedPath vary, List<Condition> goals, @Nullable Boolean greatest, double tolerance, long budget) {
    public SolveSpec {
        goals = List.copyOf(goals);
    }
}
