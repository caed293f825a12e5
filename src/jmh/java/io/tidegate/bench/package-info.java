/** What the serving kernel costs: requests per second of one core, allocation, memory. The profile {@code jmh} has the commands. */
@NullMarked
package io.tidegate.bench;

import org.jspecify.annotations.NullMarked;
