package io.tidegate.report;

import io.tidegate.experiment.diff.Compared;
import io.tidegate.experiment.diff.Edit;
import io.tidegate.experiment.diff.GateResult;
import io.tidegate.experiment.diff.RunDiff;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;

/** What differs between two runs: as plain text, as a Markdown page and as JSON. */
public final class DiffReport {
    private static final String OTHER_CODE =
            "Different builds of the program made the two runs: what differs may come from it as well as from the scenario.";

    private static final int MEASURE = 60;
    private static final int MESSAGE = 110;

    private DiffReport() {}

    /** Plain text for a terminal or a log. */
    public static String text(RunDiff diff) {
        StringBuilder out = new StringBuilder();
        out.append(Tables.clean(title(diff))).append('\n').append(pairing(diff)).append('\n');
        if (!diff.sameCode()) {
            out.append(OTHER_CODE).append('\n');
        }
        out.append("\nCHANGES OF THE SCENARIO\n");
        edits(diff).forEach(line -> out.append(Tables.clean(line)).append('\n'));
        sheets(diff).forEach(sheet -> out.append(Tables.text(sheet)));
        return out.toString();
    }

    /** A page for a pull request or a step's summary. */
    public static String markdown(RunDiff diff) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(Markdown.escape(title(diff))).append("\n\n");
        out.append(Markdown.escape(pairing(diff)));
        if (!diff.sameCode()) {
            out.append(' ').append(Markdown.escape(OTHER_CODE));
        }
        out.append("\n\n## Changes of the scenario\n\n");
        edits(diff)
                .forEach(line -> out.append("- ")
                        .append(Markdown.escape(Tables.clean(line)))
                        .append('\n'));
        sheets(diff).forEach(sheet -> Markdown.append(out, sheet));
        return out.toString();
    }

    /** Everything, in the form of summaries. */
    public static String json(RunDiff diff) {
        return SummaryJson.text(diff);
    }

    private static String title(RunDiff diff) {
        return diff.base().equals(diff.head())
                ? diff.head() + ", two runs"
                : diff.base() + " and " + diff.head() + ", two runs";
    }

    private static String pairing(RunDiff diff) {
        return diff.paired()
                ? "Paired: the same people and draws in both; intervals are of the differences of each group of cells, 95 %."
                : "Not paired: other people and draws in each; the variances of both add up, intervals are 95 %.";
    }

    private static List<String> edits(RunDiff diff) {
        List<String> lines = new ArrayList<>();
        for (Edit edit : diff.changes()) {
            String place = edit.file().isEmpty() ? "" : "  (" + edit.file() + ":" + edit.line() + ")";
            lines.add(edit.kind().mark() + " " + edit.text() + place);
        }
        return lines.isEmpty() ? List.of("none") : lines;
    }

    private static List<Sheet> sheets(RunDiff diff) {
        List<Sheet> sheets = new ArrayList<>();
        if (!diff.gates().isEmpty()) {
            sheets.add(gates(diff));
        }
        sheets.add(measures(diff));
        if (!diff.onlyBase().isEmpty() || !diff.onlyHead().isEmpty()) {
            sheets.add(alone(diff));
        }
        return sheets;
    }

    private static Sheet gates(RunDiff diff) {
        List<List<String>> rows = new ArrayList<>();
        for (GateResult.Outcome outcome : List.of(
                GateResult.Outcome.FAILED,
                GateResult.Outcome.NO_DATA,
                GateResult.Outcome.UNDECIDED,
                GateResult.Outcome.PASSED)) {
            diff.with(outcome).forEach(gate -> rows.add(List.of(Tables.words(outcome), GateMessage.of(gate))));
        }
        return new Sheet(
                "Gate",
                "Failed: the lower bound of the worsening is beyond what is tolerated, all bounds together at 99.5 %. Undecided: neither"
                        + " that nor within; it does not fail.",
                List.of(Column.words("outcome", 12), Column.words("measure", MESSAGE)),
                rows);
    }

    private static Sheet measures(RunDiff diff) {
        List<List<String>> rows = new ArrayList<>();
        for (Compared each : diff.measures()) {
            rows.add(List.of(
                    each.measure(),
                    MeasureFigures.value(each.dimension(), each.base()),
                    MeasureFigures.value(each.dimension(), each.head()),
                    MeasureFigures.change(each.dimension(), each.change()),
                    Tables.words(each.verdict())));
        }
        return new Sheet(
                "Measures",
                "",
                List.of(
                        Column.words("measure", MEASURE),
                        Column.figures("base"),
                        Column.figures("head"),
                        Column.figures("difference"),
                        Column.words("verdict", 12)),
                rows);
    }

    private static Sheet alone(RunDiff diff) {
        List<List<String>> rows = new ArrayList<>();
        diff.onlyBase().forEach(name -> rows.add(List.of(name, "base")));
        diff.onlyHead().forEach(name -> rows.add(List.of(name, "head")));
        return new Sheet(
                "In one run only",
                "",
                List.of(Column.words("measure", MEASURE + 20), Column.words("only in", 12)),
                rows);
    }
}
