package io.tidegate.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.experiment.sweep.MeasureChoice;
import io.tidegate.experiment.sweep.SweepHead;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.experiment.sweep.SweepRuns;
import io.tidegate.measure.Replicates;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The result files of a sweep, each of which appears whole or not at all. The same runs give the same bytes. */
public final class SweepReport {
    /** Name of the file with a point's estimates. */
    public static final String RESULTS = "results.json";

    private static final String RUNS = "results.csv";
    private static final String DICTIONARY = "dictionary.csv";
    private static final String PAGE = "summary.md";
    private static final List<String> FILES = List.of(RUNS, RESULTS, DICTIONARY, PAGE);

    private SweepReport() {}

    /**
     * Writes {@code results.csv}, {@code results.json}, {@code dictionary.csv}, {@code summary.md} and the pictures.
     *
     * @param shown measures that are shown or drawn, beside the usual ones
     * @param drawn measures that are drawn; the first matter most
     * @return what the sweep found, with these measures
     */
    public static SweepResults write(SweepRuns runs, List<String> shown, List<String> drawn, Path folder)
            throws IOException {
        Set<String> kept = new TreeSet<>(shown);
        kept.addAll(drawn);
        kept.addAll(MeasureChoice.usual(runs.head().labels()));
        List<SweepResults> found = new ArrayList<>(1);
        WholeFile.write(folder.resolve(RESULTS), out -> found.add(SweepJson.write(runs, kept, out)));
        SweepResults results = found.get(0);
        WholeFile.write(folder.resolve(RUNS), out -> runs(runs, results, out));
        WholeFile.write(folder.resolve(DICTIONARY), out -> dictionary(runs, results, out));
        WholeFile.write(folder.resolve(PAGE), SweepSheet.page(results));
        SweepPictures.write(results, drawn, folder);
        return results;
    }

    /** Deletes the files of a sweep that goes on, or of another that was there. */
    public static void delete(Path folder) throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        SweepPictures.delete(folder);
    }

    /**
     * Reads the results of a sweep.
     *
     * @param folder of a finished sweep
     * @throws ReportException if it has no results, or those of another version
     * @throws IOException if they cannot be read
     */
    public static SweepResults read(Path folder) throws ReportException, IOException {
        return SummaryJson.read(
                folder.resolve(RESULTS),
                SweepResults.class,
                SweepResults.SCHEMA_VERSION,
                "the results of a sweep",
                "finished sweep");
    }

    /**
     * A row a run: its point, replication and varied values, the requests simulated, what became of expectations at its point, and
     * every measure.
     */
    private static void runs(SweepRuns runs, SweepResults results, Writer out) throws IOException {
        SweepHead head = runs.head();
        CsvWriter csv = Csv.writer(out);
        List<String> names = new ArrayList<>(List.of("point", "replication"));
        head.axes().forEach(axis -> names.add(Csv.words(axis.path())));
        names.add("requests");
        results.expectations().forEach(each -> names.add(column(each.name())));
        runs.names().forEach(name -> names.add(Csv.words(name)));
        csv.writeRecord(names);
        runs.forEach((point, replications) -> {
            for (int r = 0; r < replications.size(); r++) {
                Measured run = replications.get(r);
                List<String> row = new ArrayList<>(List.of(Integer.toString(point), Integer.toString(r)));
                head.points().get(point).values().forEach(value -> row.add(Csv.words(value)));
                row.add(Long.toString(run.requests()));
                results.points().get(point).verdicts().forEach(each -> row.add(word(each)));
                for (String name : runs.names()) {
                    Replicates value = run.values().get(name);
                    row.add(value == null ? "" : Csv.number(value.value()));
                }
                csv.writeRecord(row);
            }
        });
        csv.flush();
    }

    private static String column(String expectation) {
        return Csv.words("expect:" + expectation);
    }

    private static String word(Verdict verdict) {
        return verdict.outcome().name().toLowerCase(Locale.ROOT);
    }

    /** A row for every column of {@code results.csv}. */
    private static void dictionary(SweepRuns runs, SweepResults results, Writer out) throws IOException {
        CsvWriter csv = Csv.writer(out);
        csv.writeRecord("column", "measure", "unit", "labels", "description");
        csv.writeRecord("point", "", "", "", "Number of the point in its design, from 0.");
        csv.writeRecord(
                "replication",
                "",
                "",
                "",
                "Number of the replication, from 0; each has draws of its own, alike at all points.");
        for (SweepHead.Axis axis : runs.head().axes()) {
            csv.writeRecord(
                    Csv.words(axis.path()), "", "as written", "", "Varied value of the scenario, with its unit.");
        }
        csv.writeRecord("requests", "", "requests", "", "Requests simulated in the run, warm-up included.");
        for (Verdict each : results.points().get(0).verdicts()) {
            csv.writeRecord(
                    column(each.name()),
                    "",
                    "",
                    "",
                    "Whether the point, in all its replications, meets " + each.condition()
                            + " (pass, fail, undecided or no_data).");
        }
        for (String name : runs.names()) {
            Optional<MeasureInfo> info = MeasureChoice.info(name);
            int labels = name.indexOf('{');
            csv.writeRecord(
                    Csv.words(name),
                    labels < 0 ? name : name.substring(0, labels),
                    info.map(MeasureInfo::dimension).map(MeasureFigures::unit).orElse(""),
                    labels < 0 ? "" : name.substring(labels + 1, name.length() - 1),
                    info.map(SweepReport::description).orElse(""));
        }
        csv.flush();
    }

    private static String description(MeasureInfo info) {
        return info.description() + " Of all cells of the run; empty where there are too few observations."
                + (info.measure().matches("p\\d+")
                        ? " In results.json, the mean over replications of each one's percentile, not that of all"
                                + " together."
                        : "");
    }
}
