package io.tidegate.serving;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Where the measurements lie that a step law was fitted to. Outside it the law is an extrapolation; how often is counted by
 * {@link ReplicaMeter}.
 *
 * @param maxContext most tokens of one sequence
 * @param maxBatch most decoding requests in a step
 * @param maxPrefill most prefill tokens in a step
 * @param ranks data-parallel ranks over which requests are taken to be balanced: fewer decoding, or prefilling, requests than this
 *     cannot be; 1 for none
 */
public record FittedRange(
        @Unit(value = Dimension.TOKENS, min = 1) int maxContext,
        @Unit(value = Dimension.COUNT, min = 1) int maxBatch,
        @Unit(value = Dimension.TOKENS, min = 1) int maxPrefill,
        @Unit(value = Dimension.COUNT, min = 1) int ranks) {
    /** Tokens by which a mean context must exceed the limit to count: answers are counted evenly, so that it may be met in fractions. */
    static final double MARGIN = 1e-6;

    /** A law that holds everywhere. */
    public static final FittedRange EVERYWHERE =
            new FittedRange(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
}
