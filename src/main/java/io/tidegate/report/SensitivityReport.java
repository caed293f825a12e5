package io.tidegate.report;

import io.tidegate.experiment.sensitivity.Sensitivity;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.experiment.sensitivity.Sensitivity.Screened;
import io.tidegate.report.chart.TornadoChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which assumed inputs decide a measured value: in words, as a table and as files. */
public final class SensitivityReport {
    private SensitivityReport() {}

    /** What decides the value, in one sentence. */
    public static String headline(Sensitivity found) {
        if (found.effects().isEmpty()) {
            return "No assumed input of " + found.scenario() + " could be changed.";
        }
        Effect first = found.effects().get(0);
        if (first.size() == 0) {
            return "No assumed input changes " + found.of() + ".";
        }
        boolean up = first.atHigh().isKnown()
                && (!first.atLow().isKnown()
                        || StrictMath.abs(first.atHigh().value())
                                >= StrictMath.abs(first.atLow().value()));
        return found.of() + " depends most on " + first.path() + ": " + (up ? first.high() : first.low())
                + " instead of " + first.value() + " changes it by "
                + MeasureFigures.change(found.dimension(), up ? first.atHigh() : first.atLow()) + ".";
    }

    /** The finding, the table of effects, and what was not looked at, with line feeds. */
    public static String text(Sensitivity found) {
        StringBuilder out = new StringBuilder();
        out.append(Tables.clean(headline(found))).append('\n');
        out.append(Tables.clean(found.of() + " is " + MeasureFigures.value(found.dimension(), found.base())
                        + ". Each assumed input alone is changed by " + Figures.share(found.by())
                        + " down and up, for the same people with the same draws."))
                .append('\n');
        out.append(Tables.clean("Simulated " + Figures.count((double) found.requests()) + " requests; effects are of "
                        + found.cells() + " of " + found.fleetCells() + " cells, ± half of the paired 95 % interval."))
                .append('\n');
        out.append(Tables.text(sheet(found)));
        if (!found.screened().isEmpty()) {
            Screened next = found.screened().get(0);
            boolean one = found.screened().size() == 1;
            out.append(Tables.clean("\n" + found.screened().size()
                            + (one ? " further input " : " further inputs ")
                            + (Double.isFinite(next.size())
                                    ? "did less in the first cells, " + (one ? "" : "the most of them ") + next.path()
                                            + " with " + MeasureFigures.value(found.dimension(), next.size())
                                    : (one ? "was" : "were") + " not looked at in all cells; " + next.path()
                                            + " could not be measured in the first")
                            + "; --top looks at more."))
                    .append('\n');
        }
        if (!found.left().isEmpty()) {
            out.append("\nNOT CHANGED\n");
            found.left()
                    .forEach(each -> out.append("! ").append(Tables.clean(each)).append('\n'));
        }
        return out.toString();
    }

    private static Sheet sheet(Sensitivity found) {
        List<List<String>> rows = new ArrayList<>();
        for (Effect each : found.effects()) {
            rows.add(List.of(
                    each.path(),
                    each.value(),
                    each.low().isEmpty() ? Figures.UNKNOWN : each.low(),
                    MeasureFigures.change(found.dimension(), each.atLow()),
                    each.high().isEmpty() ? Figures.UNKNOWN : each.high(),
                    MeasureFigures.change(found.dimension(), each.atHigh()),
                    each.isSure() ? "" : "not distinguishable from none"));
        }
        return InputTable.sheet(
                "Which assumption decides",
                "The greatest effect first.",
                List.of("value", "lower", "changes it by", "higher", "changes it by"),
                rows);
    }

    /**
     * Writes {@code sensitivity.json}, {@code sensitivity.csv} and {@code tornado.png}.
     *
     * @param folder an existing folder; see {@link ReportFolder}
     */
    public static void write(Sensitivity found, Path folder) throws IOException {
        Files.writeString(folder.resolve("sensitivity.json"), SummaryJson.text(found));
        Files.writeString(folder.resolve("sensitivity.csv"), csv(found));
        if (!found.effects().isEmpty()) {
            TornadoChart.write(found, folder.resolve("tornado.png"));
        }
    }

    /** A line an input; inputs that were looked at in few cells only have no intervals and no sign. */
    static String csv(Sensitivity found) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Effect each : found.effects()) {
            List<String> row = InputTable.cells(each.path(), each.value(), each.low(), each.high());
            InputTable.add(row, each.atLow().value(), each.atLow().halfWidth());
            InputTable.add(row, each.atHigh().value(), each.atHigh().halfWidth());
            row.addAll(List.of("", Csv.words(each.source())));
            rows.add(row);
        }
        for (Screened each : found.screened()) {
            List<String> row = InputTable.cells(each.path(), each.value(), "", "");
            row.addAll(List.of("", "", "", "", Csv.number(each.size()), ""));
            rows.add(row);
        }
        return InputTable.csv(
                List.of(
                        "change_at_low",
                        "change_at_low_half_width",
                        "change_at_high",
                        "change_at_high_half_width",
                        "size_in_one_cell",
                        "source"),
                rows);
    }
}
