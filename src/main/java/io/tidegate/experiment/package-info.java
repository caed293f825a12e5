/** Cells, replications and phases of a scenario, run on threads and merged; the only threads. */
@NullMarked
package io.tidegate.experiment;

import org.jspecify.annotations.NullMarked;
