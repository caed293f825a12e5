package io.tidegate.workload;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * One kind of use of the API.
 *
 * @param name the kind
 * @param share share of API requests
 * @param lengths length table of its requests, or {@code sessions} for agentic sessions
 * @param cachedShare mean share of a request's input that a shared prefix covers; ignored for sessions
 * @param mix share by model class, in the order of the scenario's models
 * @param curve curve of its volume
 */
public record ApiClassSpec(
        String name,
        @Unit(value = Dimension.SHARE, max = 1) double share,
        String lengths,
        @Unit(value = Dimension.SHARE, max = 1) double cachedShare,
        @Unit(value = Dimension.SHARE, max = 1) List<Double> mix,
        String curve) {
    /** The value of {@code lengths} that means agentic sessions. */
    public static final String SESSIONS = "sessions";

    public ApiClassSpec {
        mix = List.copyOf(mix);
    }

    /** Whether requests of this kind come in closed-loop sessions. */
    public boolean isSessions() {
        return lengths.equals(SESSIONS);
    }
}
