package io.tidegate.supply;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Replicas of one kind at one site.
 *
 * @param name the pool
 * @param site where
 * @param model the model class it serves
 * @param accelerator on what
 * @param profile how fast
 * @param gpus accelerators of one replica; a multiple of the profile's stands for a larger model at the same step time
 * @param replicas replicas in the whole fleet
 */
public record PoolSpec(
        String name,
        String site,
        String model,
        String accelerator,
        String profile,
        @Unit(value = Dimension.COUNT, min = 1) int gpus,
        @Unit(value = Dimension.COUNT) int replicas) {}
