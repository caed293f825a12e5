package io.tidegate.workload;

import io.tidegate.Default;
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
 * @param maxTokens mean of what a request's {@code max_tokens} asks for beyond its output, over the output: exponential, so that
 *     0 is exactly the output and 1 twice the output on average
 */
public record ApiClassSpec(
        String name,
        @Unit(value = Dimension.SHARE, max = 1) double share,
        String lengths,
        @Unit(value = Dimension.SHARE, max = 1) double cachedShare,
        @Unit(value = Dimension.SHARE, max = 1) List<Double> mix,
        String curve,

        @Default("0") @Unit(value = Dimension.FACTOR, max = 1000)
        double maxTokens) {
    /** The value of {@code lengths} that means agentic sessions. */
    public static final String SESSIONS = "sessions";

    public ApiClassSpec {
        mix = List.copyOf(mix);
    }

    /** A kind of use whose requests ask for exactly their output. */
    public ApiClassSpec(String name, double share, String lengths, double cachedShare, List<Double> mix, String curve) {
        this(name, share, lengths, cachedShare, mix, curve, 0);
    }

    /** Whether requests of this kind come in closed-loop sessions. */
    public boolean isSessions() {
        return lengths.equals(SESSIONS);
    }
}
