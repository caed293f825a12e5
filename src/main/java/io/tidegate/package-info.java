/** The vocabulary that every package shares: the units in which a quantity of a scenario is written. */
@NullMarked
package io.tidegate;

import org.jspecify.annotations.NullMarked;
