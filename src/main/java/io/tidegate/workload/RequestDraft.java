package io.tidegate.workload;

/** The request that is being handled: one mutable value per simulation, so that handling allocates nothing. */
public final class RequestDraft {
    /** The model class, an index. */
    public int model;
    /** Prompt tokens that the prefix cache holds. */
    public int cached;
    /** Prompt tokens to be computed, 1 or more. */
    public int prefill;
    /** Output tokens, 1 or more. */
    public int output;
    /** Prompt tokens that a cache with the same time-to-live and no other limit holds at the recorded times. */
    public int idealCached;
    /** Whether the request is a step of an agent, so that its cached share is comparable with recorded sessions. */
    public boolean agentic;

    /** All prompt tokens. */
    public int input() {
        return cached + prefill;
    }
}
