package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * How the demand of a plan follows its limits and what its users experience.
 *
 * @param plan the plan
 * @param growth share by which its users grow in a year
 * @param elasticity by how many percent users start more sessions for a percent more budget
 * @param lag seconds in which about two thirds of that has come about
 * @param churn share of users that leave in a month anyway
 * @param churnPerLimitedDay probability of leaving after a day with a denial by a usage window
 * @param winBack probability a month that one who left comes back
 */
public record DynamicsSpec(
        String plan,

        @Default("0") @Unit(value = Dimension.FACTOR, max = 100)
        double growth,

        @Default("0") @Unit(value = Dimension.FACTOR, max = 5)
        double elasticity,

        @Default("14 d") @Unit(value = Dimension.TIME, min = 1)
        double lag,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double churn,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double churnPerLimitedDay,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double winBack) {}
