package io.tidegate.supply;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.LocalDateTime;

/**
 * How a site comes on line.
 *
 * @param from local time, in the scenario's zone, at which the first replica may serve
 * @param over seconds from the first replica to the last; 0 is at once
 * @param shape the share on line between
 */
public record RampSpec(
        LocalDateTime from,
        @Unit(value = Dimension.TIME, max = 1e9) double over,
        Shape shape) {
    /** The share on line as a function of the share of time gone. */
    public enum Shape {
        LINEAR,
        /** Slow, fast, slow: 3x² − 2x³. */
        S_CURVE
    }

    /** Share on line after {@code seconds} from the start of the ramp, 0 to 1. */
    public double share(double seconds) {
        if (seconds < 0) {
            return 0;
        }
        if (seconds >= over) {
            return 1;
        }
        double x = seconds / over;
        return shape == Shape.LINEAR ? x : x * x * (3 - 2 * x);
    }
}
