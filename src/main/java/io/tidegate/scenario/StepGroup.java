package io.tidegate.scenario;

import io.tidegate.serving.FittedRange;
import java.util.ArrayList;
import java.util.List;

/** The rows of one configuration while a file is read, and how far they reach. */
final class StepGroup {
    private final int gpus;
    private final int ranks;
    private final List<StepMeasurement> rows = new ArrayList<>();
    private double context = 1;
    private double batch = 1;
    private double prefill = 1;

    StepGroup(int gpus, int ranks) {
        this.gpus = gpus;
        this.ranks = ranks;
    }

    /** Adds a row that reaches as far as some sequence, batch and prefill. */
    void add(StepMeasurement row, double rowContext, double rowBatch, double rowPrefill) {
        rows.add(row);
        context = StrictMath.max(context, rowContext);
        batch = StrictMath.max(batch, rowBatch);
        prefill = StrictMath.max(prefill, rowPrefill);
    }

    StepConfiguration configuration(String name, Experts experts) {
        FittedRange range = new FittedRange((int) context, (int) batch, (int) prefill, ranks);
        return new StepConfiguration(name, gpus, experts, range, rows);
    }
}
