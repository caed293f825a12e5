package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * How the demand of a plan follows its limits and what its users experience. People leave and come back at the beginnings of
 * their local days; who is there when the accounts are rolled forward to a phase is the plan's users, grown to the phase's date.
 *
 * @param plan the plan
 * @param growth share by which its users grow in a year, counted from the date of the scenario's first phase; net of all who
 *     come and leave
 * @param elasticity by how many percent users start more sessions for a percent more budget: the geometric mean of the credits
 *     of the plan's window and of its week
 * @param lag seconds in which about two thirds of that has come about; a change is felt from the next local day on
 * @param churn share of users that leave in a month of 30 days anyway
 * @param churnPerLimitedDay probability of leaving after a day with a denial by a usage window; the last hour of a day counts
 *     towards the next
 * @param winBack probability in a month of 30 days that one who left comes back
 * @param moveTo the higher plan that users move to whom a usage window denies something; {@link #NOWHERE} for none
 * @param movePerLimitedDay probability that a user does so on a day with such a denial, at the first
 * @param moveDownTo the lower plan that users move to who used little for a week; {@link #NOWHERE} for none
 * @param moveDownPerIdleWeek probability that a user does so at the end of an idle week. A user's weeks are those of its weekly
 *     cap. One is idle in which no usage window denied anything, the lower plan would have denied nothing, and the cap was charged
 *     less than {@code moveDownBelow} says, or nothing
 * @param moveDownBelow share of the plan's weekly budget, as it is at the week's end, that an idle week stays below
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
        double winBack,

        @Default(NOWHERE) String moveTo,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double movePerLimitedDay,

        @Default(NOWHERE) String moveDownTo,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double moveDownPerIdleWeek,

        @Default("0.2") @Unit(value = Dimension.SHARE, min = 1e-4, max = 1)
        double moveDownBelow) {
    /** No plan to move to. */
    public static final String NOWHERE = "none";

    private static final double MONTH_DAYS = 30;
    private static final double LITTLE = 0.2;
    private static final double FORTNIGHT = 14 * 86_400.0;

    /** Dynamics of users who never change their plan. */
    public DynamicsSpec(
            String plan,
            double growth,
            double elasticity,
            double lag,
            double churn,
            double churnPerLimitedDay,
            double winBack) {
        this(plan, growth, elasticity, lag, churn, churnPerLimitedDay, winBack, NOWHERE, 0, NOWHERE, 0, LITTLE);
    }

    /** Whether users ever move to another plan. */
    public boolean moves() {
        return movesUp() || movesDown();
    }

    /** Whether users ever move to a higher plan. */
    public boolean movesUp() {
        return movePerLimitedDay > 0 && !moveTo.equals(NOWHERE);
    }

    /** Whether users ever move to a lower plan. */
    public boolean movesDown() {
        return moveDownPerIdleWeek > 0 && !moveDownTo.equals(NOWHERE);
    }

    /** The dynamics of a plan; none of any kind where a scenario has none for it. */
    public static DynamicsSpec of(List<DynamicsSpec> all, String plan) {
        return all.stream()
                .filter(each -> each.plan.equals(plan))
                .findFirst()
                .orElseGet(() -> new DynamicsSpec(plan, 0, 0, FORTNIGHT, 0, 0, 0));
    }

    /** Probability of leaving on a day, 0 to 1, after a day with or without a denial: whatever drives a user away does so alone. */
    public double leaves(boolean limited) {
        return 1 - StrictMath.pow(1 - churn, 1 / MONTH_DAYS) * (limited ? 1 - churnPerLimitedDay : 1);
    }

    /** Probability of coming back on a day, 0 to 1. */
    public double returns() {
        return 1 - StrictMath.pow(1 - winBack, 1 / MONTH_DAYS);
    }
}
