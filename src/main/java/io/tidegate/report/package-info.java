/**
 * Tables, PNG charts, Markdown and CSV, from results alone.
 *
 * <p>What requests by plan or tier, region and kind together met is in {@link io.tidegate.report.BreakdownCsv breakdown.csv}, and the
 * counts behind it in {@code measures.json}, but not in {@code summary.json}: written out with an interval each it would
 * be several times as long as all the rest.
 */
@NullMarked
package io.tidegate.report;

import org.jspecify.annotations.NullMarked;
