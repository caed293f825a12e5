package io.tidegate.fleet;

/** What became of the prefix of a request's prompt that its session had computed before. */
public enum PrefixUse {
    /** There was no such prefix, or caching is ideal. */
    NONE,
    /** Found in the memory of the replica's accelerators. */
    HBM,
    /** Found in the memory of the replica's hosts, and read back before the request reached the replica. */
    HOST,
    /** Computed again: its time-to-live was over. */
    EXPIRED,
    /** Computed again: no replica held it any more. */
    EVICTED,
    /** Computed again: another replica held it. */
    ELSEWHERE
}
