package io.tidegate.scenario;

import io.tidegate.scenario.CsvTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of a closed loop: at any time {@code n} requests with {@code isl} prompt tokens and {@code osl} answer tokens are under
 * way, and the time per output token, TPOT, is the mean over the steps that a request decodes in.
 *
 * <p>Such a step has {@code B = n} decoding sequences of mean length {@code isl + osl/2}. While a request decodes, in {@code osl}
 * steps, each of the other {@code n − 1} is prefilled once, so a share {@code f = (n − 1)/osl} of the steps carries a prompt, at
 * mean position {@code isl/2}; where {@code f} exceeds 1, every step carries {@code f} prompts. Where a request waits for its first
 * token for more than {@value #MOST_WAITING} of its life, fewer than {@code n} decode, and the row is left out. The batch of the file
 * is that of a data-parallel rank; a row that stands twice counts once.
 */
final class LatencyRows {
    static final List<String> COLUMNS = List.of(
            "model_path",
            "system",
            "backend",
            "backend_version",
            "precision",
            "mode",
            "isl",
            "osl",
            "batch_size",
            "tp_size",
            "pp_size",
            "attention_dp_size",
            "moe_tp_size",
            "moe_ep_size",
            "silicon_ttft_ms",
            "silicon_tpot_ms");

    private static final double MOST_WAITING = 0.25;
    private static final double MILLI = 1e-3;

    private final CsvTable table;
    private final @Nullable Experts experts;
    private final Set<List<Object>> seen = new LinkedHashSet<>();
    private int otherModes;
    private int repeated;
    private int waiting;

    LatencyRows(CsvTable table, @Nullable Experts experts) {
        this.table = table;
        this.experts = experts;
    }

    StepData read(String file) throws ScenarioException {
        Map<String, StepGroup> groups = new LinkedHashMap<>();
        for (Row row : table.rows(COLUMNS)) {
            if (row.text("mode").equals("agg")) {
                add(groups, row);
            } else {
                otherModes++;
            }
        }
        List<StepConfiguration> all = groups.entrySet().stream()
                .map(each -> each.getValue()
                        .configuration(each.getKey(), experts == null ? KnownExperts.of(each.getKey()) : experts))
                .toList();
        List<String> notes = new ArrayList<>();
        note(notes, otherModes, "of another mode than agg");
        note(notes, repeated, "repeated");
        note(notes, waiting, "in which requests waited more than a quarter of their life for the first token");
        return new StepData(file, all, notes);
    }

    private static void note(List<String> notes, int rows, String why) {
        if (rows > 0) {
            notes.add("left out: " + rows + (rows == 1 ? " row " : " rows ") + why);
        }
    }

    private void add(Map<String, StepGroup> groups, Row row) {
        double isl = row.number("isl", 1);
        double osl = row.number("osl", 1);
        int ranks = row.size("attention_dp_size");
        double n = row.number("batch_size", 1) * ranks;
        double ttft = row.positive("silicon_ttft_ms") * MILLI;
        double tpot = row.positive("silicon_tpot_ms") * MILLI;
        String name = name(row, ranks);
        if (Double.isNaN(isl + osl + n + ttft + tpot)) {
            return;
        }
        if (!seen.add(List.of(name, isl, osl, n, ttft, tpot))) {
            repeated++;
            return;
        }
        if (ttft > MOST_WAITING * (ttft + osl * tpot)) {
            waiting++;
            return;
        }
        String lengths = StepData.plain(isl) + "/" + StepData.plain(osl);
        String words = lengths + " at " + StepData.plain(n);
        groups.computeIfAbsent(name, key -> new StepGroup(gpus(row, ranks), ranks))
                .add(
                        new StepMeasurement(words, "concurrency", n, lengths, steps(n, isl, osl), tpot),
                        isl + osl,
                        n,
                        isl);
    }

    /** The kinds of steps that a request decodes in. */
    private static List<StepMix> steps(double n, double isl, double osl) {
        double kv = n * (isl + osl / 2);
        double prompts = (n - 1) / osl;
        if (prompts >= 1) {
            return List.of(new StepMix(1, n, kv, prompts * isl, isl / 2, prompts));
        }
        StepMix decode = new StepMix(1 - prompts, n, kv, 0, 0, 0);
        return prompts == 0 ? List.of(decode) : List.of(decode, new StepMix(prompts, n, kv, isl, isl / 2, 1));
    }

    /** The layout of the experts tells the accelerators where it is given: attention is spread over the same ones. */
    private static int gpus(Row row, int ranks) {
        int experts = moeRanks(row);
        return row.size("pp_size") * (experts > 0 ? experts : row.size("tp_size") * ranks);
    }

    private static int moeRanks(Row row) {
        boolean given = !row.text("moe_tp_size").isEmpty()
                && !row.text("moe_ep_size").isEmpty()
                && row.whole("moe_tp_size", 0) > 0;
        return given ? row.size("moe_tp_size") * row.size("moe_ep_size") : 0;
    }

    private static String name(Row row, int ranks) {
        String path = row.text("model_path");
        List<String> parts = new ArrayList<>(List.of(
                path.substring(path.lastIndexOf('/') + 1),
                row.text("system"),
                row.text("backend"),
                row.text("backend_version"),
                row.text("precision")));
        parts.add("tp" + row.size("tp_size"));
        size(parts, "pp", row.size("pp_size"));
        size(parts, "ep", row.size("moe_ep_size"));
        size(parts, "dp", ranks);
        if (moeRanks(row) > 0 && moeRanks(row) != row.size("tp_size") * ranks) {
            size(parts, "etp", row.size("moe_tp_size"));
        }
        return parts.stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]", "-");
    }

    private static void size(List<String> parts, String word, int size) {
        if (size > 1) {
            parts.add(word + size);
        }
    }
}
