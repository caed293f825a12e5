package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Coding sessions of a plan that start agents of their own, all at once, and go on when the last has ended.
 *
 * @param plan the plan
 * @param share share of tasks that fan out
 * @param fanOut agents started
 * @param requests mean requests of one
 * @param start tokens of the context with which one begins
 * @param end tokens of the context with which it ends
 * @param output median output tokens of a request
 * @param gap median seconds from an answer to the next request
 * @param checkpoint whether an agent that dies at a limit leaves what it has done
 */
public record SwarmSpec(
        String plan,
        @Unit(value = Dimension.SHARE, max = 1) double share,
        @Unit(value = Dimension.COUNT, min = 1, max = 100) int fanOut,

        @Default("10.7") @Unit(value = Dimension.FACTOR, min = 1, max = 1000)
        double requests,

        @Default("10500") @Unit(value = Dimension.TOKENS, min = 1, max = 1e6)
        int start,

        @Default("45000") @Unit(value = Dimension.TOKENS, min = 1, max = 1e6)
        int end,

        @Default("235") @Unit(value = Dimension.TOKENS, min = 1, max = 1e6)
        int output,

        @Default("6 s") @Unit(value = Dimension.TIME, min = 0.1)
        double gap,

        @Default("false") boolean checkpoint) {}
