package io.tidegate.scenario;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Which replica of a model class a request goes to.
 *
 * @param router the rule
 * @param choices replicas that the least-loaded rule compares, drawn at random
 */
public record RoutingSpec(
        Router router,
        @Unit(value = Dimension.COUNT, min = 1, max = 64) int choices) {
    /** The rules. */
    public enum Router {
        ROUND_ROBIN,
        RANDOM,
        LEAST_LOADED
    }
}
