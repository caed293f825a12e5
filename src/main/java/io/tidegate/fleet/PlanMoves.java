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
 * Users who answer a denial by a usage window by moving to a higher plan, there and then, and those who move to a lower one after an
 * {@link IdleWeeks idle week}: the same before anything is served and after. Whether a denial moves a user is a draw of the user,
 * the plan and the local day, so that the first denial of a day decides.
 *
 * <p>From then on the limits of the other plan hold, for sessions under way too. What the user had used counts on. Requests count
 * under the other plan, and have its priority, from the next task of each session on.
 */
final class PlanMoves {
    private static final double HOUR = 3600;

    private final double origin;
    private final Subscribers subscribers;
    private final Accounts accounts;
    private final Experience experience;
    private final ChurnCounts counts;
    private final SessionModel sessions;
    private final int[] to;
    private final double[] hazard;
    private final IdleWeeks idle;
    private final boolean any;

    /**
     * Moves of the users of a cell.
     *
     * @param demand which plans have users that move
     * @param sessions where tasks begin
     * @param subscribers the users, who are given their new plans
     * @param accounts their windows
     * @param experience who has left, and so moves no more
     * @param timeline limits by time
     * @param span from when to when
     * @param counts takes who moves
     */
    PlanMoves(
            DemandSpec demand,
            SessionModel sessions,
            Subscribers subscribers,
            Accounts accounts,
            Experience experience,
            LimitsTimeline timeline,
            PhaseSpan span,
            ChurnCounts counts) {
        origin = span.warmUpFrom();
        this.sessions = sessions;
        this.subscribers = subscribers;
        this.accounts = accounts;
        this.experience = experience;
        this.counts = counts;
        List<String> plans = demand.plans().stream().map(PlanSpec::name).toList();
        to = new int[plans.size()];
        hazard = new double[plans.size()];
        for (int p = 0; p < to.length; p++) {
            DynamicsSpec spec = DynamicsSpec.of(demand.dynamics(), plans.get(p));
            if (spec.movesUp()) {
                to[p] = plans.indexOf(spec.moveTo());
                hazard[p] = spec.movePerLimitedDay();
            }
        }
        any = demand.dynamics().stream().anyMatch(DynamicsSpec::moves);
        idle = new IdleWeeks(demand, subscribers, accounts, experience, timeline, span, counts);
    }

    /**
     * A usage window denies a request of a user.
     *
     * @param limits the limits in force
     * @param t seconds since the epoch
     * @return whether the user has another plan now
     */
    boolean denied(int user, LimitTables limits, double t) {
        idle.denied(user);
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

    /**
     * A user would start a session at {@code t}, seconds since the epoch. Sessions of an hour are begun together, so that what
     * has happened in it moves nobody yet.
     */
    void starting(int user, double t) {
        idle.until(user, origin + StrictMath.floor((t - origin) / HOUR) * HOUR);
    }

    /**
     * A request of a subscriber's session is due at {@code t}, seconds since the epoch; in order of time for each user. If it opens
     * a task, it and those after it count under the plan of the moment.
     */
    void due(SessionTable table, int slot, double t) {
        if (!any) {
            return;
        }
        int user = table.owner[slot];
        idle.until(user, t);
        if (table.attempt[slot] == 0 && sessions.opensTask(table, slot)) {
            table.population[slot] = (short) subscribers.plan(user);
        }
    }

    /** A request of a user passes the limits in force, and is about to be charged. */
    void passes(int user, LimitTables limits, int model, boolean opens, double t) {
        idle.passes(user, limits, model, opens, t);
    }

    /** Decides on all weeks that end by {@code t}, seconds since the epoch, so that all moves are counted. */
    void finish(double t) {
        idle.finish(t);
    }
}
