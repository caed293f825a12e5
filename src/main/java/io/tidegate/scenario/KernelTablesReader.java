package io.tidegate.scenario;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Reads a folder of kernel times as the profiler of LLMServingSim 2.0 writes it: {@code meta.yaml}, {@code dense.csv},
 * {@code per_sequence.csv} and {@code attention.csv}, the tables also with {@code .gz}, times in microseconds. Only dense models on one
 * device: the tables hold neither the traffic between devices nor, where there are experts, enough of their times.
 */
public final class KernelTablesReader {
    /** Layers whose time follows the tokens of a step. */
    public static final List<String> DENSE = List.of(
            "embedding",
            "layernorm",
            "qkv_proj",
            "rotary_emb",
            "o_proj",
            "gate_up_proj",
            "act_fn",
            "down_proj",
            "final_layernorm");

    /** Layers whose time follows the requests of a step. */
    public static final List<String> PER_SEQUENCE = List.of("lm_head", "sampler");

    private static final int MOST_ROWS = 1_000_000;

    private final Path folder;
    private final Problems problems = new Problems();

    private KernelTablesReader(Path folder) {
        this.folder = folder;
    }

    /** Whether a folder looks like one of kernel times. */
    public static boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve("meta.yaml"))
                && (Files.exists(folder.resolve("attention.csv")) || Files.exists(folder.resolve("attention.csv.gz")));
    }

    /**
     * Reads a folder.
     *
     * @throws ScenarioException with every mistake and its place
     */
    public static KernelTables read(Path folder) throws ScenarioException {
        return new KernelTablesReader(folder).read();
    }

    private KernelTables read() throws ScenarioException {
        Path file = folder.resolve("meta.yaml");
        SourceFiles.Text text = new SourceFiles(problems).read(file);
        Tree meta = YamlReader.file(text.text(), text.shown(), text.name(), problems);
        if (Files.exists(table("moe.csv"))) {
            problems.add(Origin.option(folder.toString()), "holds moe.csv; need the tables of a dense model");
        }
        KernelTables tables = new KernelTables(
                text(meta, "model"),
                text(meta, "gpu"),
                "vLLM " + text(meta, "vllm_version"),
                text(meta, "variant"),
                layers("dense.csv", "tokens", DENSE),
                layers("per_sequence.csv", "sequences", PER_SEQUENCE),
                attention());
        checkDevices(meta, file);
        problems.throwIfAny();
        return tables;
    }

    private String text(Tree meta, String key) {
        String text = Tree.text(meta, key);
        if (text == null || text.isBlank()) {
            problems.add(meta.origin(), "need '" + key + "'");
            return "";
        }
        return Suggestion.visible(text);
    }

    private void checkDevices(Tree meta, Path file) {
        List<Tree> degrees = meta instanceof Tree.Mapping map ? Tree.items(map.get("tp_degrees")) : List.of();
        boolean one = degrees.stream()
                .anyMatch(tree ->
                        tree instanceof Tree.Scalar scalar && scalar.text().equals("1"));
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        if (!one || (name.matches("tp[0-9]+") && !name.equals("tp1"))) {
            problems.add(
                    Origin.option(file.toString()),
                    "need times of one device (tp_degrees with 1, folder tp1): those of several lack the traffic between them");
        }
    }

    private List<KernelTables.LayerTime> layers(String name, String size, List<String> known) throws ScenarioException {
        Set<String> seen = new HashSet<>();
        Set<String> layers = new HashSet<>();
        List<KernelTables.LayerTime> times = rows(name, List.of("layer", size, "time_us"), row -> {
            String layer = row.getField("layer");
            if (!known.contains(layer)) {
                throw new IllegalArgumentException("unknown layer " + Suggestion.quote(layer)
                        + Suggestion.of(layer, known) + "; there are " + String.join(", ", known));
            }
            KernelTables.LayerTime time = new KernelTables.LayerTime(layer, count(row, size, 1), micros(row));
            once(seen, layer + " at " + time.size());
            layers.add(layer);
            return time;
        });
        for (String layer : known) {
            if (!layers.contains(layer)) {
                problems.add(Origin.option(folder.resolve(name).toString()), "no times of " + layer);
            }
        }
        return times;
    }

    private List<KernelTables.AttentionTime> attention() throws ScenarioException {
        Set<String> seen = new HashSet<>();
        List<String> columns = List.of("prefill_chunk", "kv_prefill", "n_decode", "kv_decode", "time_us");
        return rows("attention.csv", columns, row -> {
            KernelTables.AttentionTime time = new KernelTables.AttentionTime(
                    count(row, "prefill_chunk", 0),
                    count(row, "kv_prefill", 0),
                    count(row, "n_decode", 0),
                    count(row, "kv_decode", 0),
                    micros(row));
            once(seen, time.prefill() + ", " + time.before() + ", " + time.decodes() + ", " + time.context());
            return time;
        });
    }

    private static void once(Set<String> seen, String key) {
        if (!seen.add(key)) {
            throw new IllegalArgumentException("a second time of " + key);
        }
    }

    private static int count(NamedCsvRecord row, String column, int least) {
        String text = row.getField(column);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException(
                    column + ": need an integer, " + least + " or more, found " + Suggestion.quote(text));
        }
        return Integer.parseInt(text);
    }

    private static double micros(NamedCsvRecord row) {
        String text = row.getField("time_us");
        double micros = text.matches("[0-9.eE+-]{1,30}") ? number(text) : Double.NaN;
        if (!(micros > 0 && micros < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("time_us: need microseconds above 0, found " + Suggestion.quote(text));
        }
        return micros;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Path table(String name) {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        return Files.exists(plain) || !Files.exists(packed) ? plain : packed;
    }

    private <T> List<T> rows(String name, List<String> columns, Function<NamedCsvRecord, T> row)
            throws ScenarioException {
        Path file = table(name);
        List<T> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                CsvReader<NamedCsvRecord> reader =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : reader) {
                Origin origin = new Origin(file.toString(), name, (int) line.getStartingLineNumber(), 1);
                if (!line.getHeader().containsAll(columns)) {
                    throw problems.fatal(origin, "need the columns " + String.join(", ", columns));
                }
                if (all.size() == MOST_ROWS) {
                    throw problems.fatal(origin, "more than a million rows");
                }
                try {
                    all.add(row.apply(line));
                } catch (IllegalArgumentException e) {
                    problems.add(origin, String.valueOf(e.getMessage()));
                }
            }
        } catch (IOException | CsvParseException e) {
            throw problems.fatal(Origin.option(file.toString()), "cannot be read: " + e);
        }
        if (all.isEmpty()) {
            problems.add(Origin.option(file.toString()), "no rows");
        }
        return all;
    }
}
