package io.tidegate.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tidegate.experiment.solve.Solution;
import io.tidegate.experiment.solve.Solution.Asked;
import io.tidegate.experiment.solve.Solution.Status;
import io.tidegate.experiment.solve.Solution.Step;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Sheet.Column;
import io.tidegate.report.chart.SolveChart;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** An answer in words, as a table of all values that were looked at, and as files. */
public final class SolveReport {
    private static final int WORDS = 40;

    private SolveReport() {}

    /** The answer, in one sentence. */
    public static String headline(Solution found) {
        String goals =
                String.join(" and ", found.goals().stream().map(Asked::text).toList());
        if (found.status() == Status.ANSWERED) {
            return (found.greatest() ? "The greatest " : "The least ") + found.path() + " with " + goals + ": "
                    + found.answer() + " (95 % interval " + end(found.fromText(), "below the range") + " to "
                    + end(found.toText(), "above it") + ").";
        }
        String kind = switch (found.status()) {
            case MET_EVERYWHERE -> "It does not bind.";
            case MET_NOWHERE -> "No value of the range does.";
            default -> "Undecided.";
        };
        return "No answer for " + found.path() + " with " + goals + ". " + kind + " " + found.reason();
    }

    private static String end(String text, String beyond) {
        return text.isEmpty() ? beyond : text;
    }

    /** The answer, what it rests on, and all values that were looked at, with line feeds. */
    public static String text(Solution found) {
        StringBuilder out = new StringBuilder();
        out.append(Tables.clean(headline(found))).append('\n');
        if (found.status() == Status.ANSWERED) {
            out.append(Tables.clean(found.reason())).append('\n');
            if (!found.reached()) {
                out.append("Half of the interval is more than ")
                        .append(Figures.share(found.tolerance()))
                        .append(" of the answer; more cells, replications or a --budget make it narrower.\n");
            }
        }
        if (found.status() == Status.MET_EVERYWHERE || found.status() == Status.MET_NOWHERE) {
            List<Step> whole =
                    sorted(found).stream().filter(step -> !step.pilot()).toList();
            out.append(Tables.clean(end(found, whole.get(0)))).append('\n');
            out.append(Tables.clean(end(found, whole.get(whole.size() - 1)))).append('\n');
        }
        found.notes().forEach(note -> out.append(Tables.clean(note)).append('\n'));
        out.append(String.format(
                Locale.ROOT,
                "Looked at %d values in %d of %d cells and %d in one, %s requests in all.%n",
                found.evaluations(),
                found.cells(),
                found.fleetCells(),
                found.pilots(),
                Figures.count((double) found.requests())));
        return out.append(Tables.text(sheet(found))).toString();
    }

    /** What was measured at an end of the range, and by how much that meets or misses each condition. */
    private static String end(Solution found, Step step) {
        List<String> parts = new ArrayList<>();
        for (int g = 0; g < found.goals().size(); g++) {
            Asked goal = found.goals().get(g);
            Estimate margin = step.margins().get(g);
            if (!margin.isKnown()) {
                parts.add(goal.measure() + " is not known");
                continue;
            }
            Estimate by = new Estimate(StrictMath.abs(margin.value()), margin.halfWidth(), margin.n());
            parts.add(goal.measure() + " is "
                    + MeasureFigures.value(goal.dimension(), step.measured().get(g)) + ", which "
                    + (margin.value() < 0 ? "misses by " : "meets with ")
                    + MeasureFigures.value(goal.dimension(), by)
                    + (margin.value() < 0 ? "" : " to spare") + (margin.hasInterval() ? "" : ", " + without(margin)));
        }
        return "At " + step.value() + ": " + String.join("; ", parts) + ".";
    }

    /** Why a value stands alone; also one that all groups agree on, however few they are. */
    private static String without(Estimate margin) {
        return "without an interval" + VerdictText.whyNone(margin);
    }

    private static Sheet sheet(Solution found) {
        List<Column> columns = new ArrayList<>(
                List.of(Column.figures("value"), Column.figures("cells"), Column.figures("replications")));
        for (Asked goal : found.goals()) {
            columns.add(Column.figures(goal.measure()));
            columns.add(Column.figures(goal.below() ? "must be below" : "must be above"));
        }
        columns.add(Column.words("goals", WORDS));
        List<List<String>> rows = new ArrayList<>();
        for (Step step : sorted(found)) {
            List<String> row = new ArrayList<>(List.of(
                    step.value(),
                    Integer.toString(step.pilot() ? 1 : found.cells()),
                    Integer.toString(step.replications())));
            for (int g = 0; g < found.goals().size(); g++) {
                row.add(MeasureFigures.value(
                        found.goals().get(g).dimension(), step.measured().get(g)));
                row.add(MeasureFigures.value(
                        found.goals().get(g).dimension(), step.bounds().get(g).value()));
            }
            row.add(step.pilot() ? "" : Tables.words(step.verdict()));
            rows.add(row);
        }
        String note = found.steps().stream()
                .filter(step -> !step.pilot())
                .flatMap(step -> step.margins().stream())
                .filter(margin -> margin.isKnown() && !margin.hasInterval())
                .findFirst()
                .map(margin -> " Some values are " + without(margin) + ".")
                .orElse("");
        return new Sheet("Values looked at", "In order of " + found.path() + "." + note, columns, rows);
    }

    private static List<Step> sorted(Solution found) {
        return found.steps().stream()
                .sorted(Comparator.comparingDouble(Step::at)
                        .thenComparing(step -> !step.pilot())
                        .thenComparing(Step::replications))
                .toList();
    }

    /**
     * Writes {@code solve.json}, {@code solve.csv} and {@code solve.png}.
     *
     * @param folder an existing folder; see {@link ReportFolder}
     */
    public static void write(Solution found, Path folder) throws IOException {
        Files.writeString(folder.resolve("solve.json"), SummaryJson.text(found));
        Files.writeString(folder.resolve("solve.csv"), csv(found));
        SolveChart.write(found, folder.resolve("solve.png"));
    }

    /** A line a value that was looked at and condition; what is not known is an empty cell. */
    static String csv(Solution found) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter out = Csv.writer(text)) {
            out.writeRecord(
                    "path",
                    "value",
                    "at",
                    "cells",
                    "replications",
                    "verdict",
                    "condition",
                    "measured",
                    "measured_half_width",
                    "bound",
                    "margin",
                    "margin_half_width");
            for (Step step : sorted(found)) {
                for (int g = 0; g < found.goals().size(); g++) {
                    out.writeRecord(
                            Csv.words(found.path()),
                            Csv.words(step.value()),
                            Csv.number(step.at()),
                            Integer.toString(step.pilot() ? 1 : found.cells()),
                            Integer.toString(step.replications()),
                            Tables.words(step.verdict()),
                            Csv.words(found.goals().get(g).text()),
                            Csv.number(step.measured().get(g).value()),
                            Csv.number(step.measured().get(g).halfWidth()),
                            Csv.number(step.bounds().get(g).value()),
                            Csv.number(step.margins().get(g).value()),
                            Csv.number(step.margins().get(g).halfWidth()));
                }
            }
        }
        return text.toString();
    }
}
