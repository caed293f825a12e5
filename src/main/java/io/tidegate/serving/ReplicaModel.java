package io.tidegate.serving;

/**
 * What the replicas of a pool have in common.
 *
 * @param time step times
 * @param batching how batches are formed
 * @param kv the KV cache
 * @param tokensPerStep mean tokens that a decode step gives each request, 1 or more: above 1 with speculative decoding, whose
 *     accepted drafts come at even distances here; after {@code j} steps a request has {@code floor(j·tokensPerStep)} more
 * @param power watts of an accelerator
 * @param range where the step law was measured
 */
public record ReplicaModel(
        StepTime time, Batching batching, KvCache kv, double tokensPerStep, StepPower power, FittedRange range) {
    public ReplicaModel {
        if (!(tokensPerStep >= 1 && tokensPerStep <= 64)) {
            throw new IllegalArgumentException("tokens per step must be 1 to 64, not " + tokensPerStep);
        }
    }

    /** Whether a request could be served by an empty replica; what could not must be refused at once, as it would block all others. */
    public boolean fits(long prompt, long output) {
        boolean whole = batching.policy() == Batching.Policy.CHUNKED || prompt <= batching.tokenBudget();
        return whole && kv.holds(prompt, output);
    }

    /** Decode steps from the first token of an answer to its last. */
    public int decodeSteps(int output) {
        return tokensPerStep == 1 ? output - 1 : (int) StrictMath.ceil((output - 1) / tokensPerStep);
    }
}
