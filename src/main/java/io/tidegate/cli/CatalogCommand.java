package io.tidegate.cli;

import io.tidegate.report.Figures;
import io.tidegate.report.Sheet;
import io.tidegate.report.Sheet.Column;
import io.tidegate.report.Tables;
import io.tidegate.scenario.CatalogListing;
import io.tidegate.scenario.CatalogListing.Entry;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.CurveSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code catalog}: lists what ships with the program. */
@Command(
        name = "catalog",
        description = "List the accelerators, serving profiles, curves and recorded tables that scenarios may name, and"
                + " published limits and prices, with their sources; and what can be measured.")
final class CatalogCommand implements Callable<Integer> {
    private static final int NAME = 30;
    private static final int SOURCE = 118;
    private static final double PERCENT = 100;
    private static final double MILLI = 1e3;
    private static final double MICRO = 1e6;
    private static final double NANO = 1e9;

    /** What can be listed. */
    private enum Kind {
        ACCELERATORS,
        PROFILES,
        CURVES,
        LENGTHS,
        BURSTINESS,
        SESSIONS,
        LIMITS,
        PRICES,
        MEASURES;

        /** What a user writes. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static String words() {
            return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
        }
    }

    /** A user's word to a kind. */
    static final class KindReader implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String word) {
            return Arrays.stream(Kind.values())
                    .filter(kind -> kind.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("need one of " + Kind.words() + ", found '" + word + "'"));
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            converter = KindReader.class,
            description =
                    "accelerators, profiles, curves, lengths, burstiness, sessions, limits, prices or measures. Default:"
                            + " all.")
    private @Nullable Kind kind;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Kind> kinds = kind == null ? List.of(Kind.values()) : List.of(kind);
        StringBuilder text = new StringBuilder();
        kinds.forEach(each -> sheets(each).forEach(sheet -> text.append(Tables.text(sheet))));
        out.print(text.substring(1)); // without the empty line before the first table
        return Main.DONE;
    }

    private static List<Sheet> sheets(Kind kind) {
        return switch (kind) {
            case ACCELERATORS -> accelerators();
            case PROFILES -> profiles();
            case CURVES -> curves();
            case LENGTHS -> lengths();
            case BURSTINESS -> burstiness();
            case SESSIONS -> sessions();
            case LIMITS -> PublishedSheets.limits();
            case PRICES -> PublishedSheets.prices();
            case MEASURES -> MeasureSheets.measures();
        };
    }

    private static List<Sheet> accelerators() {
        return sheets(
                "Accelerators",
                "Watts of a device in decode: low + rise x (1 - e^(-batch/scale)). Watts at the wall of a node: base + slope x"
                        + " the sum over its devices.",
                List.of(
                        "rated, W",
                        "idle, W",
                        "prefill, %",
                        "low, W",
                        "rise, W",
                        "scale",
                        "per node",
                        "base, W",
                        "slope"),
                CatalogListing.accelerators(),
                a -> List.of(
                        Figures.number(a.tdp()),
                        Figures.number(a.idle()),
                        Figures.number(PERCENT * a.prefillShare()),
                        Figures.number(a.decodeLow()),
                        Figures.number(a.decodeRise()),
                        Figures.number(a.decodeBatch()),
                        Figures.number(a.nodeGpus()),
                        Figures.number(a.nodeBase()),
                        Figures.number(a.nodeSlope())));
    }

    private static List<Sheet> profiles() {
        List<Sheet> all = new ArrayList<>(laws());
        all.add(1, ranges());
        return all;
    }

    private static Sheet ranges() {
        return sheets(
                        "Serving profiles: ranges",
                        "What the measurements of a profile reach: tokens of a sequence, sequences that decode and prompt tokens in"
                                + " a step. Requests are taken to be spread evenly over the data-parallel ranks.",
                        List.of("context", "batch", "prefill", "ranks"),
                        CatalogListing.profiles(),
                        p -> List.of(
                                Figures.count((double) p.range().maxContext()),
                                Figures.count((double) p.range().maxBatch()),
                                Figures.count((double) p.range().maxPrefill()),
                                Figures.number(p.range().ranks())))
                .get(0);
    }

    private static List<Sheet> laws() {
        return sheets(
                "Serving profiles",
                "A step with B sequences that decode, holding K tokens, and P prompt tokens at mean position C of R requests"
                        + " takes cB B + cP P + cPC P C + c0 + cR R + cK K + w (1 - e^(-(B+P)/n0)).",
                List.of(
                        "GPUs",
                        "KV tokens",
                        "c0, ms",
                        "w, ms",
                        "n0",
                        "cB, us",
                        "cP, us",
                        "cR, us",
                        "cK, ns",
                        "cPC, ns"),
                CatalogListing.profiles(),
                p -> {
                    StepLaw law = p.law();
                    return List.of(
                            Figures.number(p.gpus()),
                            Figures.count((double) p.kvTokens()),
                            Figures.number(MILLI * law.c0()),
                            Figures.number(MILLI * law.w()),
                            Figures.number(law.n0()),
                            Figures.number(MICRO * law.cB()),
                            Figures.number(MICRO * law.cP()),
                            Figures.number(MICRO * law.cR()),
                            Figures.number(NANO * law.cK()),
                            Figures.number(NANO * law.cPC()));
                });
    }

    private static List<Sheet> curves() {
        List<Entry<CurveSpec>> curves = CatalogListing.curves();
        List<Column> columns = new ArrayList<>(List.of(Column.words("hour", NAME)));
        List<String> volumes = new ArrayList<>(List.of("a day's volume"));
        for (Entry<CurveSpec> curve : curves) {
            columns.add(Column.figures(curve.name()));
            columns.add(Column.figures("weekend"));
            volumes.add("1");
            volumes.add(Figures.number(curve.value().weekendFactor()));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            List<String> row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%02d", hour)));
            for (Entry<CurveSpec> curve : curves) {
                row.add(Figures.number(curve.value().hours().get(hour)));
                row.add(Figures.number(curve.value().weekendHours().get(hour)));
            }
            rows.add(row);
        }
        rows.add(volumes);
        return List.of(
                new Sheet(
                        "Curves",
                        "Multiples of the day's mean rate, by hour: the local hour of a plan's region, the UTC hour of an API"
                                + " class. Last the volume of a day, in weekdays.",
                        columns,
                        rows),
                sources("Curves", curves));
    }

    private static List<Sheet> lengths() {
        return sheets(
                "Length tables",
                "Recorded request lengths: equally likely rows.",
                List.of("rows", "mean input tokens", "mean output tokens"),
                CatalogListing.lengths(),
                table -> List.of(
                        Figures.number(table.rows()),
                        Figures.number(table.meanInput()),
                        Figures.number(table.meanOutput())));
    }

    private static List<Sheet> burstiness() {
        return sheets(
                "Burstiness tables",
                "Coefficients of variation of the gaps between a client's requests, 1 for a Poisson process.",
                List.of("rows", "median"),
                CatalogListing.burstiness(),
                table -> List.of(Figures.number(table.rows()), Figures.number(table.median())));
    }

    private static List<Sheet> sessions() {
        return sheets(
                "Recorded sessions",
                "Cached: input tokens that an earlier request of the session opened with, if nothing ever expires.",
                List.of("sessions", "requests", "mean input tokens", "mean output tokens", "cached, %"),
                List.of(CatalogListing.sessions()),
                all -> List.of(
                        Figures.number(all.sessions()),
                        Figures.number(all.requests()),
                        Figures.number(all.meanInput()),
                        Figures.number(all.meanOutput()),
                        Figures.number(PERCENT * all.cachedShare())));
    }

    private static <T> List<Sheet> sheets(
            String title, String note, List<String> heads, List<Entry<T>> entries, Function<T, List<String>> figures) {
        List<Column> columns = new ArrayList<>(List.of(Column.words("name", NAME)));
        heads.forEach(head -> columns.add(Column.figures(head)));
        List<List<String>> rows = new ArrayList<>();
        for (Entry<T> entry : entries) {
            List<String> row = new ArrayList<>(List.of(entry.name()));
            row.addAll(figures.apply(entry.value()));
            rows.add(row);
        }
        return List.of(new Sheet(title, note, columns, rows), sources(title, entries));
    }

    /** A source that most entries have is stated once, at the end, with those that have it not. */
    private static <T> Sheet sources(String title, List<Entry<T>> entries) {
        Map<String, Set<String>> lacking = new LinkedHashMap<>();
        entries.forEach(entry -> entry.sources().forEach(source -> lacking.put(source, new LinkedHashSet<>())));
        for (Entry<T> entry : entries) {
            lacking.forEach((source, names) -> {
                if (!entry.sources().contains(source)) {
                    names.add(entry.name());
                }
            });
        }
        lacking.values().removeIf(names -> 2 * names.size() >= entries.size() || entries.size() == 1);
        List<List<String>> rows = new ArrayList<>();
        for (Entry<T> entry : entries) {
            List<String> own = new ArrayList<>(entry.sources());
            own.removeAll(lacking.keySet());
            append(rows, entry.name(), own);
        }
        List<String> common = new ArrayList<>();
        lacking.forEach((source, names) ->
                common.add(names.isEmpty() ? source : source + " (not " + String.join(", ", names) + ")"));
        append(rows, "all", common);
        List<Column> columns = List.of(Column.words("name", NAME), Column.words("source", SOURCE));
        return new Sheet(title + ": sources", "", columns, rows);
    }

    private static void append(List<List<String>> rows, String name, List<String> sources) {
        for (int i = 0; i < sources.size(); i++) {
            rows.add(List.of(i == 0 ? name : "", sources.get(i)));
        }
    }
}
