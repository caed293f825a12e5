package io.tidegate.report;

import io.tidegate.experiment.sweep.MeasureChoice;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;

/** The points of a sweep as a table of some measures. */
public final class SweepSheet {
    private static final int HEADING = 20;

    private SweepSheet() {}

    /**
     * The table as plain text.
     *
     * @param names canonical names of the measures to show
     */
    public static String text(SweepResults results, List<String> names) {
        return Tables.text(sheet(results, names));
    }

    /** The table of the usual measures as a page in Markdown. */
    static String page(SweepResults results) {
        String how = "Scenario " + results.scenario() + ", tidegate " + results.version() + ". "
                + results.points().size() + (results.points().size() == 1 ? " point, " : " points, ")
                + results.replications() + (results.replications() == 1 ? " replication" : " replications")
                + " of each.";
        StringBuilder out = new StringBuilder();
        out.append("# ").append(Markdown.escape(results.title())).append("\n\n");
        out.append("- ").append(Markdown.escape(how)).append('\n');
        out.append("- All measures of every run are in results.csv, those of every point in results.json; ")
                .append("dictionary.csv says what they are.\n");
        if (!results.expectations().isEmpty()) {
            Markdown.append(out, SweepVerdicts.sheet(results));
        }
        Markdown.append(out, sheet(results, MeasureChoice.usual(results.labels())));
        return out.toString();
    }

    private static Sheet sheet(SweepResults results, List<String> names) {
        List<Column> columns = new ArrayList<>(List.of(Column.figures("point")));
        results.axes().forEach(axis -> columns.add(Column.figures(heading(axis.path()))));
        names.forEach(
                name -> columns.add(Column.figures(name.replaceAll("[{},]", " ").strip())));
        results.expectations().forEach(each -> columns.add(Column.words(each.name(), HEADING)));
        List<List<String>> rows = new ArrayList<>();
        for (SweepResults.Point point : results.points()) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(point.point())));
            row.addAll(point.values());
            for (String name : names) {
                Estimate value = point.measures().get(name);
                row.add(value == null ? Figures.UNKNOWN : figure(name, value));
            }
            point.verdicts().forEach(each -> row.add(Tables.words(each.outcome())));
            rows.add(row);
        }
        return new Sheet("points", note(results), columns, rows);
    }

    /** As much of the end of a path as a heading has room for. */
    private static String heading(String path) {
        String heading = path;
        while (heading.length() > HEADING && heading.indexOf('.') >= 0) {
            heading = heading.substring(heading.indexOf('.') + 1);
        }
        return heading;
    }

    private static String note(SweepResults results) {
        boolean any = results.points().stream()
                .flatMap(point -> point.measures().values().stream())
                .anyMatch(Estimate::hasInterval);
        if (!any) {
            return "No intervals: fewer than five replications, and fewer than five cells in all of them.";
        }
        return "± is half the width of the 95 % interval from "
                + (results.replications() < 5 ? "cells within replications" : "replications")
                + ". Points share their draws: differences between them are sharper than their intervals.";
    }

    private static String figure(String name, Estimate value) {
        return MeasureChoice.info(name)
                .map(info -> MeasureFigures.value(info.dimension(), value))
                .orElse(Figures.number(value));
    }
}
