/**
 * The simulation of one cell: slices, admission, routing, behaviour of users. Read {@link
 * io.tidegate.fleet.CellSimulation} first, then {@link io.tidegate.fleet.DataPlane}.
 *
 * <p>Two departures from the plan of the whole. Replicas that do not divide by the number of cells are spread so that counts of
 * cells differ by at most one and any run of neighbouring cells has its fair share; giving the remainders to the first cells
 * would bias a run that simulates only those. An organisation is not assigned to a cell but drawn for it from its stratum of
 * ranks, for the same reason: the first cells would hold the largest organisations.
 */
@NullMarked
package io.tidegate.fleet;

import org.jspecify.annotations.NullMarked;
