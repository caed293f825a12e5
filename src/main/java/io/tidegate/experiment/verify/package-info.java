/**
 * Whether this program, on this machine, does what it should: queues with known answers, the leap against its twin, intervals that
 * must cover, and pools that others simulated.
 */
@NullMarked
package io.tidegate.experiment.verify;

import org.jspecify.annotations.NullMarked;
