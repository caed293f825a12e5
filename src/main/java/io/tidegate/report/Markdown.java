package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.report.Sheet.Column;
import java.util.List;

/** The report as one Markdown page with its pictures and every assumed input. */
final class Markdown {
    private static final String ANYWHERE = "\\`*_{}[]|~$";
    private static final String AT_START = "#>+-=:";

    private Markdown() {}

    /** The page; pictures are linked relative to the report's folder. */
    static String text(RunSummary run, List<Verdict> verdicts) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(escape(run.title())).append("\n\n");
        Preamble.lines(run)
                .forEach(line -> out.append("- ").append(escape(line)).append('\n'));
        if (!verdicts.isEmpty()) {
            append(out, VerdictText.sheet(verdicts));
        }
        if (!run.warnings().isEmpty()) {
            out.append("\n## Warnings\n\n");
            run.warnings().forEach(line -> out.append("- ").append(escape(line)).append('\n'));
        }
        out.append("\n## Pictures\n");
        for (ChartFile chart : ChartFile.values()) {
            out.append("\n![")
                    .append(escape(chart.caption()))
                    .append("](")
                    .append(chart.path())
                    .append(")\n");
        }
        Sheets.of(run).forEach(sheet -> append(out, sheet));
        UseSheets.details(run).forEach(sheet -> append(out, sheet));
        Sheet assumptions = Sheets.assumptions(run);
        if (!assumptions.rows().isEmpty()) {
            append(out, assumptions);
        }
        return out.toString();
    }

    /** A table with its heading. */
    static void append(StringBuilder out, Sheet sheet) {
        out.append("\n## ").append(escape(sheet.title())).append("\n\n");
        if (!sheet.note().isEmpty()) {
            out.append(escape(sheet.note())).append("\n\n");
        }
        appendRow(out, sheet.columns().stream().map(Column::name).toList());
        out.append('|');
        sheet.columns().forEach(column -> out.append(column.figures() ? " ---: |" : " --- |"));
        out.append('\n');
        sheet.rows().forEach(row -> appendRow(out, row));
    }

    private static void appendRow(StringBuilder out, List<String> cells) {
        out.append('|');
        cells.forEach(cell -> out.append(' ').append(escape(cell)).append(" |"));
        out.append('\n');
    }

    /** Text that means itself: what Markdown or HTML would read as a mark is escaped, line breaks become spaces. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                out.append(' ');
            } else if (c == '<') {
                out.append("&lt;");
            } else if (c == '&') {
                out.append("&amp;");
            } else if (ANYWHERE.indexOf(c) >= 0 || opensBlock(text, i)) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Whether this character would make the line a heading, quotation or list item. */
    private static boolean opensBlock(String text, int at) {
        if (at == 0) {
            return AT_START.indexOf(text.charAt(0)) >= 0;
        }
        return ".)".indexOf(text.charAt(at)) >= 0
                && text.substring(0, at).chars().allMatch(Character::isDigit)
                && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
    }
}
