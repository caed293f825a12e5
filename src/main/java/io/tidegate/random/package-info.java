/** Every random stream, by role; tables for fast sampling. */
@NullMarked
package io.tidegate.random;

import org.jspecify.annotations.NullMarked;
