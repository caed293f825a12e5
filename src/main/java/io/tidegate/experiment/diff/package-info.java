/**
 * Two finished runs, measure by measure: what changed in the scenario, by how much every value differs, and whether any is worse than
 * a gate tolerates. Runs of the same people and draws are compared group of cells by group of cells; others by their variances.
 */
@NullMarked
package io.tidegate.experiment.diff;

import org.jspecify.annotations.NullMarked;
