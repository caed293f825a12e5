package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report as plain text for a terminal or a log, at most {@value #WIDTH} columns wide. */
public final class Tables {
    /** The greatest width of a line, in characters. */
    public static final int WIDTH = 150;

    private static final String GAP = "  ";
    private static final int LEAST = 6;
    private static final int HEADING = 20;

    private Tables() {}

    /** Every table of the run, with line feeds, ending in one. */
    public static String text(RunSummary run) {
        StringBuilder out = new StringBuilder();
        wrap(clean(run.title()), WIDTH).forEach(line -> out.append(line).append('\n'));
        for (String line : Preamble.lines(run)) {
            wrap(clean(line), WIDTH).forEach(part -> out.append(part).append('\n'));
        }
        Sheets.of(run).forEach(sheet -> append(out, sheet));
        if (!run.warnings().isEmpty()) {
            out.append("\nWARNINGS\n");
            for (String warning : run.warnings()) {
                hang(out, "! ", wrap(clean(warning), WIDTH - 2));
            }
        }
        int assumed = run.assumptions().size();
        if (assumed > 0) {
            out.append(assumed == 1 ? "\n1 input was" : "\n" + assumed + " inputs were");
            out.append(" assumed; summary.md lists ").append(assumed == 1 ? "it.\n" : "them.\n");
        }
        return out.toString();
    }

    /** One table, with an empty line before it. */
    public static String text(Sheet sheet) {
        StringBuilder out = new StringBuilder();
        append(out, sheet);
        return out.toString();
    }

    private static void append(StringBuilder out, Sheet sheet) {
        out.append('\n').append(sheet.title().toUpperCase(Locale.ROOT)).append('\n');
        if (!sheet.note().isEmpty()) {
            wrap(sheet.note(), WIDTH).forEach(line -> out.append(line).append('\n'));
        }
        int[] widths = widths(sheet);
        List<String> names = sheet.columns().stream().map(Column::name).toList();
        appendRow(out, sheet, widths, names);
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        appendRow(out, sheet, widths, rules);
        for (List<String> row : sheet.rows()) {
            appendRow(out, sheet, widths, row);
        }
    }

    /** Natural widths, but long headings of figures are broken; columns of words give way, the widest first, until the row fits. */
    private static int[] widths(Sheet sheet) {
        int columns = sheet.columns().size();
        int[] widths = new int[columns];
        int total = GAP.length() * (columns - 1);
        for (int c = 0; c < columns; c++) {
            Column column = sheet.columns().get(c);
            int heading = clean(column.name()).length();
            int natural = column.figures() ? StrictMath.min(heading, HEADING) : heading;
            for (List<String> row : sheet.rows()) {
                natural = StrictMath.max(natural, clean(row.get(c)).length());
            }
            widths[c] = column.figures() ? natural : StrictMath.min(natural, column.width());
            total += widths[c];
        }
        while (total > WIDTH) {
            int widest = -1;
            for (int c = 0; c < columns; c++) {
                boolean gives = !sheet.columns().get(c).figures() && widths[c] > LEAST;
                if (gives && (widest < 0 || widths[c] > widths[widest])) {
                    widest = c;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            total--;
        }
        return widths;
    }

    private static void appendRow(StringBuilder out, Sheet sheet, int[] widths, List<String> cells) {
        List<List<String>> broken = new ArrayList<>();
        int lines = 1;
        for (int c = 0; c < widths.length; c++) {
            broken.add(wrap(clean(cells.get(c)), widths[c]));
            lines = StrictMath.max(lines, broken.get(c).size());
        }
        for (int line = 0; line < lines; line++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = line < broken.get(c).size() ? broken.get(c).get(line) : "";
                String padding = " ".repeat(widths[c] - cell.length());
                text.append(c == 0 ? "" : GAP);
                text.append(sheet.columns().get(c).figures() ? padding + cell : cell + padding);
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }

    private static void hang(StringBuilder out, String mark, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? mark : " ".repeat(mark.length()))
                    .append(lines.get(i))
                    .append('\n');
        }
    }

    /** Breaks at spaces, or within a word that is longer than a line. */
    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int cut = space > 0 ? space : width;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** A constant as people write it: {@code no data}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The text with a space for every control and direction character, which could move a terminal's cursor or hide text. */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            out.appendCodePoint(hidden ? ' ' : c);
        });
        return out.toString();
    }
}
