package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * How the rate of each API organisation wanders about what its size, its hours and its curve make of it. The rate is constant through
 * a step. Its factor has mean 1 and is lognormal; its logarithm is a first-order autoregression, a random walk that is pulled
 * back, stationary from the beginning: over a time {@code l} its correlation is {@code e^(−l/memory)}.
 *
 * @param sigma standard deviation of the logarithm; 0 for rates that do not wander
 * @param step seconds of a step; a whole number of them are an hour
 * @param memory seconds over which the correlation falls to 1/e
 */
public record RateWalkSpec(
        @Default("0") @Unit(value = Dimension.FACTOR, max = 2)
        double sigma,

        @Default("10 min") @Unit(value = Dimension.TIME, min = 300, max = 3600)
        double step,

        @Default("1 h") @Unit(value = Dimension.TIME, min = 1, max = 86_400)
        double memory) {
    /** Rates that do not wander. */
    public static final RateWalkSpec NONE = new RateWalkSpec(0, 600, 3600);

    private static final double HOUR = 3600;

    /** Whether rates wander. */
    public boolean walks() {
        return sigma > 0;
    }

    /** Steps of an hour, to the nearest. */
    public int stepsPerHour() {
        return (int) StrictMath.round(HOUR / step);
    }

    /** Whether an hour is a whole number of steps. */
    public boolean dividesAnHour() {
        return StrictMath.abs(stepsPerHour() * step - HOUR) < 1e-6;
    }

    /** Correlation of the logarithm over a step, 0 to 1. */
    public double correlation() {
        return StrictMath.exp(-step / memory);
    }
}
