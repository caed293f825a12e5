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
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes the results that README shows, from finished runs: a table for each report folder that is named, and the picture of the
 * one named last. README says how to call it.
 */
final class Headlines {
    static final Path README = Path.of("README.md");
    static final Path PICTURE = Path.of("src/site/images/ttft.png");
    private static final String BEGIN = "<!-- results: begin -->\n";
    private static final String END = "<!-- results: end -->";

    private Headlines() {}

    /** Replaces the results in README by those of some report folders. */
    public static void main(String[] folders) throws IOException, ReportException {
        StringBuilder tables = new StringBuilder();
        for (String folder : folders) {
            tables.append(table(SummaryJson.read(Path.of(folder, "summary.json"))));
            Files.copy(Path.of(folder, "charts/ttft.png"), PICTURE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(README, replaced(Files.readString(README), tables.toString()));
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

    /** Denied share, median TTFT and queue wait p90 of every plan and tier, phases side by side. */
    static String table(RunSummary run) {
        List<Function<Population, String>> measures = List.of(
                population -> Figures.share(population.deniedShare()),
                population -> Figures.duration(population.ttft().p50()),
                population -> Figures.duration(population.queueWait().p90()));
        List<List<String>> rows = new ArrayList<>();
        for (int p = 0; p < run.phases().get(0).populations().size(); p++) {
            List<String> row = new ArrayList<>();
            row.add(run.phases().get(0).populations().get(p).name());
            for (Function<Population, String> measure : measures) {
                for (Phase phase : run.phases()) {
                    row.add(measure.apply(phase.populations().get(p)));
                }
            }
            rows.add(row);
        }
        List<String> heads = new ArrayList<>(List.of("plan or tier"));
        for (String measure : List.of("tries denied", "TTFT p50", "queue wait p90")) {
            IntStream.range(0, run.phases().size())
                    .forEach(i -> heads.add(
                            (i == 0 ? measure + ": " : "") + run.phases().get(i).label()));
        }
        StringBuilder text = new StringBuilder();
        text.append("\n**Injection of ")
                .append(Figures.share(run.injectionShare()))
                .append("**: ")
                .append(Figures.count((double) run.requests()))
                .append(" requests, ")
                .append(run.cells())
                .append(" of ")
                .append(run.fleetCells())
                .append(" cells, seed ")
                .append(run.seed())
                .append(".\n\n");
        line(text, heads);
        text.append('|')
                .append(" --- |")
                .append(" ---: |".repeat(heads.size() - 1))
                .append('\n');
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
