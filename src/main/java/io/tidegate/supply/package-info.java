/** Accelerators, sites, pools and power: what capacity exists when. */
@NullMarked
package io.tidegate.supply;

import org.jspecify.annotations.NullMarked;
