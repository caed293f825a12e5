/** Tables, PNG charts, Markdown and CSV, from results alone. */
@NullMarked
package io.tidegate.report;

import org.jspecify.annotations.NullMarked;
