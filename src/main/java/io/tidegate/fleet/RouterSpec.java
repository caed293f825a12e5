package io.tidegate.fleet;

/**
 * Which router is used.
 *
 * @param kind the rule
 * @param choices replicas that {@link Kind#LEAST_LOADED}, and {@link Kind#AFFINITY} where it falls back, compare; 1 or more
 * @param slack seconds of pending work by which the holder of a prefix may exceed the alternative under {@link Kind#AFFINITY}
 */
public record RouterSpec(Kind kind, int choices, double slack) {
    /** The rules; see the classes in {@link Router}. */
    public enum Kind {
        ROUND_ROBIN,
        RANDOM,
        FEWEST_WAITING,
        LEAST_LOADED,
        LEAST_KV,
        AFFINITY
    }

    /** A new router of this kind. */
    public Router router() {
        return switch (kind) {
            case ROUND_ROBIN -> new Router.RoundRobin();
            case RANDOM -> new Router.Random();
            case FEWEST_WAITING -> new Router.FewestWaiting();
            case LEAST_LOADED -> new Router.LeastLoaded(choices);
            case LEAST_KV -> new Router.LeastKv();
            case AFFINITY -> new Router.Affinity(choices, slack);
        };
    }
}
