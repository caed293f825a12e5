package io.tidegate.limits;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Credits per token, before the model's factor.
 *
 * @param input uncached input that is not written to the prefix cache
 * @param cacheWrite uncached input that is written to it
 * @param cacheRead input read from it
 * @param output output
 */
public record CreditWeights(
        @Unit(Dimension.FACTOR) double input,
        @Unit(Dimension.FACTOR) double cacheWrite,
        @Unit(Dimension.FACTOR) double cacheRead,
        @Unit(Dimension.FACTOR) double output) {}
