package io.tidegate.experiment.sensitivity;

import io.tidegate.Dimension;
import java.util.List;

/**
 * Which shares of a measured value's variance the assumed inputs explain that are varied together.
 *
 * @param schemaVersion of this form
 * @param scenario name of the scenario
 * @param title its title
 * @param version of the program
 * @param seed of the run, the same at all points
 * @param designSeed of the points and the bootstrap
 * @param of what was measured
 * @param dimension of that
 * @param cells cells that were simulated
 * @param fleetCells cells of the fleet
 * @param replications of each evaluation
 * @param rows of the design
 * @param evaluations that it takes
 * @param refused why there are no indices: a point that the scenario does not accept; empty if it accepts all
 * @param inputs by total index, the greatest first and what is not known last
 */
public record SobolShares(
        int schemaVersion,
        String scenario,
        String title,
        String version,
        long seed,
        long designSeed,
        String of,
        Dimension dimension,
        int cells,
        int fleetCells,
        int replications,
        int rows,
        long evaluations,
        String refused,
        List<InputShares> inputs) {
    /** Version of this form. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * What an input explains.
     *
     * @param path the input
     * @param value as it is
     * @param low the least value it is given
     * @param high the greatest; between them all are alike likely
     * @param index its indices
     */
    public record InputShares(String path, String value, String low, String high, SobolIndex index) {}

    public SobolShares {
        inputs = List.copyOf(inputs);
    }
}
