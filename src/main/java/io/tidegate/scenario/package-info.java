/** YAML text to one immutable value: strict, located errors, overlays, units. */
@NullMarked
package io.tidegate.scenario;

import org.jspecify.annotations.NullMarked;
