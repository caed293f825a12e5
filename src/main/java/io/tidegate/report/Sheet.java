package io.tidegate.report;

import java.util.List;

/**
 * A table before it has a format: the text output and the Markdown page are made from the same sheets. Text that could move a
 * terminal's cursor is made harmless when it is printed.
 *
 * @param title its heading
 * @param note one line of explanation, or empty
 * @param columns the columns
 * @param rows the cells, one text a column; an empty first cell continues the row above
 */
public record Sheet(String title, String note, List<Column> columns, List<List<String>> rows) {
    /**
     * A column.
     *
     * @param name its heading
     * @param figures whether it holds figures, which are set to the right and never broken
     * @param width the greatest width of a column of words in plain text; longer cells are broken; 0 for figures
     */
    public record Column(String name, boolean figures, int width) {
        /** A column of words. */
        public static Column words(String name, int width) {
            return new Column(name, false, width);
        }

        /** A column of figures. */
        public static Column figures(String name) {
            return new Column(name, true, 0);
        }
    }
}
