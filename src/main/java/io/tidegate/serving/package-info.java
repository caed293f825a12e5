/**
 * One replica: step time, batch, KV cache; the leap kernel and its slow twin.
 *
 * <p>Read {@link io.tidegate.serving.Replica} for the rules, {@link io.tidegate.serving.LeapReplica} for how they are kept fast
 * and {@link io.tidegate.serving.StepReplica} for how they are kept plainly. A request keeps room for its whole length in the KV
 * cache from when it is let into the batch, so that nothing is ever preempted.
 */
@NullMarked
package io.tidegate.serving;

import org.jspecify.annotations.NullMarked;
