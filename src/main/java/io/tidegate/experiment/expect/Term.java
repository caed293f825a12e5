package io.tidegate.experiment.expect;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.measure.Replicates;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a side: a measured value or a constant, times a factor.
 *
 * @param factor negative where the term is subtracted
 * @param name of the measured value; nothing for a constant
 * @param constant in its base unit; 1 for a measured value
 * @param text how it is printed, without a sign
 */
record Term(double factor, @Nullable MeasureName name, double constant, String text) {
    static Term measured(double factor, String factorText, MeasureName name) {
        return new Term(factor, name, 1, factorText + name);
    }

    /** The value of all groups and of all but each of {@code groups}; NaN where it was not measured. */
    Replicates value(Measured measured, int groups) {
        Replicates value = name == null ? same(constant, groups) : find(measured, name, groups);
        return value.times(factor);
    }

    /** No try was refused for a reason that is not listed, where tries are known. */
    private static Replicates find(Measured measured, MeasureName name, int groups) {
        Replicates found = measured.get(name);
        if (found == null && name.labels().containsKey("reason")) {
            Replicates all = measured.get(name.without("reason"));
            found = all == null ? null : all.times(0);
        }
        return found == null ? same(Double.NaN, groups) : found;
    }

    private static Replicates same(double value, int groups) {
        double[] all = new double[groups];
        Arrays.fill(all, value);
        return Replicates.of(value, all);
    }
}
