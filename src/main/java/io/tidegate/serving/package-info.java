/**
 * One replica: step time, batch, KV cache; the leap kernel and its slow twin.
 *
 * <p>Read {@link io.tidegate.serving.Replica} for the rules, {@link io.tidegate.serving.LeapReplica} for how they are kept fast
 * and {@link io.tidegate.serving.StepReplica} for how they are kept plainly. {@link io.tidegate.serving.PrefixCache} keeps what
 * sessions left, {@link io.tidegate.serving.BlockPrefixes} what traces name by hashes.
 *
 * <p>The state of a {@code LeapReplica} is one object and three arrays. A fleet of thousands does not fit into any cache, and what a
 * look at a replica costs is how many places in memory it is spread over; hence the concerns of a replica are classes that extend one
 * another, from its slots to its leaps, and not objects that hold one another.
 *
 * <p>Three things differ from the reference pools that the tests compare with, where these do not tell: a prompt that loses its
 * place half-way is computed again whole, where the reference would go on as if what was computed had been all of it; what can never
 * fit is refused at arrival, where it would block all others; and a block that a request needs from its first step on, because its
 * prompt came with it, is part of what it needs to be let in.
 */
@NullMarked
package io.tidegate.serving;

import org.jspecify.annotations.NullMarked;
