package io.tidegate.report;

import io.tidegate.experiment.sensitivity.SobolIndex;
import io.tidegate.experiment.sensitivity.SobolIndex.Share;
import io.tidegate.experiment.sensitivity.SobolShares;
import io.tidegate.experiment.sensitivity.SobolShares.InputShares;
import io.tidegate.report.chart.SobolChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which shares of a value's variance the assumed inputs explain: in words, as a table and as files. */
public final class SobolReport {
    private SobolReport() {}

    /** What explains most, in one sentence. */
    public static String headline(SobolShares found) {
        InputShares first = found.inputs().get(0);
        Share total = first.index().total();
        if (!total.isKnown()) {
            return "Which input explains the variance of " + found.of() + " is not known.";
        }
        String sure = total.hasInterval() ? " (95 % interval " + interval(total) + ")" : "";
        return first.path() + " has a part in " + share(total) + sure + " of the variance of " + found.of() + ", "
                + share(first.index().first()) + " alone.";
    }

    /** Says so where the interval of the first reaches those of others. */
    private static String order(SobolShares found) {
        Share first = found.inputs().get(0).index().total();
        List<String> near = found.inputs().stream()
                .skip(1)
                .filter(each -> each.index().total().high() >= first.low())
                .map(InputShares::path)
                .toList();
        return near.isEmpty()
                ? ""
                : "Its interval overlaps that of " + String.join(", ", near)
                        + ": their order is not sure, and a greater --sobol narrows the intervals.";
    }

    /** The finding and the table of indices, with line feeds and an empty line before them. */
    public static String text(SobolShares found) {
        List<String> lines = new ArrayList<>(List.of(headline(found), order(found)));
        if (!found.refused().isEmpty()) {
            lines.add("The scenario refuses a point, and without it there are no indices: " + found.refused()
                    + ". A smaller --by or fewer --indices may help.");
        }
        StringBuilder out = new StringBuilder("\n");
        lines.stream()
                .filter(line -> !line.isEmpty())
                .forEach(line -> out.append(Tables.clean(line)).append('\n'));
        return out.append(Tables.text(sheet(found))).toString();
    }

    private static Sheet sheet(SobolShares found) {
        List<List<String>> rows = new ArrayList<>();
        for (InputShares each : found.inputs()) {
            rows.add(List.of(
                    each.path(),
                    each.low(),
                    each.high(),
                    share(each.index().first()),
                    interval(each.index().first()),
                    share(each.index().total()),
                    interval(each.index().total()),
                    why(found, each.index())));
        }
        return InputTable.sheet(
                "Which assumption explains the variance (Sobol indices)",
                "Inputs vary together, each uniformly between its two values, in " + found.evaluations()
                        + " evaluations with the same people and draws. First order: the share of the variance that an input"
                        + " explains alone; total: alone and together with others; estimates may lie beyond 0 and 100 %.",
                List.of("from", "to", "first order", "95 % interval", "total", "95 % interval"),
                rows);
    }

    private static String why(SobolShares found, SobolIndex index) {
        if (!found.refused().isEmpty()) {
            return "not known: a point is refused";
        }
        if (index.unknown() > 0) {
            return "not known: " + index.unknown() + " of its " + 3 * found.rows() + " points have no value";
        }
        return index.total().isKnown() ? "" : "not known: the value never changes";
    }

    private static String share(Share share) {
        return share.isKnown() ? percent(share.value()) + " %" : Figures.UNKNOWN;
    }

    private static String interval(Share share) {
        return share.hasInterval() ? percent(share.low()) + " to " + percent(share.high()) + " %" : Figures.UNKNOWN;
    }

    private static String percent(double share) {
        return Long.toString(StrictMath.round(100 * share));
    }

    /**
     * Writes {@code sobol.json}, {@code sobol.csv} and, where something is known, {@code sobol.png}.
     *
     * @param folder an existing folder; see {@link ReportFolder}
     */
    public static void write(SobolShares found, Path folder) throws IOException {
        Files.writeString(folder.resolve("sobol.json"), SummaryJson.text(found));
        Files.writeString(folder.resolve("sobol.csv"), csv(found));
        if (found.inputs().stream().anyMatch(each -> each.index().total().isKnown())) {
            SobolChart.write(found, folder.resolve("sobol.png"));
        }
    }

    private static String csv(SobolShares found) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (InputShares each : found.inputs()) {
            List<String> row = InputTable.cells(each.path(), each.value(), each.low(), each.high());
            for (Share share : List.of(each.index().first(), each.index().total())) {
                InputTable.add(row, share.value(), share.low(), share.high());
            }
            row.add(Integer.toString(each.index().unknown()));
            rows.add(row);
        }
        return InputTable.csv(
                List.of(
                        "first_order",
                        "first_order_low",
                        "first_order_high",
                        "total",
                        "total_low",
                        "total_high",
                        "points_not_known"),
                rows);
    }
}
