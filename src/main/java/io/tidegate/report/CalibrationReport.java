package io.tidegate.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tidegate.experiment.Calibration;
import io.tidegate.experiment.Calibration.Coefficient;
import io.tidegate.experiment.Calibration.Place;
import io.tidegate.experiment.Calibration.Point;
import io.tidegate.experiment.RelativeErrors;
import io.tidegate.report.Sheet.Column;
import io.tidegate.report.chart.FitChart;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** How well step laws fit and predict measurements: tables, a picture and files. */
public final class CalibrationReport {
    /** The version of the form of {@code calibration.json}. */
    static final int SCHEMA_VERSION = 1;

    private static final double PERCENT = 100;
    private static final int NAME = 76;

    private CalibrationReport() {}

    /** The table by configuration, then by kind of model, as plain text. */
    public static String text(List<Calibration> all) {
        return Tables.text(byConfiguration(all)) + Tables.text(summary(all));
    }

    /** Writes {@code calibration.csv}, {@code calibration.json} and {@code fit.png}. */
    public static void write(String data, List<Calibration> all, Path folder) throws IOException {
        Files.writeString(folder.resolve("calibration.csv"), csv(all));
        Files.writeString(folder.resolve("calibration.json"), json(data, all));
        FitChart.write(data, all, folder.resolve("fit.png"));
    }

    private static Sheet byConfiguration(List<Calibration> all) {
        List<List<String>> rows = new ArrayList<>();
        for (Calibration each : all) {
            List<Calibration> one = List.of(each);
            RelativeErrors in = Calibration.inSample(one);
            RelativeErrors out = Calibration.heldOut(one, place -> true);
            rows.add(List.of(
                    each.name(),
                    each.mixtureOfExperts() ? "experts" : "dense",
                    Figures.number(in.count()),
                    Figures.number(each.levels()),
                    Figures.number(each.lengths()),
                    percent(in.median()),
                    Figures.number(out.count()),
                    percent(out.median()),
                    percent(out.p90())));
        }
        return new Sheet(
                "Fit",
                "Absolute relative errors in %: of laws fitted to all rows of a configuration, and of laws fitted to the rows of"
                        + " all other levels of load.",
                List.of(
                        Column.words("configuration", NAME),
                        Column.words("model", 7),
                        Column.figures("rows"),
                        Column.figures("levels"),
                        Column.figures("lengths"),
                        Column.figures("in sample"),
                        Column.figures("held out"),
                        Column.figures("median"),
                        Column.figures("p90")),
                rows);
    }

    private static Sheet summary(List<Calibration> all) {
        List<List<String>> rows = new ArrayList<>();
        kinds(all).forEach((kind, some) -> {
            List<String> row = new ArrayList<>(List.of(
                    kind,
                    Figures.number(some.size()),
                    percent(Calibration.inSample(some).median())));
            for (Predicate<Place> places : places().values()) {
                RelativeErrors errors = Calibration.heldOut(some, places);
                row.add(Figures.number(errors.count()));
                row.add(percent(errors.median()));
                row.add(percent(errors.p90()));
            }
            rows.add(row);
        });
        List<Column> columns = new ArrayList<>(
                List.of(Column.words("models", 20), Column.figures("configurations"), Column.figures("in sample")));
        for (String place : places().keySet()) {
            columns.add(Column.figures(place));
            columns.add(Column.figures("median"));
            columns.add(Column.figures("p90"));
        }
        return new Sheet(
                "Held-out error",
                "By the place of the held-out level among those of its configuration: between others, or the least or greatest,"
                        + " which is extrapolated to.",
                columns,
                rows);
    }

    private static Map<String, Predicate<Place>> places() {
        Map<String, Predicate<Place>> places = new LinkedHashMap<>();
        places.put("all", place -> true);
        places.put("interior", place -> place == Place.INTERIOR);
        places.put("lowest", place -> place == Place.LOWEST);
        places.put("highest", place -> place == Place.HIGHEST);
        return places;
    }

    /** Dense models, mixtures of experts, and all where there are both. */
    private static Map<String, List<Calibration>> kinds(List<Calibration> all) {
        Map<String, List<Calibration>> kinds = new LinkedHashMap<>();
        List<Calibration> dense =
                all.stream().filter(each -> !each.mixtureOfExperts()).toList();
        List<Calibration> experts =
                all.stream().filter(Calibration::mixtureOfExperts).toList();
        if (!dense.isEmpty()) {
            kinds.put("dense", dense);
        }
        if (!experts.isEmpty()) {
            kinds.put("mixture of experts", experts);
        }
        if (kinds.size() > 1) {
            kinds.put("all", all);
        }
        return kinds;
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? Figures.UNKNOWN : String.format(Locale.ROOT, "%.1f", PERCENT * share);
    }

    private static String csv(List<Calibration> all) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter out = Csv.writer(text)) {
            out.writeRecord("configuration", "row", "axis", "level", "place", "measured_s", "fitted_s", "held_out_s");
            for (Calibration each : all) {
                for (Point point : each.points()) {
                    out.writeRecord(
                            Csv.words(each.name()),
                            Csv.words(point.row()),
                            point.axis(),
                            number(point.level()),
                            point.place().name().toLowerCase(Locale.ROOT),
                            number(point.measured()),
                            number(point.fitted()),
                            number(point.heldOut()));
                }
            }
        }
        return text.toString();
    }

    /** The shortest text that reads back as the same number; empty if there is none. */
    private static String number(double value) {
        return Double.isNaN(value) ? "" : NumberOutput.toString(value, true);
    }

    private static String json(String data, List<Calibration> all) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema_version", SCHEMA_VERSION);
        root.put("data", data);
        Map<String, Object> summary = new LinkedHashMap<>();
        kinds(all).forEach((kind, some) -> summary.put(kind.replace(' ', '_'), errors(some)));
        root.put("summary", summary);
        List<Object> configurations = new ArrayList<>();
        for (Calibration each : all) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", each.name());
            one.put("mixture_of_experts", each.mixtureOfExperts());
            one.put("rows", each.points().size());
            one.put("levels", each.levels());
            one.put("lengths", each.lengths());
            Map<String, Object> law = new LinkedHashMap<>();
            for (Coefficient coefficient : each.coefficients()) {
                law.put(coefficient.name(), coefficient.value());
            }
            one.put("law", law);
            one.putAll(errors(List.of(each)));
            configurations.add(one);
        }
        root.put("configurations", configurations);
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        printer.indentArraysWith(lines);
        return JsonMapper.builder(JsonFactory.builder()
                                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                .build())
                        .build()
                        .writer()
                        .with(printer)
                        .writeValueAsString(root)
                + "\n";
    }

    private static Map<String, Object> errors(List<Calibration> some) {
        Map<String, Object> errors = new LinkedHashMap<>();
        errors.put("in_sample", errors(Calibration.inSample(some)));
        Map<String, Object> heldOut = new LinkedHashMap<>();
        places().forEach((name, places) -> heldOut.put(name, errors(Calibration.heldOut(some, places))));
        errors.put("held_out", heldOut);
        return errors;
    }

    private static Map<String, @Nullable Object> errors(RelativeErrors errors) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("points", errors.count());
        map.put("median", Double.isNaN(errors.median()) ? null : errors.median());
        map.put("p90", Double.isNaN(errors.p90()) ? null : errors.p90());
        return map;
    }
}
