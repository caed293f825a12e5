package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Credits per token, before the model's factor.
 *
 * @param input uncached input that is not written to the prefix cache
 * @param cacheWrite uncached input that is written to it
 * @param cacheRead input read from it
 * @param output output
 * @param cacheWriteLong as {@code cacheWrite}, where the cache keeps prefixes for more than five minutes
 */
public record CreditWeights(
        @Unit(Dimension.FACTOR) double input,
        @Unit(Dimension.FACTOR) double cacheWrite,
        @Unit(Dimension.FACTOR) double cacheRead,
        @Unit(Dimension.FACTOR) double output,
        @Default("2") @Unit(Dimension.FACTOR) double cacheWriteLong) {
    private static final double SHORT_TIME_TO_LIVE = 300;

    /** Weights with the usual price of a write that is kept for an hour, twice that of input. */
    public CreditWeights(double input, double cacheWrite, double cacheRead, double output) {
        this(input, cacheWrite, cacheRead, output, 2);
    }

    /** These weights where prefixes stay cached for {@code seconds} after their last use: {@code cacheWrite} is the one that counts. */
    public CreditWeights keptFor(double seconds) {
        double write = seconds > SHORT_TIME_TO_LIVE ? cacheWriteLong : cacheWrite;
        return new CreditWeights(input, write, cacheRead, output, cacheWriteLong);
    }
}
