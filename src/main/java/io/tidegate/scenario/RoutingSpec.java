package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * Which replica of a model class a request goes to.
 *
 * @param router the rule
 * @param choices replicas drawn at random that the rules compare which do not look at all
 * @param slack seconds of pending work by which the replica that holds a request's prefix may exceed the alternative
 */
public record RoutingSpec(
        Router router,

        @Default("2") @Unit(value = Dimension.COUNT, min = 1, max = 64)
        int choices,

        @Default("0 s") @Unit(value = Dimension.TIME, max = 3600)
        double slack) {
    /** The rules. */
    public enum Router {
        /** Each in turn. */
        ROUND_ROBIN,
        /** One at random. */
        RANDOM,
        /** The fewest waiting requests of all. */
        FEWEST_WAITING,
        /** The least pending work of the choices. */
        LEAST_LOADED,
        /** The fewest tokens held of all. */
        LEAST_KV,
        /** The holder of the prefix within the slack, else the least pending work of the choices. */
        AFFINITY
    }

    /** A rule without slack. */
    public RoutingSpec(Router router, int choices) {
        this(router, choices, 0);
    }
}
