package io.tidegate.workload;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * A class of models that users choose between and pools serve.
 *
 * @param name the class, such as {@code opus}
 * @param creditFactor credits per credit of a model of factor 1
 * @param tokenBudget prefill tokens that one step of a replica may process
 * @param maxBatch requests that a replica may hold in its batch at once
 */
public record ModelSpec(
        String name,
        @Unit(value = Dimension.FACTOR, min = 1e-6) double creditFactor,
        @Unit(value = Dimension.TOKENS, min = 1, max = 1e6) int tokenBudget,

        @Unit(value = Dimension.COUNT, min = 1, max = 65_536)
        int maxBatch) {}
