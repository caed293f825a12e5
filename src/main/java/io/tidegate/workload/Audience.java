package io.tidegate.workload;

/** Whose shares of the regions a plan follows. */
public enum Audience {
    CONSUMER,
    PROFESSIONAL,
    ENTERPRISE
}
