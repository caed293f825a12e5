package io.tidegate.scenario;

import io.tidegate.serving.ServingProfile;
import io.tidegate.supply.AcceleratorSpec;
import io.tidegate.workload.CurveSpec;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.SessionLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What ships with the program, as values to be shown, each with where it comes from. Every call reads afresh. */
public final class CatalogListing {
    private static final String SERVEGEN = "ServeGen (Alibaba, Apache-2.0), ";
    private static final String AZURE = "Azure LLM inference trace 2023 (CC BY 4.0), ";
    private static final Map<String, String> SOURCES = Map.of(
            "azure-2023-code", AZURE + "code",
            "azure-2023-conversation", AZURE + "conversation",
            "servegen-classification", SERVEGEN + "clients of m-large and m-mid with short prompts and answers",
            "servegen-document", SERVEGEN + "requests of m-large with at least 16,384 input tokens",
            "servegen-retrieval", SERVEGEN + "clients of m-large with mean prompts of 2,048 to 8,191 tokens",
            "servegen-large", SERVEGEN + "clients of m-large",
            "servegen-mid", SERVEGEN + "clients of m-mid",
            "servegen-reasoning", SERVEGEN + "clients of deepseek-r1",
            "servegen-small", SERVEGEN + "clients of m-small");

    private CatalogListing() {}

    /**
     * A value and where it comes from.
     *
     * @param name its name in scenarios
     * @param value the value
     * @param sources first that of the whole, then {@code keys: source} for parts that have their own
     */
    public record Entry<T>(String name, T value, List<String> sources) {
        public Entry {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A table of recorded request lengths.
     *
     * @param rows equally likely rows
     * @param meanInput mean prompt tokens
     * @param meanOutput mean output tokens
     */
    public record Lengths(int rows, double meanInput, double meanOutput) {}

    /**
     * A table of coefficients of variation of the gaps between a client's requests.
     *
     * @param rows equally likely values
     * @param median the value that half of the clients exceed
     */
    public record Burstiness(int rows, double median) {}

    /**
     * The recorded coding-agent sessions.
     *
     * @param sessions sessions
     * @param requests requests of all sessions
     * @param meanInput mean prompt tokens
     * @param meanOutput mean output tokens
     * @param cachedShare share of prompt tokens that an earlier request of the session opened with too
     */
    public record Sessions(int sessions, int requests, double meanInput, double meanOutput, double cachedShare) {}

    /** Kinds of accelerators, in the catalogue's order. */
    public static List<Entry<AcceleratorSpec>> accelerators() {
        return bound(AcceleratorSpec.class, Catalog.hardware(), "accelerators");
    }

    /** Serving profiles, in the catalogue's order. */
    public static List<Entry<ServingProfile>> profiles() {
        return bound(ServingProfile.class, Catalog.hardware(), "profiles");
    }

    /** Curves of demand over a day, in the catalogue's order. */
    public static List<Entry<CurveSpec>> curves() {
        return bound(CurveSpec.class, Catalog.curves(), "curves");
    }

    /** Tables of request lengths, by name. */
    public static List<Entry<Lengths>> lengths() {
        List<Entry<Lengths>> all = new ArrayList<>();
        for (String name : Catalog.lengthNames()) {
            LengthTable table = Catalog.lengths(name);
            long input = 0;
            long output = 0;
            for (int row = 0; row < table.size(); row++) {
                input += table.input(row);
                output += table.output(row);
            }
            double rows = table.size();
            all.add(entry(name, new Lengths(table.size(), input / rows, output / rows)));
        }
        return all;
    }

    /** Tables of burstiness, by name. */
    public static List<Entry<Burstiness>> burstiness() {
        List<Entry<Burstiness>> all = new ArrayList<>();
        for (String name : Catalog.burstinessNames()) {
            double[] rising = Catalog.burstiness(name);
            int half = rising.length / 2;
            double median = rising.length % 2 == 1 ? rising[half] : (rising[half - 1] + rising[half]) / 2;
            all.add(entry(name, new Burstiness(rising.length, median)));
        }
        return all;
    }

    /** The recorded sessions. */
    public static Entry<Sessions> sessions() {
        SessionLibrary library = Catalog.sessions();
        long input = 0;
        long output = 0;
        long cached = 0;
        for (int i = 0; i < library.requests(); i++) {
            input += library.input(i);
            output += library.output(i);
            cached += library.cached(i);
        }
        double requests = library.requests();
        return new Entry<>(
                "sessions",
                new Sessions(
                        library.sessions(),
                        library.requests(),
                        input / requests,
                        output / requests,
                        (double) cached / input),
                List.of("coding-agent traces of kv-cache-tester (Apache-2.0), development part"));
    }

    private static <T> Entry<T> entry(String name, T value) {
        return new Entry<>(name, value, List.of(Objects.requireNonNull(SOURCES.get(name), name)));
    }

    private static <T extends Record> List<Entry<T>> bound(Class<T> type, String yaml, String key) {
        Problems problems = new Problems();
        try {
            Tree.Mapping file = (Tree.Mapping) YamlReader.file(yaml, "catalogue", "catalogue", problems);
            List<Entry<T>> entries = new ArrayList<>();
            RecordBinder binder = new RecordBinder(problems);
            for (Tree item : Tree.items(file.get(key))) {
                String name = String.valueOf(Tree.text(item, "name"));
                Record record = binder.record(Shape.of(type), item, name);
                problems.throwIfAny();
                T value = type.cast(Objects.requireNonNull(record, name));
                entries.add(new Entry<>(name, value, sources((Tree.Mapping) item)));
            }
            return entries;
        } catch (ScenarioException e) {
            throw new IllegalStateException("the built-in catalogue is damaged", e);
        }
    }

    private static List<String> sources(Tree.Mapping item) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        collect(item, keys);
        String whole = Tree.scalars(item).get(0).source();
        List<String> sources = new ArrayList<>();
        keys.forEach(
                (source, of) -> sources.add(source.equals(whole) ? source : String.join(", ", of) + ": " + source));
        return sources;
    }

    private static void collect(Tree.Mapping map, Map<String, List<String>> keys) {
        map.entries().forEach((key, entry) -> {
            if (entry.value() instanceof Tree.Mapping inner) {
                collect(inner, keys);
            } else {
                for (Tree.Scalar scalar : Tree.scalars(entry.value())) {
                    List<String> of = keys.computeIfAbsent(String.valueOf(scalar.source()), s -> new ArrayList<>());
                    if (!of.contains(key)) {
                        of.add(key);
                    }
                }
            }
        });
    }
}
