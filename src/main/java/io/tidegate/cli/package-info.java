/** One picocli class per command; the only place that prints or sets an exit code. */
@NullMarked
package io.tidegate.cli;

import org.jspecify.annotations.NullMarked;
