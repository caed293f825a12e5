package io.tidegate.workload;

/** What asks: a sitting of a person or agent, or a source of single requests. */
public enum SessionKind {
    /** A subscriber's chat, turn by turn. */
    CHAT,
    /** A subscriber's coding-agent session, replayed from a recorded one. */
    CODING,
    /** An API customer's agentic session, replayed from a recorded one. */
    AGENT,
    /** One API request that was denied and will be tried again. */
    RETRY,
    /** An organisation's flow of single API requests. */
    STREAM,
    /** An agent that another coding session started, and waits for. */
    SUBAGENT,
    /** A job of the Batch API: requests that nobody waits for. */
    BATCH
}
