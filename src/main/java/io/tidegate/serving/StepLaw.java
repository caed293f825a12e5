package io.tidegate.serving;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * The duration of one step of a replica's batch, in seconds:
 *
 * <pre>effC·[cB·B + cP·P + cPC·P·C] + effM·[c0 + cR·R + cK·K + w·(1 − e^(−(B+P)/n0))]</pre>
 *
 * with {@code B} decoding sequences that hold {@code K} tokens, and {@code R} prefilling requests that get {@code P} tokens at
 * mean position {@code C}.
 *
 * @param c0 seconds per step
 * @param cB seconds per decoding sequence
 * @param cK seconds per token held by decoding sequences
 * @param cP seconds per prefill token
 * @param cPC seconds per prefill token and token of context before it
 * @param cR seconds per prefilling request
 * @param w seconds to read all expert weights
 * @param n0 tokens at which a share 1 − 1/e of the expert weights is touched; at least 1
 * @param effC stretch of what computes; 1 is the sum of measured kernels
 * @param effM stretch of what moves memory
 */
public record StepLaw(
        @Unit(Dimension.TIME) double c0,
        @Unit(Dimension.TIME) double cB,
        @Unit(Dimension.TIME) double cK,
        @Unit(Dimension.TIME) double cP,
        @Unit(Dimension.TIME) double cPC,
        @Unit(Dimension.TIME) double cR,
        @Unit(Dimension.TIME) double w,
        @Unit(value = Dimension.TOKENS, min = 1) double n0,
        @Unit(value = Dimension.FACTOR, min = 0.01) double effC,
        @Unit(value = Dimension.FACTOR, min = 0.01) double effM) {}
