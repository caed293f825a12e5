package io.tidegate.limits;

/** What a request costs its account. */
public final class Credits {
    private Credits() {}

    /**
     * Credits of a request.
     *
     * @param weights credits per token of a model of factor 1
     * @param modelFactor the model's factor
     * @param cached input tokens read from the prefix cache
     * @param written input tokens computed and written to it
     * @param plainInput input tokens computed and not written
     * @param output output tokens
     */
    public static double of(
            CreditWeights weights, double modelFactor, int cached, int written, int plainInput, int output) {
        return modelFactor
                * (weights.cacheRead() * cached
                        + weights.cacheWrite() * written
                        + weights.input() * plainInput
                        + weights.output() * output);
    }
}
