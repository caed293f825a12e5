package io.tidegate.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Series;
import io.tidegate.measure.Estimate;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The time series in long form, one value a line. {@code bin_start} is local time, {@code seconds} counts from the midnight before the
 * phase's start; an unknown value or half-width is an empty cell. No cell of words can start a formula in a spreadsheet.
 */
final class TimeSeriesCsv {
    private final CsvWriter out;
    private final List<Double> bins;

    private TimeSeriesCsv(CsvWriter out, List<Double> bins) {
        this.out = out;
        this.bins = bins;
    }

    /** The whole file, with line feeds. */
    static String text(RunSummary run) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter out = Csv.writer(text)) {
            out.writeRecord("phase", "bin_start", "seconds", "series", "key", "value", "half_width");
            run.phases().forEach(new TimeSeriesCsv(out, run.binStarts())::phase);
        }
        return text.toString();
    }

    private void phase(Phase phase) {
        Series series = phase.series();
        values(phase, "load", series.load());
        values(phase, "capacity", Map.of("all", series.capacity()));
        estimates(phase, "ttft_p50", series.ttftP50());
        estimates(phase, "ttft_p90", series.ttftP90());
        values(phase, "denied", series.denied());
        values(phase, "megawatts", series.megawatts());
    }

    private void values(Phase phase, String name, Map<String, List<Double>> byKey) {
        new TreeMap<>(byKey).forEach((key, values) -> {
            for (int bin = 0; bin < values.size(); bin++) {
                line(phase, bin, name, key, values.get(bin), Double.NaN);
            }
        });
    }

    private void estimates(Phase phase, String name, Map<String, List<Estimate>> byKey) {
        new TreeMap<>(byKey).forEach((key, values) -> {
            for (int bin = 0; bin < values.size(); bin++) {
                Estimate value = values.get(bin);
                line(phase, bin, name, key, value.value(), value.halfWidth());
            }
        });
    }

    private void line(Phase phase, int bin, String name, String key, double value, double halfWidth) {
        double seconds = bins.get(bin);
        LocalDateTime start = LocalDateTime.parse(phase.start()).toLocalDate().atStartOfDay();
        out.writeRecord(
                Csv.words(phase.name()),
                start.plusSeconds(StrictMath.round(seconds)).toString(),
                Csv.number(seconds),
                name,
                Csv.words(key),
                Csv.number(value),
                Csv.number(halfWidth));
    }
}
