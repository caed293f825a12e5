/** Who asks for what, when: populations, curves, sessions, traces. */
@NullMarked
package io.tidegate.workload;

import org.jspecify.annotations.NullMarked;
