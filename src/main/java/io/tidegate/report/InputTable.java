package io.tidegate.report;

import io.tidegate.report.Sheet.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What was found of each assumed input, as a table and as CSV. */
final class InputTable {
    private static final int PATH = 60;
    private static final int WORDS = 48;

    private InputTable() {}

    /**
     * A table with a row an input: its path, figures and a remark.
     *
     * @param figures headings of the figures
     * @param rows as many texts as figures and two more
     */
    static Sheet sheet(String title, String note, List<String> figures, List<List<String>> rows) {
        List<Column> columns = new ArrayList<>(List.of(Column.words("assumed input", PATH)));
        figures.forEach(each -> columns.add(Column.figures(each)));
        columns.add(Column.words("", WORDS));
        return new Sheet(title, note, columns, rows);
    }

    /**
     * CSV with a row an input.
     *
     * @param further headings of what comes after the first {@link #cells}
     */
    static String csv(List<String> further, List<List<String>> rows) throws IOException {
        List<String> heading = new ArrayList<>(List.of("path", "value", "low", "high"));
        heading.addAll(further);
        return Csv.text(heading, rows);
    }

    /** The first cells of an input's row. */
    static List<String> cells(String path, String value, String low, String high) {
        List<String> row = new ArrayList<>();
        for (String each : List.of(path, value, low, high)) {
            row.add(Csv.words(each));
        }
        return row;
    }

    /** Appends numbers to a row. */
    static void add(List<String> row, double... numbers) {
        for (double each : numbers) {
            row.add(Csv.number(each));
        }
    }
}
