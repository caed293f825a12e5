package io.tidegate.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/** CSV with line feeds: the cells of a file, and the file. */
final class Csv {
    private static final String FORMULA = "=+-@\t\r\n";

    private Csv() {}

    /** Writes records one after the other. */
    static CsvWriter writer(Writer out) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    }

    /** A whole file: a heading and rows below it. */
    static String text(List<String> heading, List<List<String>> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter out = writer(text)) {
            out.writeRecord(heading);
            rows.forEach(out::writeRecord);
        }
        return text.toString();
    }

    /** A number, a whole one without decimals; empty where it is not known. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == StrictMath.rint(value) && StrictMath.abs(value) < 1e15
                ? Long.toString((long) value)
                : NumberOutput.toString(value, true);
    }

    /** The text, behind an apostrophe if a spreadsheet would take it for a formula. */
    static String words(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
