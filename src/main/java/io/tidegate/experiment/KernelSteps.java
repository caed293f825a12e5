package io.tidegate.experiment;

import io.tidegate.scenario.Experts;
import io.tidegate.scenario.KernelTables;
import io.tidegate.scenario.StepConfiguration;
import io.tidegate.scenario.StepMeasurement;
import io.tidegate.scenario.StepMix;
import io.tidegate.serving.FittedRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Steps composed of {@link KernelTimes} over a grid that the machine can hold, as rows for {@link Calibration}: decode batches and
 * contexts two apart, chunks of prompts half as many again apart from 128 tokens up, and both together more coarsely, so that no kind
 * of step outweighs the others by far. Each is a row of an axis of its own: {@link #DECODE}, {@link #PREFILL}, {@link #MIXED}.
 */
public final class KernelSteps {
    /** Steps that only decode; their level is the batch. */
    public static final String DECODE = "decode batch";
    /** Steps that only prefill; their level is the chunk's tokens. */
    public static final String PREFILL = "prefill tokens";
    /** Steps that do both; their level is the chunk's tokens. */
    public static final String MIXED = "mixed tokens";

    private static final int SHORTEST_CONTEXT = 64;
    private static final int SHORTEST_CHUNK = 128;
    private static final int[] BEFORE = {0, 512, 2048, 8192};
    private static final int COARSE = 4;
    private static final double PERCENT = 100;

    private final KernelTimes times;
    private final long kvTokens;
    private final List<StepMeasurement> rows = new ArrayList<>();

    private KernelSteps(KernelTimes times, long kvTokens) {
        this.times = times;
        this.kvTokens = kvTokens;
    }

    /**
     * The steps of a model on one device.
     *
     * @param tables kernel times
     * @param layers decoder layers of the whole model, 1 or more
     * @param kvTokens tokens that the KV cache holds, 1 or more; steps that hold more are left out
     * @throws IllegalArgumentException if nothing is left
     */
    public static StepConfiguration configuration(KernelTables tables, int layers, long kvTokens) {
        KernelTimes times = new KernelTimes(tables, layers);
        KernelSteps steps = new KernelSteps(times, kvTokens);
        steps.decodes();
        steps.prefills();
        steps.mixed();
        if (steps.rows.isEmpty()) {
            throw new IllegalArgumentException("no step of the tables fits in " + kvTokens + " tokens of KV cache");
        }
        FittedRange range = new FittedRange(
                (int) Math.max(1, Math.min(times.maxContext(), kvTokens)),
                Math.max(1, times.maxBatch()),
                Math.max(1, times.maxPrefill()),
                1);
        return new StepConfiguration(name(tables), 1, new Experts.None(), range, steps.rows);
    }

    /** How far a law is from composed steps of each kind, in words; nothing where no step is composed. */
    public static List<String> errors(Calibration fit) {
        List<String> lines = new ArrayList<>();
        for (String axis : List.of(DECODE, PREFILL, MIXED)) {
            double[] errors = fit.points().stream()
                    .filter(point -> point.axis().equals(axis))
                    .mapToDouble(point -> Math.abs(point.fitError()))
                    .toArray();
            if (errors.length > 0) {
                RelativeErrors some = RelativeErrors.of(Arrays.stream(errors));
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %d composed steps, error of the law: median %.1f %%, p90 %.1f %%, at most %.1f %%",
                        axis,
                        some.count(),
                        PERCENT * some.median(),
                        PERCENT * some.p90(),
                        PERCENT * Arrays.stream(errors).max().orElse(0)));
            }
        }
        return lines;
    }

    private static String name(KernelTables tables) {
        String words = tables.model() + "-" + tables.device() + "-" + tables.precision();
        return words.toLowerCase(Locale.ROOT)
                .replaceAll(".*/", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    private void decodes() {
        for (int batch = 1; batch <= times.maxBatch(); batch *= 2) {
            for (int context = SHORTEST_CONTEXT; context <= times.maxContext(); context *= 2) {
                add(DECODE, batch, batch, context, 0, 0);
            }
        }
    }

    private void prefills() {
        for (int octave = SHORTEST_CHUNK; octave <= times.maxPrefill(); octave *= 2) {
            for (int chunk : new int[] {octave, octave + octave / 2}) {
                for (int before : BEFORE) {
                    add(PREFILL, chunk, 0, 0, chunk, before);
                }
            }
        }
    }

    private void mixed() {
        for (int chunk = SHORTEST_CHUNK; chunk <= times.maxPrefill(); chunk *= 2) {
            for (int batch = 1; batch <= times.maxBatch(); batch *= COARSE) {
                for (int context = 2 * SHORTEST_CONTEXT; context <= times.maxContext(); context *= 2 * COARSE) {
                    for (int i = 0; i < BEFORE.length; i += 2) {
                        add(MIXED, chunk, batch, context, Math.min(chunk, times.maxPrefill() - batch), BEFORE[i]);
                    }
                }
            }
        }
    }

    private void add(String axis, double level, int batch, int context, int chunk, int before) {
        long held = (long) batch * context;
        OptionalDouble seconds = times.seconds(batch, context, chunk, before);
        if (held + chunk + before > kvTokens || seconds.isEmpty()) {
            return;
        }
        rows.add(new StepMeasurement(
                "batch " + batch + " at " + context + ", prefill " + chunk + " after " + before,
                axis,
                level,
                context + "/" + before,
                List.of(new StepMix(1, batch, held, chunk, chunk > 0 ? before + 0.5 * chunk : 0, chunk > 0 ? 1 : 0)),
                seconds.getAsDouble()));
    }
}
