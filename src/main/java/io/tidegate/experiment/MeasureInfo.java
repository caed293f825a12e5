package io.tidegate.experiment;

import io.tidegate.Dimension;
import java.util.List;

/**
 * What a measure is.
 *
 * @param measure its name, such as {@code p99}
 * @param of the quantities that it can be of; empty where it has none
 * @param dimension of its value
 * @param labels that it may have, besides {@link #EVERYWHERE those of all}
 * @param moreIsWorse whether users are worse off with more of it
 * @param description one sentence
 */
public record MeasureInfo(
        String measure,
        List<String> of,
        Dimension dimension,
        List<String> labels,
        boolean moreIsWorse,
        String description) {
    /** Labels that every measure may have. */
    public static final List<String> EVERYWHERE = List.of("phase", "variant");

    public MeasureInfo {
        of = List.copyOf(of);
        labels = List.copyOf(labels);
    }
}
