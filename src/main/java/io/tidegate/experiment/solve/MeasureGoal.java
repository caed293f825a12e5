package io.tidegate.experiment.solve;

import io.tidegate.experiment.MeasureName;
import io.tidegate.Dimension;
import io.tidegate.experiment.Measured;
import io.tidegate.measure.Replicates;
import java.util.Arrays;

/**
 * A measured value and a number that it must be below or above.
 *
 * @param text the condition as it was written
 * @param name what is measured, with the label of a phase
 * @param below whether it must be below the number
 * @param strict whether the number itself does not do
 * @param number the number, in the base unit of what is measured
 */
public record MeasureGoal(String text, MeasureName name, boolean below, boolean strict, double number) implements Goal {
    @Override
    public String valueText() {
        return name.toString();
    }

    @Override
    public Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    public boolean about(String phase, String variant) {
        return phase.equals(name.labels().get("phase"))
                && variant.equals(name.labels().getOrDefault("variant", ""));
    }

    @Override
    public Replicates value(Measured measured) {
        Replicates value = measured.get(name);
        return value == null ? Replicates.of(Double.NaN, new double[0]) : value;
    }

    @Override
    public Replicates bound(Measured measured) {
        double[] same = value(measured).leftOut();
        Arrays.fill(same, number);
        return Replicates.of(number, same);
    }
}
