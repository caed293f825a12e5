package io.tidegate.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tidegate.report.Sheet.Column;
import java.io.IOException;
import java.io.StringWriter;
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

    /** CSV with a heading and some rows. */
    static String csv(List<String> heading, List<List<String>> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter out = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            out.writeRecord(heading);
            rows.forEach(out::writeRecord);
        }
        return text.toString();
    }

    /** The first cells of an input's row. */
    static List<String> cells(String path, String value, String low, String high) {
        List<String> row = new ArrayList<>();
        for (String each : List.of(path, value, low, high)) {
            row.add(TimeSeriesCsv.words(each));
        }
        return row;
    }

    /** Appends numbers to a row. */
    static void add(List<String> row, double... numbers) {
        for (double each : numbers) {
            row.add(TimeSeriesCsv.number(each));
        }
    }
}
