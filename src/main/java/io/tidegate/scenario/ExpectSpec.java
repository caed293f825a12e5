package io.tidegate.scenario;

import io.tidegate.Default;

/**
 * An entry of {@code expect}: a condition on measured values that a run is held to.
 *
 * @param name what messages call it
 * @param that the condition, such as {@code p99(ttft){plan=pro,phase=after} < 5 s}
 * @param level what a failure means
 */
public record ExpectSpec(
        String name, String that, @Default("error") Level level) {
    /** What a failure means. */
    public enum Level {
        /** The run fails. */
        ERROR,
        /** It is printed. */
        WARN
    }
}
