package io.tidegate.scenario;

import io.tidegate.serving.FittedRange;
import java.util.List;

/**
 * The measurements of one model served in one way.
 *
 * @param name what is served how, in lower-case words joined by hyphens
 * @param gpus accelerators of a replica; 0 if the data do not say
 * @param experts what is known of the model's experts
 * @param range where the measurements lie
 * @param rows the measurements, in the order of the file
 */
public record StepConfiguration(String name, int gpus, Experts experts, FittedRange range, List<StepMeasurement> rows) {
    public StepConfiguration {
        rows = List.copyOf(rows);
    }
}
