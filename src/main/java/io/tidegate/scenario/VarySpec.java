package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a scenario that a sweep varies: over values, or over a range.
 *
 * @param path what is varied, such as {@code limits.plans.pro.window}
 * @param values each as it would be written in the scenario; none for a range
 * @param from one end of the range, as it would be written; nothing for values
 * @param to the other end, in the same unit
 * @param steps points of the range in a grid, ends included; 0 where the design chooses them
 * @param scale how a range is divided
 */
public record VarySpec(
        String path,
        @Default("[]") List<String> values,
        @Nullable String from,
        @Nullable String to,

        @Default("0") @Unit(value = Dimension.COUNT, max = 100_000)
        int steps,

        @Default("linear") Scale scale) {
    /** How a range is divided. */
    public enum Scale {
        /** In equal differences. */
        LINEAR,
        /** In equal ratios. */
        LOG
    }

    public VarySpec {
        values = List.copyOf(values);
    }
}
