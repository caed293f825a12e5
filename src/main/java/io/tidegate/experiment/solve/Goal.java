package io.tidegate.experiment.solve;

import io.tidegate.Dimension;
import io.tidegate.experiment.Measured;
import io.tidegate.measure.Replicates;

/** A condition that an answer must meet: a measured value on the right side of a bound. */
public interface Goal {
    /** The condition as it was written. */
    String text();

    /** What is measured, in words. */
    String valueText();

    /** What value and bound are. */
    Dimension dimension();

    /**
     * Whether it needs a phase of a variant.
     *
     * @param phase name of the phase
     * @param variant name of the variant; empty where a scenario has none
     */
    boolean about(String phase, String variant);

    /** What is measured; NaN where there is no data. */
    Replicates value(Measured measured);

    /** What it is held against. */
    Replicates bound(Measured measured);

    /** Whether the value must be below the bound; otherwise above. */
    boolean below();

    /** Whether a value that equals the bound does not do. */
    boolean strict();

    /** How far the value is on the right side of the bound, group by group; below 0 where it is on the wrong one. */
    default Replicates margin(Measured measured) {
        Replicates value = value(measured);
        Replicates bound = bound(measured);
        return below() ? bound.minus(value) : value.minus(bound);
    }
}
