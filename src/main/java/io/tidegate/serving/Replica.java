package io.tidegate.serving;

/**
 * One replica: a continuous batch that works in steps. Times are absolute seconds, and may be up to some weeks (1e7 s).
 *
 * <p>A step that begins at {@code s} takes its batch from the requests that arrived at or before {@code s}. A waiting request is
 * let in when its prompt's KV blocks fit and leave the watermark free, by class of priority and in each in order of arrival; one
 * that does not fit holds up those behind it. The step that computes the last token of a prompt gives the first output token; each
 * further step gives a request the model's tokens per step. A decoding request takes part only while a block is free, and takes one when
 * its tokens no longer fit those it holds. Where none is free, the last of those that run is restarted: its blocks are freed, it
 * waits in front of its class, and what it had is computed again as a prompt; its first token has been given and is not told
 * again. {@link Batching} says what a batch is made of, and {@link StepReplica} how, plainly.
 *
 * <p>The state that is shown is that at the replica's clock: the time at which its next step begins, whose batch is not formed
 * yet. Not for several threads. A listener must not call the replica that tells it.
 *
 * <p>Steps are not interrupted. Who cancels a request while a step is under way takes it out at that step's end: the step takes the
 * time and computes the tokens that it would have without, and tells what it brings, be it the request's first token or its
 * completion, at the step's end and so after the time of the cancel. The next step's batch is formed without the request, and its
 * blocks are free for it.
 */
public interface Replica {
    /** Classes of priority; 0 goes first. */
    int PRIORITIES = 4;

    /** Answer of {@link #cancel}: no such request is there. */
    int NOT_THERE = -1;

    /**
     * A request reaches the replica, which is first brought to that time.
     *
     * @param t seconds, finite, not before any time given earlier
     * @param request the caller's handle, 0 or more, unique among the active ones
     * @param priority its class, 0 to {@link #PRIORITIES} - 1
     * @param cached tokens of the prompt whose KV is there already, 0 or more
     * @param prefill tokens of the prompt to compute; 0 for a request whose prompt was computed, and first token given, elsewhere
     * @param output tokens of the whole answer, 1 or more; 2 or more if there is no prefill
     * @return a ticket with which {@link #cancel} finds the request; it means nothing else
     * @throws IllegalArgumentException if an argument is out of its range, or the request does not fit the model
     */
    int arrive(double t, int request, int priority, int cached, int prefill, int output);

    /**
     * Takes a request out, be it waiting, with its prompt under way or decoding, after the replica is brought to a time: a step
     * that begins at or after that time is without it. The listener is not told. Takes as long as looking through those that run;
     * how many wait does not matter.
     *
     * @param t seconds, finite, not before any time given earlier
     * @param request the handle it was given
     * @param ticket what its {@link #arrive} returned
     * @return tokens that it had: of its prompt those cached and computed, and those of its answer, without what a restart took from
     *     it and it has not got back; or {@link #NOT_THERE} if it never came, was cancelled before or is complete, which the step that
     *     was under way may have told just now
     * @throws IllegalArgumentException if {@code t} goes back in time or is not finite
     */
    int cancel(double t, int request, int ticket);

    /**
     * Takes every step that begins before a time. The clock is then at the first step boundary at or after it, or earlier if
     * the replica is idle; what the last step brought has been told, with its later time.
     *
     * @param t seconds; infinity to finish all work; a time already passed changes nothing
     */
    void advanceTo(double t);

    /**
     * A time before which nothing can be seen to happen if nothing arrives, in seconds: at or before the next end of a prompt or
     * an answer; after the clock while anything is active, infinity when idle. Advancing past it moves it on.
     */
    double nextBoundary();

    /**
     * Marginal work not done yet, in seconds of an unstretched replica: the time that waiting, prefilling and decoding requests
     * add to steps, without what a step costs anyway. A prompt's part falls chunk by chunk, an answer's at its completion, so
     * that looking at a decoding replica more often does not make it seem less loaded. Exactly 0 when idle.
     */
    double pendingWork();

    /** The part of {@link #pendingWork} that is prompts': about what a new prompt must wait for. Exactly 0 without any. */
    double pendingPrefill();

    /** Requests waiting, prefilling or decoding. */
    int active();

    /** Requests that are not in the running batch. */
    int waiting();

    /** Tokens of KV that running requests hold: whole prompts, and answers so far. */
    long heldTokens();

    /** Tokens of the prompts that wait. */
    long waitingTokens();

    /** The most of {@link #heldTokens} in steps since this was last asked, and now. */
    long takePeakTokens();

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
