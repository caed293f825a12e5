package io.tidegate.fleet;

import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.Subscribers;

/**
 * What the subscribers of a cell have met, and who of them has left over it: the same before anything is served and after.
 *
 * <p>A user leaves or comes back at the beginning of a local day, by a draw of that user and day; the day before counts as
 * limited if a usage window denied something in it. A day here lasts to an hour before midnight: the sessions of an hour are
 * begun together, and whether they are must not depend on denials within that hour.
 *
 * <p>A user is four bytes: the last day that was decided, whether the user is away, and whether that day and the next were
 * limited so far. Days are decided when somebody asks, so that nothing goes over all users every day.
 */
final class Experience {
    private static final double EARLIER = 3600;
    private static final int AWAY = 1;
    private static final int LIMITED = 2;
    private static final int LIMITED_NEXT = 4;
    private static final int FLAGS = 3;

    private final Subscribers subscribers;
    private final ChurnCounts counts;
    private final boolean[] moves;
    private final double[] leaves;
    private final double[] leavesLimited;
    private final double[] returns;
    private final int[] state;

    /**
     * Everybody is there.
     *
     * @param demand how plans follow what their users meet
     * @param subscribers the users
     * @param from seconds since the epoch from which on they may leave
     * @param counts takes who leaves and comes back
     */
    Experience(DemandSpec demand, Subscribers subscribers, double from, ChurnCounts counts) {
        this.subscribers = subscribers;
        this.counts = counts;
        int plans = demand.plans().size();
        moves = new boolean[plans];
        leaves = new double[plans];
        leavesLimited = new double[plans];
        returns = new double[plans];
        boolean any = false;
        for (int p = 0; p < plans; p++) {
            PlanSpec plan = demand.plans().get(p);
            DynamicsSpec spec = DynamicsSpec.of(demand.dynamics(), plan.name());
            leaves[p] = spec.leaves(false);
            leavesLimited[p] = spec.leaves(true);
            returns[p] = spec.returns();
            moves[p] = leavesLimited[p] > 0;
            any |= moves[p];
        }
        state = new int[any ? subscribers.size() : 0];
        for (int user = 0; user < state.length; user++) {
            LocalDays days = subscribers.days(user);
            state[user] = (days.dayOf(from) - days.firstDay()) << FLAGS;
        }
        for (int user = 0; user < subscribers.size(); user++) {
            counts.accounts[subscribers.plan(user)]++;
        }
    }

    /** A usage window denies a request of a user at {@code t}, seconds since the epoch; in order of time for each user. */
    void limited(int user, double t) {
        if (!moves[subscribers.plan(user)]) {
            return;
        }
        LocalDays days = subscribers.days(user);
        decide(user, days.dayOf(t) - days.firstDay());
        int ahead = days.dayOf(t + EARLIER) - days.firstDay() - (state[user] >> FLAGS);
        state[user] |= ahead > 0 ? LIMITED_NEXT : LIMITED;
    }

    /**
     * Whether a user who would start a session at {@code t}, seconds since the epoch, is there to do so; counts it if not. All
     * denials of the user until an hour before must have been told.
     */
    boolean starts(int user, double t) {
        int plan = subscribers.plan(user);
        if (!moves[plan]) {
            return true;
        }
        LocalDays days = subscribers.days(user);
        decide(user, days.dayOf(t) - days.firstDay());
        if ((state[user] & AWAY) == 0) {
            return true;
        }
        counts.notStarted[plan]++;
        return false;
    }

    /** Whether a user is there at {@code t}, as {@link #starts} says, without counting. */
    boolean isThere(int user, double t) {
        if (state.length == 0) {
            return true;
        }
        LocalDays days = subscribers.days(user);
        decide(user, days.dayOf(t) - days.firstDay());
        return (state[user] & AWAY) == 0;
    }

    /** Decides for all users until {@code t}, seconds since the epoch, so that all are counted. */
    void finish(double t) {
        for (int user = 0; user < state.length; user++) {
            LocalDays days = subscribers.days(user);
            decide(user, days.dayOf(t) - days.firstDay());
        }
    }

    private void decide(int user, int until) {
        int plan = subscribers.plan(user);
        int now = state[user];
        for (int next = (now >> FLAGS) + 1; next <= until; next++) {
            int day = next + subscribers.days(user).firstDay();
            int away = now & AWAY;
            if (away != 0) {
                if (subscribers.draw(Draw.WIN_BACK, user, day) < returns[plan]) {
                    away = 0;
                    counts.wonBack[plan]++;
                }
            } else {
                double hazard = (now & LIMITED) == 0 ? leaves[plan] : leavesLimited[plan];
                if (subscribers.draw(Draw.CHURN, user, day) < hazard) {
                    away = AWAY;
                    counts.churned[plan]++;
                }
            }
            now = next << FLAGS | away | ((now & LIMITED_NEXT) == 0 ? 0 : LIMITED);
        }
        state[user] = now;
    }
}
