package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * What the API charges for the tokens of a model class, in USD per million.
 *
 * @param input uncached input
 * @param output output
 * @param cacheWrite input that is written to the cache, as an agent's is
 * @param cacheRead input read from it
 */
public record PriceSpec(
        @Default("0") @Unit(Dimension.FACTOR) double input,
        @Default("0") @Unit(Dimension.FACTOR) double output,

        @Default("0") @Unit(Dimension.FACTOR) double cacheWrite,

        @Default("0") @Unit(Dimension.FACTOR) double cacheRead) {
    /** Everything is free. */
    public static final PriceSpec FREE = new PriceSpec(0, 0, 0, 0);

    private static final double MILLION = 1e6;

    /**
     * USD of a request's input.
     *
     * @param cached tokens read from the cache
     * @param uncached the others
     * @param written whether the others are written to it
     */
    public double ofInput(double cached, double uncached, boolean written) {
        return (cached * cacheRead + uncached * (written ? cacheWrite : input)) / MILLION;
    }

    /** USD of output tokens. */
    public double ofOutput(double tokens) {
        return tokens * output / MILLION;
    }
}
