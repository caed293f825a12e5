package io.tidegate.serving;

import java.util.List;

/**
 * What one step of a {@link StepReplica} does.
 *
 * @param decodes those that decode, in order
 * @param chunks what it computes of prompts, in order
 */
record StepBatch(List<StepJob> decodes, List<Chunk> chunks) {
    /** A share of a prompt, as it stands when the step begins. */
    record Chunk(StepJob job, int tokens) {
        /** Mean position of its tokens. */
        double position() {
            return job.computed + tokens / 2.0;
        }

        /** Position of its end. */
        int end() {
            return job.computed + tokens;
        }
    }

    /** Prefill tokens. */
    int prefill() {
        int sum = 0;
        for (Chunk chunk : chunks) {
            sum += chunk.tokens;
        }
        return sum;
    }

    /** Tokens that the decoding requests hold, where drafts may count in part. */
    double held(double tokensPerStep) {
        long base = 0;
        long steps = 0;
        for (StepJob job : decodes) {
            base += job.prompt + 1;
            steps += job.steps;
        }
        return base + steps * tokensPerStep;
    }
}
