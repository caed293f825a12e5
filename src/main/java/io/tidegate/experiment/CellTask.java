package io.tidegate.experiment;

import java.io.Serializable;

/**
 * One cell of a scenario through one phase, as numbers that a worker anywhere can look up.
 *
 * @param run index of the phase, or of the phase and variant, among {@link io.tidegate.scenario.LoadedScenario#runs}
 * @param replication index of the repetition
 * @param cell index of the cell
 * @param accountsOnly whether nothing is served and usage counts alike at all hours: what limits would be without a peak factor
 */
public record CellTask(int run, int replication, int cell, boolean accountsOnly) implements Serializable {}
