package io.tidegate.serving;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How fast a replica of some accelerators serves a model, and how much context it holds.
 *
 * @param name the profile
 * @param gpus accelerators that the measurements used
 * @param law step time
 * @param kvTokens tokens of KV cache of one replica
 * @param range where the measurements lie; {@link FittedRange#EVERYWHERE} if not given
 */
public record ServingProfile(
        String name,
        @Unit(value = Dimension.COUNT, min = 1) int gpus,
        StepLaw law,
        @Unit(value = Dimension.TOKENS, min = 1) long kvTokens,
        @Nullable FittedRange range) {
    public ServingProfile {
        range = Objects.requireNonNullElse(range, FittedRange.EVERYWHERE);
    }

    @Override
    public FittedRange range() {
        return Objects.requireNonNull(range);
    }
}
