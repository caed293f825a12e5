package io.tidegate.cli;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.report.Figures;
import io.tidegate.report.ReportException;
import io.tidegate.report.SummaryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the results that README shows, from finished runs that differ in the injection's share: a table for each measure, and the
 * picture of the run named first. README says how to call it.
 */
final class Headlines {
    static final Path README = Path.of("README.md");
    static final Path PICTURE = Path.of("src/site/images/ttft.png");
    private static final String BEGIN = "<!-- results: begin -->\n";
    private static final String END = "<!-- results: end -->";

    private Headlines() {}

    /** Replaces the results in README by those of some report folders. */
    public static void main(String[] folders) throws IOException, ReportException {
        List<RunSummary> runs = new ArrayList<>();
        for (String folder : folders) {
            runs.add(SummaryJson.read(Path.of(folder, "summary.json")));
        }
        Files.copy(Path.of(folders[0], "charts/ttft.png"), PICTURE, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(README, replaced(Files.readString(README), tables(runs)));
    }

    /** The text with other results between the two marks. */
    static String replaced(String readme, String tables) {
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalArgumentException("the marks of the results are missing");
        }
        return readme.substring(0, begin) + tables + "\n" + readme.substring(end);
    }

    /** Denied share, median TTFT and queue wait p90 of every plan and tier. */
    static String tables(List<RunSummary> runs) {
        StringBuilder text = new StringBuilder("\n");
        text.append(runs.stream().map(Headlines::facts).collect(Collectors.joining("; ")))
                .append(".\n");
        append(text, "Tries denied, share of all tries", runs, plan -> Figures.share(plan.deniedShare()));
        append(text, "TTFT, median", runs, plan -> Figures.duration(plan.ttft().p50()));
        append(
                text,
                "Queue wait, 90th percentile",
                runs,
                plan -> Figures.duration(plan.queueWait().p90()));
        return text.toString();
    }

    private static String facts(RunSummary run) {
        return Figures.share(run.injectionShare()) + ": " + Figures.count((double) run.requests()) + " requests in "
                + run.cells() + " of " + run.fleetCells() + " cells, seed " + run.seed();
    }

    /** A column for each phase, or where runs differ in it, for each run. */
    private static void append(
            StringBuilder text, String measure, List<RunSummary> runs, Function<Population, String> figure) {
        RunSummary first = runs.get(0);
        List<List<String>> columns = new ArrayList<>();
        columns.add(column(measure, first.phases().get(0), Population::name));
        for (int p = 0; p < first.phases().size(); p++) {
            Set<List<String>> distinct = new LinkedHashSet<>();
            for (RunSummary run : runs) {
                distinct.add(column("", run.phases().get(p), figure));
            }
            for (RunSummary run : distinct.size() == 1 ? List.of(first) : runs) {
                Phase phase = run.phases().get(p);
                String share = distinct.size() == 1 ? "" : ", " + Figures.share(run.injectionShare());
                columns.add(column(phase.label() + share, phase, figure));
            }
        }
        text.append('\n');
        for (int row = 0; row < columns.get(0).size(); row++) {
            for (List<String> column : columns) {
                text.append("| ").append(column.get(row)).append(' ');
            }
            text.append("|\n");
            if (row == 0) {
                text.append("| --- ")
                        .append("| ---: ".repeat(columns.size() - 1))
                        .append("|\n");
            }
        }
    }

    private static List<String> column(String head, Phase phase, Function<Population, String> figure) {
        List<String> column = new ArrayList<>(List.of(head));
        phase.populations().forEach(population -> column.add(figure.apply(population)));
        return column;
    }
}
