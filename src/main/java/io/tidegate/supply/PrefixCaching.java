package io.tidegate.supply;

/** Where the computed prefixes of prompts stay between requests. */
public enum PrefixCaching {
    /** In one cache without an end that all replicas of a model class share: what lives long enough is always found. */
    IDEAL,
    /** On the replica that computed them, in what its active requests leave, then in its host's memory; found only there. */
    PER_REPLICA
}
