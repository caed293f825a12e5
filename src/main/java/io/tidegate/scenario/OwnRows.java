package io.tidegate.scenario;

import io.tidegate.scenario.CsvTable.Row;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user's own step times of one replica, one step a row: decoding sequences, tokens that these hold, prefill tokens, their mean
 * position, the requests that they belong to, and milliseconds. Rows are held out by batch or, without one, by prefill tokens.
 */
final class OwnRows {
    static final List<String> COLUMNS =
            List.of("batch", "kv_tokens", "prefill_tokens", "prefill_position", "prefill_requests", "step_ms");

    private static final double MILLI = 1e-3;

    private final CsvTable table;
    private final @Nullable Experts experts;

    OwnRows(CsvTable table, @Nullable Experts experts) {
        this.table = table;
        this.experts = experts;
    }

    StepData read(String file) throws ScenarioException {
        StepGroup group = new StepGroup(0, 1);
        table.allowOnly(COLUMNS);
        for (Row row : table.rows(COLUMNS)) {
            double batch = row.number("batch", 0);
            double kv = row.number("kv_tokens", 0);
            double prefill = row.number("prefill_tokens", 0);
            double position = row.number("prefill_position", 0);
            double requests = row.number("prefill_requests", 0);
            double seconds = row.positive("step_ms") * MILLI;
            if (batch + prefill == 0) {
                row.mistake("batch", "need decoding sequences or prefill tokens, found neither");
            }
            if (prefill > 0 && requests == 0) {
                row.mistake("prefill_requests", "need a number above 0 where tokens are prefilled");
            }
            StepMeasurement measurement = new StepMeasurement(
                    "batch " + StepData.plain(batch) + ", KV " + StepData.plain(kv) + ", prefill "
                            + StepData.plain(prefill) + " at " + StepData.plain(position),
                    batch > 0 ? "batch" : "prefill",
                    batch > 0 ? batch : prefill,
                    StepData.plain(kv) + "/" + StepData.plain(position),
                    List.of(new StepMix(1, batch, kv, prefill, position, requests)),
                    seconds);
            group.add(measurement, batch > 0 ? kv / batch : position, batch, prefill);
        }
        String name = file.replaceFirst("\\.gz$", "")
                .replaceFirst("\\.csv$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]", "-");
        Experts told = experts == null ? KnownExperts.of(name) : experts;
        // The steps themselves tell where the expert weights are all touched.
        Experts fitted = told instanceof Experts.None ? told : new Experts.Unknown();
        return new StepData(file, List.of(group.configuration(name, fitted)), List.of());
    }
}
