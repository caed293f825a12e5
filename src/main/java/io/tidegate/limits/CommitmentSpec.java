package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Capacity that each organisation of an API tier, or a share of them, has bought in advance. What it covers goes first in the waiting queues of
 * replicas and is not taken from the ordinary buckets; what it does not cover is an ordinary request.
 *
 * <p>Tokens use it up by weights. The defaults are those that one provider documented.
 *
 * @param name what it is called
 * @param tier the tier
 * @param model the model class
 * @param itpm weighted input tokens per minute
 * @param otpm weighted output tokens per minute
 * @param cacheRead weight of input read from the cache
 * @param cacheWrite weight of input written to it, as an agent's is; other uncached input has weight 1
 * @param longContext tokens of input above which all of a request weighs more
 * @param longInput factor on the input of such a request
 * @param longOutput factor on its output
 * @param share share of the tier's organisations that have bought it; those of a lower share are among those of a higher
 */
public record CommitmentSpec(
        String name,
        String tier,
        String model,
        @Unit(value = Dimension.PER_MINUTE, min = 1) double itpm,
        @Unit(value = Dimension.PER_MINUTE, min = 1) double otpm,

        @Default("0.1") @Unit(value = Dimension.FACTOR, max = 100)
        double cacheRead,

        @Default("1.25") @Unit(value = Dimension.FACTOR, max = 100)
        double cacheWrite,

        @Default("200k") @Unit(value = Dimension.TOKENS, min = 1)
        double longContext,

        @Default("2") @Unit(value = Dimension.FACTOR, min = 1, max = 100)
        double longInput,

        @Default("1.5") @Unit(value = Dimension.FACTOR, min = 1, max = 100)
        double longOutput,

        @Default("1") @Unit(value = Dimension.SHARE, max = 1)
        double share) {
    /** A commitment of every organisation of its tier. */
    public CommitmentSpec(
            String name,
            String tier,
            String model,
            double itpm,
            double otpm,
            double cacheRead,
            double cacheWrite,
            double longContext,
            double longInput,
            double longOutput) {
        this(name, tier, model, itpm, otpm, cacheRead, cacheWrite, longContext, longInput, longOutput, 1);
    }
}
