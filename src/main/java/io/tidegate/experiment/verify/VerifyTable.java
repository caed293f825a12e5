package io.tidegate.experiment.verify;

import java.util.List;

/**
 * The rows of one check.
 *
 * @param title what was checked
 * @param note what the rows mean, and when one holds
 * @param rows what was found
 */
public record VerifyTable(String title, String note, List<VerifyRow> rows) {}
