package io.tidegate.workload;

/** The request that is being handled: one mutable value per simulation, so that handling allocates nothing. */
public final class RequestDraft {
    /** The model class, an index. */
    public int model;
    /** Prompt tokens that the prefix cache holds. */
    public int cached;
    /** Of these, tokens that are cached whatever happened to the session's own prefix. */
    public int sharedCached;
    /** Tokens after the shared ones that the session's own prefix has, be it kept or not; 0 for what has none. */
    public int ownCached;
    /** Whether that prefix is the one of the session's subagents. */
    public boolean subagent;
    /** Prompt tokens to be computed, 1 or more. */
    public int prefill;
    /** Output tokens, 1 or more. */
    public int output;
    /** Prompt tokens that a cache with the same time-to-live and no other limit holds at the recorded times. */
    public int idealCached;
    /** Whether the request is a step of an agent, so that its cached share is comparable with recorded sessions. */
    public boolean agentic;
    /** Whether a person asks with it, and it does not go on with a task. */
    public boolean opens = true;
    /** Seconds that its user waits for the first token. */
    public double patience = Double.POSITIVE_INFINITY;
    /** Of an organisation's request: output tokens that it asks for at most, not below {@link #output}. */
    public int maxTokens;
    /** Of an organisation's request: the workspace, from 0. */
    public int workspace;
    /** Which limits of its organisation it was charged to, once it has passed; 0 for none. */
    public byte charged;
    /** Output tokens that it reserved with them. */
    public int reserved;
    /** Output tokens, not yet charged, of other requests of its organisation for which it stands; below 0 where they reserved more. */
    public double othersOutput;
    /** The batch job that it is of, or {@link SessionTable#NONE}. */
    public int job = SessionTable.NONE;

    /** Makes it the request of no session, or of one whose prefix nobody asks for, with some tokens cached. */
    public void setWithoutPrefix(int cachedTokens) {
        cached = cachedTokens;
        sharedCached = cachedTokens;
        ownCached = 0;
        idealCached = cachedTokens;
        agentic = false;
        subagent = false;
    }

    /** Changes how much of the prompt the cache holds; the rest is to be computed. */
    public void setCached(int tokens) {
        prefill = input() - tokens;
        cached = tokens;
    }

    /** All prompt tokens. */
    public int input() {
        return cached + prefill;
    }
}
