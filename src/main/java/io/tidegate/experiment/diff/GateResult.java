package io.tidegate.experiment.diff;

import io.tidegate.Dimension;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;
import org.jspecify.annotations.Nullable;

/**
 * A gated value.
 *
 * <p>It fails only if the lower bound of {@code head - (1 + tolerance)·base} is above 0 (for values of which less is worse, that of
 * {@code (1 - tolerance)·base - head}): if the relative worsening exceeds the tolerance beyond what chance explains. With {@code k}
 * gated values each bound holds with probability {@code 1 - 0.5 %/k}, so that all hold together with 99.5 % at least (Bonferroni). Two
 * runs that are the same to the bit pass, whatever their intervals.
 *
 * @param measure canonical name
 * @param dimension of the values, which are in its base unit
 * @param moreIsWorse whether users are worse off with more of it
 * @param tolerance as a share of base
 * @param base in the first run
 * @param head in the second
 * @param relative the change as a share of base, with its 95 % interval; NaN where base is 0
 * @param outcome of the test
 */
public record GateResult(
        String measure,
        Dimension dimension,
        boolean moreIsWorse,
        double tolerance,
        double base,
        double head,
        Estimate relative,
        Outcome outcome) {
    /** Probability that any of the gated values fails although none is worse than tolerated. */
    public static final double FALSE_ALARM = 0.005;

    /** Outcomes of a test. */
    public enum Outcome {
        /** Not worse than tolerated: the upper bound shows it, or the runs are the same. */
        PASSED,
        /** Neither shown to be worse than tolerated nor shown not to be; this does not fail. */
        UNDECIDED,
        /** Worse than tolerated. */
        FAILED,
        /** A run does not know the value, or there are too few groups of cells for an interval. */
        NO_DATA
    }

    /**
     * Tests a value.
     *
     * @param base nothing where the first run has no such value
     * @param head nothing where the second has none
     * @param family how many values are tested together
     */
    static GateResult of(
            MeasureName name,
            double tolerance,
            @Nullable Replicates base,
            @Nullable Replicates head,
            boolean paired,
            int family) {
        MeasureInfo info = name.info();
        if (base == null || head == null || Double.isNaN(base.value()) || Double.isNaN(head.value())) {
            double was = base == null ? Double.NaN : base.value();
            double is = head == null ? Double.NaN : head.value();
            return new GateResult(
                    name.toString(),
                    info.dimension(),
                    info.moreIsWorse(),
                    tolerance,
                    was,
                    is,
                    Estimate.UNKNOWN,
                    Outcome.NO_DATA);
        }
        double sign = info.moreIsWorse() ? 1 : -1;
        Contrast worse = Contrast.of(base.times(sign), head.times(sign), 1 + sign * tolerance, paired);
        double halfWidth = worse.halfWidth(1 - FALSE_ALARM / family);
        Outcome outcome = (paired && Contrast.identical(base, head)) || worse.value() + halfWidth <= 0
                ? Outcome.PASSED
                : Double.isNaN(halfWidth)
                        ? Outcome.NO_DATA
                        : worse.value() - halfWidth > 0 ? Outcome.FAILED : Outcome.UNDECIDED;
        return new GateResult(
                name.toString(),
                info.dimension(),
                info.moreIsWorse(),
                tolerance,
                base.value(),
                head.value(),
                relative(base, head, paired),
                outcome);
    }

    /** By the delta method: the ratio's error is that of head less ratio times base, over base. */
    private static Estimate relative(Replicates base, Replicates head, boolean paired) {
        if (base.value() == 0) {
            return new Estimate(head.value() == 0 ? 0 : Double.NaN, Double.NaN, head.leftOut().length);
        }
        double ratio = head.value() / base.value();
        Estimate error = Contrast.of(base, head, ratio, paired).estimate();
        return new Estimate(ratio - 1, StrictMath.abs(error.halfWidth() / base.value()), error.n());
    }
}
