package io.tidegate.serving;

/**
 * How a replica forms the batch of a step.
 *
 * @param policy the rule
 * @param maxBatch most requests that hold KV cache at once, 1 or more
 * @param tokenBudget tokens of a step, 1 or more: under {@link Policy#CHUNKED} decodes count and prefill gets what they leave;
 *     under {@link Policy#PREFILL_FIRST} requests times their longest prompt stay within it
 * @param longestChunk most tokens of one prompt in a step, 1 or more, so that a long prompt leaves room for others; no limit if at
 *     least the budget; {@link Policy#PREFILL_FIRST} takes whole prompts and does not look at it
 */
public record Batching(Policy policy, int maxBatch, int tokenBudget, int longestChunk) {
    /** The rules. */
    public enum Policy {
        /**
         * Every decoding request takes a token, unfinished prompts share what the budget leaves, in order, then waiting requests
         * (Agrawal et al., "Taming throughput-latency tradeoff in LLM inference with Sarathi-Serve", OSDI 2024).
         */
        CHUNKED,
        /**
         * Whole prompts of waiting requests if any can be let in, else a token for every running request (Kwon et al.,
         * "Efficient memory management for large language model serving with PagedAttention", SOSP 2023).
         */
        PREFILL_FIRST
    }

    public Batching {
        if (tokenBudget < 1 || maxBatch < 1 || longestChunk < 1) {
            throw new IllegalArgumentException("batch cap, token budget and longest chunk must be 1 or more, not "
                    + maxBatch + ", " + tokenBudget + ", " + longestChunk);
        }
    }

    /** Chunked prefill in which one prompt may take the whole budget. */
    public static Batching chunked(int maxBatch, int tokenBudget) {
        return new Batching(Policy.CHUNKED, maxBatch, tokenBudget, tokenBudget);
    }
}
