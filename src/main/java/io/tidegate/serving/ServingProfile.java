package io.tidegate.serving;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * How fast a replica of some accelerators serves a model, and how much context it holds.
 *
 * @param name the profile
 * @param gpus accelerators that the measurements used
 * @param law step time
 * @param kvTokens tokens of KV cache of one replica
 */
public record ServingProfile(
        String name,
        @Unit(value = Dimension.COUNT, min = 1) int gpus,
        StepLaw law,
        @Unit(value = Dimension.TOKENS, min = 1) long kvTokens) {}
