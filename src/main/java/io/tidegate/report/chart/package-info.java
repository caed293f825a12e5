/** The pictures of a report. They need no installed font and no display, and the same summary gives the same bytes on one JDK. */
@NullMarked
package io.tidegate.report.chart;

import org.jspecify.annotations.NullMarked;
