package io.tidegate.scenario;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberOutput;

/**
 * A file of measured step times or of measured end-to-end latencies, in one of three forms that are told apart by their header.
 *
 * @param file the file's name
 * @param configurations what was measured, in the order of the file; at least one
 * @param notes what was left out and why, in words
 */
public record StepData(String file, List<StepConfiguration> configurations, List<String> notes) {
    public StepData {
        configurations = List.copyOf(configurations);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file, which may be compressed by gzip.
     *
     * @param experts the model's experts where the user says; otherwise they follow from names, see {@link KnownExperts}
     * @throws ScenarioException if it cannot be read or is in none of the forms, with every mistake and its line
     */
    public static StepData read(Path file, @Nullable Experts experts) throws ScenarioException {
        CsvTable table = CsvTable.read(file);
        String name = String.valueOf(file.getFileName());
        StepData data;
        if (table.has("silicon_tpot_ms")) {
            data = new LatencyRows(table, experts).read(name);
        } else if (table.has("latency_ms")) {
            data = new KernelRows(table, experts).read(name);
        } else if (table.has("step_ms")) {
            data = new OwnRows(table, experts).read(name);
        } else {
            throw table.failure("need a header with step_ms (" + String.join(",", OwnRows.COLUMNS)
                    + "), with latency_ms (" + String.join(",", KernelRows.COLUMNS) + ") or with silicon_tpot_ms ("
                    + String.join(",", LatencyRows.COLUMNS) + ")");
        }
        table.throwIfAny();
        if (data.configurations.isEmpty()) {
            throw table.failure("no rows to fit");
        }
        return data;
    }

    /** A number as people write it, the same on every JDK. */
    static String plain(double value) {
        return value == StrictMath.rint(value) ? Long.toString((long) value) : NumberOutput.toString(value, true);
    }
}
