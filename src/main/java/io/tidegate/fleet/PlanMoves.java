package io.tidegate.fleet;

import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.util.List;

/**
 * Users who answer a denial by a usage window by moving to a higher plan, there and then: the same before anything is served and
 * after. Whether they do is a draw of the user, the plan and the local day, so that the first denial of a day decides.
 *
 * <p>From then on the limits of the other plan hold, for sessions under way too. What the user had used counts on. Requests count
 * under the other plan, and have its priority, from the next task of each session on.
 */
final class PlanMoves {
    private final Subscribers subscribers;
    private final Accounts accounts;
    private final Experience experience;
    private final ChurnCounts counts;
    private final SessionModel sessions;
    private final int[] to;
    private final double[] hazard;
    private final boolean any;

    /**
     * Moves of the users of a cell.
     *
     * @param demand which plans have users that move
     * @param sessions where tasks begin
     * @param subscribers the users, who are given their new plans
     * @param accounts their windows
     * @param experience who has left, and so moves no more
     * @param counts takes who moves
     */
    PlanMoves(
            DemandSpec demand,
            SessionModel sessions,
            Subscribers subscribers,
            Accounts accounts,
            Experience experience,
            ChurnCounts counts) {
        this.sessions = sessions;
        this.subscribers = subscribers;
        this.accounts = accounts;
        this.experience = experience;
        this.counts = counts;
        List<String> plans = demand.plans().stream().map(PlanSpec::name).toList();
        to = new int[plans.size()];
        hazard = new double[plans.size()];
        boolean some = false;
        for (int p = 0; p < to.length; p++) {
            DynamicsSpec spec = DynamicsSpec.of(demand.dynamics(), plans.get(p));
            if (spec.moves()) {
                to[p] = plans.indexOf(spec.moveTo());
                hazard[p] = spec.movePerLimitedDay();
                some = true;
            }
        }
        any = some;
    }

    /**
     * A usage window denies a request of a user.
     *
     * @param limits the limits in force
     * @param t seconds since the epoch
     * @return whether the user has another plan now
     */
    boolean denied(int user, LimitTables limits, double t) {
        int from = subscribers.plan(user);
        if (hazard[from] == 0) {
            return false;
        }
        LocalDays days = subscribers.days(user);
        if (subscribers.drawInPlan(Draw.PLAN_MOVE, user, days.dayOf(t)) >= hazard[from]
                || !experience.isThere(user, t)) {
            return false;
        }
        accounts.move(user, limits, to[from]);
        counts.movedOut[from]++;
        counts.movedIn[to[from]]++;
        return true;
    }

    /** Counts the request of a subscriber's session that is due, and those after it, under the plan of the moment if it opens a task. */
    void label(SessionTable table, int slot) {
        if (any && table.attempt[slot] == 0 && sessions.opensTask(table, slot)) {
            table.population[slot] = (short) subscribers.plan(table.owner[slot]);
        }
    }
}
