package io.tidegate.scenario;

import io.tidegate.scenario.CsvTable.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times of single steps of known content, of several profiles. Rows with decoding sequences are held out by their batch, others by
 * their prefill tokens.
 */
final class KernelRows {
    static final List<String> COLUMNS = List.of(
            "profile",
            "gpus",
            "dp",
            "batch_total",
            "ctx_per_seq",
            "kv_tokens_total",
            "prefill_tokens_total",
            "isl_per_prefill_seq",
            "prefix_per_seq",
            "latency_ms");

    private static final double MILLI = 1e-3;

    private final CsvTable table;
    private final @Nullable Experts experts;

    KernelRows(CsvTable table, @Nullable Experts experts) {
        this.table = table;
        this.experts = experts;
    }

    StepData read(String file) throws ScenarioException {
        Map<String, StepGroup> groups = new LinkedHashMap<>();
        for (Row row : table.rows(COLUMNS)) {
            add(groups, row);
        }
        List<StepConfiguration> all = groups.entrySet().stream()
                .map(each -> configuration(each.getKey(), each.getValue()))
                .toList();
        return new StepData(file, all, List.of());
    }

    private StepConfiguration configuration(String name, StepGroup group) {
        boolean dense = KnownExperts.of(name) instanceof Experts.None;
        Experts found = dense ? new Experts.None() : new Experts.Unknown();
        return group.configuration(name, experts == null ? found : experts);
    }

    private static void add(Map<String, StepGroup> groups, Row row) {
        String profile = row.text("profile");
        int gpus = row.whole("gpus", 1);
        int ranks = row.whole("dp", 1);
        double batch = row.number("batch_total", 0);
        double context = row.number("ctx_per_seq", 0);
        double kv = row.number("kv_tokens_total", 0);
        double prefill = row.number("prefill_tokens_total", 0);
        double isl = row.number("isl_per_prefill_seq", 0);
        double prefix = row.number("prefix_per_seq", 0);
        double seconds = row.positive("latency_ms") * MILLI;
        if (profile.isEmpty()) {
            row.mistake("profile", "need a name, found nothing");
        }
        if (batch + prefill == 0) {
            row.mistake("batch_total", "need decoding sequences or prefill tokens, found neither");
        }
        if (prefill > 0 && isl == 0) {
            row.mistake("isl_per_prefill_seq", "need a number above 0 where tokens are prefilled");
        }
        if (Double.isNaN(batch + context + kv + prefill + isl + prefix + seconds)) {
            return;
        }
        double requests = prefill > 0 ? prefill / isl : 0;
        double position = prefill > 0 ? prefix + isl / 2 : 0;
        boolean decodes = batch > 0;
        StepMeasurement measurement = new StepMeasurement(
                "batch " + StepData.plain(batch) + ", KV " + StepData.plain(kv) + ", prefill " + StepData.plain(prefill)
                        + " at " + StepData.plain(position),
                decodes ? "batch" : "prefill",
                decodes ? batch : prefill,
                StepData.plain(context) + "/" + StepData.plain(isl) + "/" + StepData.plain(prefix),
                List.of(new StepMix(1, batch, kv, prefill, position, requests)),
                seconds);
        groups.computeIfAbsent(profile, key -> new StepGroup(gpus, ranks))
                .add(measurement, StrictMath.max(context, prefix + isl), batch, prefill);
    }
}
