/**
 * Cells, replications and phases of a scenario, run on threads and merged; the names and values of everything that is measured; and
 * the calibration of step laws to recorded batches.
 */
@NullMarked
package io.tidegate.experiment;

import org.jspecify.annotations.NullMarked;
