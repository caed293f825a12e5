/** The simulation of one cell: slices, admission, routing, behaviour of users. Read {@code CellSimulation} first. */
@NullMarked
package io.tidegate.fleet;

import org.jspecify.annotations.NullMarked;
