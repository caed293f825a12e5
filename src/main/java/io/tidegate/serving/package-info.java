/** One replica: step time, batch, KV cache; the leap kernel and its slow twin. */
@NullMarked
package io.tidegate.serving;

import org.jspecify.annotations.NullMarked;
