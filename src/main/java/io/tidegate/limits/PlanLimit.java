package io.tidegate.limits;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * What one account of a plan may use.
 *
 * @param plan the plan
 * @param window credits in a five-hour window that starts at first use
 * @param weekly credits in a week that starts at the account's own weekday and hour
 */
public record PlanLimit(
        String plan,
        @Unit(value = Dimension.CREDITS, min = 1) double window,
        @Unit(value = Dimension.CREDITS, min = 1) double weekly) {}
