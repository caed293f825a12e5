/**
 * Many runs of a scenario with other values: which points, who runs them, and a journal that loses none. A run is a task that a
 * worker on any machine can do from its text alone; what it gives is a line of the journal.
 */
@NullMarked
package io.tidegate.experiment.sweep;

import org.jspecify.annotations.NullMarked;
