package io.tidegate.experiment.diff;

import io.tidegate.Dimension;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;

/**
 * One value in two runs.
 *
 * @param measure canonical name
 * @param dimension of the values, which are in its base unit
 * @param moreIsWorse whether users are worse off with more of it
 * @param base in the first run, with its 95 % interval
 * @param head in the second
 * @param change head minus base, with its own interval
 * @param verdict what that means
 */
public record Compared(
        String measure,
        Dimension dimension,
        boolean moreIsWorse,
        Estimate base,
        Estimate head,
        Estimate change,
        Verdict verdict) {
    static Compared of(MeasureName name, Replicates base, Replicates head, boolean paired) {
        MeasureInfo info = name.info();
        Estimate change = Contrast.of(base, head, 1, paired).estimate();
        return new Compared(
                name.toString(),
                info.dimension(),
                info.moreIsWorse(),
                base.estimate(),
                head.estimate(),
                change,
                Verdict.of(change, info.moreIsWorse()));
    }
}
