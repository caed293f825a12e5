package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * A sweep: which points of the space of some values are run, and how often each.
 *
 * @param design how points are chosen
 * @param points how many of them; 0 for a grid or a list, which follow from their values
 * @param replications of each point
 * @param seed of the design, apart from the run's, so that points stay where they are when the run's seed changes
 * @param vary what is varied
 */
public record SweepSpec(
        @Default("grid") Design design,

        @Default("0") @Unit(value = Dimension.COUNT, max = 100_000)
        int points,

        @Default("1") @Unit(value = Dimension.COUNT, min = 1, max = 10_000)
        int replications,

        @Default("1") long seed,
        List<VarySpec> vary) {
    /** How points are chosen. */
    public enum Design {
        /** Every combination of values. */
        GRID,
        /** The first values of each path, then the second ones, and so on. */
        LIST,
        /** Independent and uniform. */
        RANDOM,
        /** A scrambled Sobol sequence. */
        SOBOL,
        /** A Latin hypercube. */
        LATIN_HYPERCUBE
    }

    public SweepSpec {
        vary = List.copyOf(vary);
    }
}
