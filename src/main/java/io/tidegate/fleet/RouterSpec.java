package io.tidegate.fleet;

/**
 * Which router a cell uses.
 *
 * @param kind the rule
 * @param choices replicas that {@link Kind#LEAST_LOADED} compares
 */
public record RouterSpec(Kind kind, int choices) {
    /** The rules. */
    public enum Kind {
        ROUND_ROBIN,
        RANDOM,
        LEAST_LOADED
    }

    Router router() {
        return switch (kind) {
            case ROUND_ROBIN -> new Router.RoundRobin();
            case RANDOM -> new Router.Random();
            case LEAST_LOADED -> new Router.LeastLoaded(choices);
        };
    }
}
