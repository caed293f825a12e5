package io.tidegate.report;

import io.tidegate.experiment.verify.Verdict;
import io.tidegate.experiment.verify.VerifyRow;
import io.tidegate.experiment.verify.VerifySummary;
import io.tidegate.experiment.verify.VerifyTable;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What verifying the program found, for people and for programs. */
public final class VerifyReport {
    /** Below this, and above 0, a figure is written with an exponent. */
    private static final double SMALL = 1e-4;

    private static final List<Column> COLUMNS = List.of(
            Column.words("figure", 46),
            Column.words("where", 46),
            Column.figures("expected"),
            Column.figures("found"),
            Column.figures("standard error"),
            Column.figures("may differ by"),
            Column.words("verdict", 8));

    private VerifyReport() {}

    /** The summary as JSON, ending in a line feed; keys in snake case, NaN as {@code null}. */
    public static String json(VerifySummary summary) {
        return SummaryJson.text(summary);
    }

    /** The summary as tables of plain text, ending in a line that says whether all holds, and a line feed. */
    public static String text(VerifySummary summary) {
        StringBuilder out = new StringBuilder();
        summary.tables().forEach(table -> out.append(Tables.text(sheet(table))));
        out.append('\n').append(verdict(summary)).append('\n');
        return out.substring(1);
    }

    private static String verdict(VerifySummary summary) {
        String all = String.format(
                Locale.ROOT,
                "tidegate %s, verify --%s --seed %d: ",
                summary.version(),
                summary.effort(),
                summary.seed());
        String chance = String.format(
                Locale.ROOT, "A right program fails one or more with probability %.0e.", summary.falseAlarm());
        String rows = summary.failed() == 0
                ? "all " + summary.rows() + " rows hold. "
                : summary.failed() + " of " + summary.rows()
                        + (summary.failed() == 1 ? " rows fails. " : " rows fail. ");
        return all + rows + chance;
    }

    private static Sheet sheet(VerifyTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (VerifyRow row : table.rows()) {
            rows.add(List.of(
                    row.what(),
                    row.setting(),
                    figure(row.expected(), row.standardError()),
                    figure(row.found(), row.standardError()),
                    rough(row.standardError()),
                    rough(row.tolerance()),
                    row.verdict() == Verdict.HOLDS ? "holds" : "FAILS"));
        }
        return new Sheet(table.title(), table.note(), COLUMNS, rows);
    }

    /** Five significant digits; without chance in it, a whole number as it is. */
    private static String figure(double value, double standardError) {
        if (!Double.isFinite(value)) {
            return Figures.UNKNOWN;
        }
        if (Double.isNaN(standardError) && value == StrictMath.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, StrictMath.abs(value) < SMALL ? "%.1e" : "%.5g", value);
    }

    /** Two significant digits. */
    private static String rough(double value) {
        if (!Double.isFinite(value)) {
            return Figures.UNKNOWN;
        }
        if (value == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, value < SMALL ? "%.0e" : "%.2g", value);
    }
}
