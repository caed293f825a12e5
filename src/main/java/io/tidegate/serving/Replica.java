package io.tidegate.serving;

/**
 * One replica: a continuous batch that works in steps. Times are absolute seconds, and may be up to some weeks (1e7 s).
 *
 * <p>A step that begins at {@code s} gives one token to each decoding request, and up to the model's token budget to the
 * prefilling ones, first come first served; requests that arrived at or before {@code s} are there when it begins. Requests
 * are let into the batch in order of arrival, when the batch is below its cap and the KV cache has room for their whole
 * length, which they keep until they are completed; one that does not fit holds up those behind it. The step that computes the
 * last token of a prompt gives its first output token; each further token takes a step. The state that is shown is that at
 * the replica's clock: the time at which its next step begins.
 *
 * <p>Not for several threads. A listener must not call the replica that tells it.
 */
public interface Replica {
    /**
     * A request reaches the replica, which is first brought to that time.
     *
     * @param t seconds, finite, not before any time given earlier
     * @param request the caller's handle, 0 or more, unique among the active ones
     * @param cached tokens of the prompt that are in the prefix cache, 0 or more
     * @param prefill tokens of the prompt to compute, 1 or more
     * @param output tokens to give, 1 or more
     * @throws IllegalArgumentException if an argument is out of its range, or the request is larger than the whole KV cache
     */
    void arrive(double t, int request, int cached, int prefill, int output);

    /**
     * Takes every step that begins before a time. The clock is then at the first step boundary at or after it, or earlier if
     * the replica is idle; what the last step brought has been told, with its later time.
     *
     * @param t seconds; infinity to finish all work; a time already passed changes nothing
     */
    void advanceTo(double t);

    /**
     * The earliest time, in seconds, at which something can be seen to happen if nothing arrives: the first completion while all
     * requests decode, the end of the next step while something prefills, infinity when idle. Advancing to it shows it.
     */
    double nextBoundary();

    /**
     * Marginal work not done yet, in seconds of an unstretched replica: the time that waiting, prefilling and decoding requests
     * add to steps, without what a step costs anyway. A prompt's part falls chunk by chunk, an answer's at its completion, so
     * that looking at a decoding replica more often does not make it seem less loaded. Exactly 0 when idle.
     */
    double pendingWork();

    /** Requests waiting, prefilling or decoding. */
    int active();

    /** Requests that wait for room in the batch or the KV cache. */
    int waiting();

    /**
     * Stretches the time of steps, from the next one on, on top of the step law's own efficiencies (a power cap).
     *
     * @param compute factor on what computes, finite and above 0; normally 1 or more
     * @param memory factor on what moves memory, likewise
     * @throws IllegalArgumentException if a factor is not finite or not above 0
     */
    void setStretch(double compute, double memory);

    /** What the replica did so far: live, not a copy. */
    ReplicaMeter meter();
}
