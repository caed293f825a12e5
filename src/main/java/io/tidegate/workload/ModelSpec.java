package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * A class of models that users choose between and pools serve.
 *
 * @param name the class, such as {@code opus}
 * @param creditFactor credits per credit of a model of factor 1
 * @param tokenBudget tokens that one step of a replica may process
 * @param maxBatch requests that a replica may hold in its batch at once
 * @param policy how a replica forms the batch of a step
 * @param longestChunk most tokens of one prompt in a step under {@link Policy#CHUNKED}; no limit if at least the budget
 * @param tokensPerStep mean tokens that a decode step gives a request; above 1 with speculative decoding
 * @param price what the API charges for its tokens
 * @param sloTtft seconds to the first token within which an answer counts as served well
 * @param sloTpot seconds per later output token within which it does; the defaults of both are what MLPerf Inference 5.0 requires
 *     of the 99th percentiles in its server scenario of Llama 3.1 405B
 */
public record ModelSpec(
        String name,
        @Unit(value = Dimension.FACTOR, min = 1e-6) double creditFactor,
        @Unit(value = Dimension.TOKENS, min = 1, max = 1e6) int tokenBudget,

        @Unit(value = Dimension.COUNT, min = 1, max = 65_536)
        int maxBatch,

        @Default("chunked") Policy policy,

        @Default("1 M") @Unit(value = Dimension.TOKENS, min = 1, max = 1e6)
        int longestChunk,

        @Default("1") @Unit(value = Dimension.FACTOR, min = 1, max = 64)
        double tokensPerStep,

        @Default("{}") PriceSpec price,

        @Default("6 s") @Unit(value = Dimension.TIME, min = 0.001, max = 1e6)
        double sloTtft,

        @Default("175 ms") @Unit(value = Dimension.TIME, min = 0.0001, max = 1e4)
        double sloTpot) {
    private static final int NO_LIMIT = 1_000_000;

    /** The rules by which a batch is formed. */
    public enum Policy {
        /** Every decoding request takes a token, and prompts take the rest of the budget, in chunks. */
        CHUNKED,
        /** Whole prompts if any can be let in, else decoding. */
        PREFILL_FIRST
    }

    /** A class whose tokens cost nothing. */
    public ModelSpec(
            String name,
            double creditFactor,
            int tokenBudget,
            int maxBatch,
            Policy policy,
            int longestChunk,
            double tokensPerStep) {
        this(name, creditFactor, tokenBudget, maxBatch, policy, longestChunk, tokensPerStep, PriceSpec.FREE);
    }

    /** A class with the default service level. */
    public ModelSpec(
            String name,
            double creditFactor,
            int tokenBudget,
            int maxBatch,
            Policy policy,
            int longestChunk,
            double tokensPerStep,
            PriceSpec price) {
        this(name, creditFactor, tokenBudget, maxBatch, policy, longestChunk, tokensPerStep, price, 6, 0.175);
    }

    /** A class with the defaults for the rest. */
    public ModelSpec(String name, double creditFactor, int tokenBudget, int maxBatch) {
        this(name, creditFactor, tokenBudget, maxBatch, Policy.CHUNKED, NO_LIMIT, 1);
    }
}
