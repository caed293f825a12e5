package io.tidegate.scenario;

import java.util.List;

/**
 * The measured mean duration of steps of known content.
 *
 * @param row what was measured, in words
 * @param axis what the level counts, such as {@code concurrency}
 * @param level the load at which it was measured; rows of one axis and level are held out together
 * @param lengths the lengths of prompt and answer, or whatever else tells kinds of rows at one level apart
 * @param steps the kinds of steps that the mean is over, at least one
 * @param seconds the measured mean, above 0
 */
public record StepMeasurement(
        String row, String axis, double level, String lengths, List<StepMix> steps, double seconds) {
    public StepMeasurement {
        steps = List.copyOf(steps);
    }
}
