/**
 * The simulation of one cell: slices, admission, routing, behaviour of users. Read {@link
 * io.tidegate.fleet.CellSimulation} first, then {@link io.tidegate.fleet.DataPlane}.
 *
 * <p>Two departures from the plan of the whole. Replicas that do not divide by the number of cells are spread so that counts of
 * cells differ by at most one and any run of neighbouring cells has its fair share; giving the remainders to the first cells
 * would bias a run that simulates only those. An organisation is not assigned to a cell but drawn for it from its stratum of
 * ranks, for the same reason: the first cells would hold the largest organisations. One that is large for a cell is divided, and each
 * cell that has a part of it holds it to the whole limits for requests that it does not serve; {@link
 * io.tidegate.fleet.ApiOrganisations} says how, and what is only nearly right.
 *
 * <p>What is simplified in the way of a request. A model class may mix replicas that do everything with some that only prefill and
 * some that only decode; the router treats the first two alike. The KV of a prompt leaves a replica that prefills at once, though
 * its transfer takes time, and the prompt itself stays there as the session's prefix, without the answer. A session has two
 * prefixes, whatever the number of its subagents; in the warm-up, sessions that are under way find none. Idle prefixes move to a
 * host's memory for nothing. Before a router asks for the holder of a prefix, the holder is brought to the present; all other
 * loads are those of the last look. Limits charge a request as it is served, after routing; the account pre-roll, which
 * serves nothing, by the time-to-live alone. What a request was charged to usage windows stays charged in full if its user leaves.
 *
 * <p>Batch jobs are whole in one cell, also those of organisations that are spread over cells, each of which is held to its whole
 * queue in every cell. Of what was handed in before the warm-up, queues hold what the jobs' backlog says, none of it served. The rates at which jobs may be handed in are not modelled, nor their size in bytes.
 */
@NullMarked
package io.tidegate.fleet;

import org.jspecify.annotations.NullMarked;
