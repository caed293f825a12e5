package io.tidegate.fleet;

import io.tidegate.limits.WindowLimits;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.Subscribers;
import java.util.List;

/**
 * Users who move to a lower plan at the end of an idle week. The weeks are those of a user's weekly cap, at its length when serving
 * begins, from the first on that begins after accounts do. One is idle if
 *
 * <ul>
 *   <li>no usage window denied the user anything in it,
 *   <li>the windows of the lower plan would have denied nothing that passed, as the account stood each time, and
 *   <li>what the weekly cap was charged in it is less than a share of the plan's weekly budget at its end, or nothing.
 * </ul>
 *
 * <p>Credits beside the windows count as nothing; who is away at a week's end stays with the plan. Whether an idle week moves a
 * user is a draw of the user, the plan and the local day on which it ends.
 *
 * <p>A user is four bytes: how many of its weeks have ended, and whether anything tells against the one it is in. A week is
 * decided when the first thing happens to the user after it, while the account's balance is still the week's.
 */
final class IdleWeeks {
    private static final int BUSY = 1;

    private final Subscribers subscribers;
    private final Accounts accounts;
    private final Experience experience;
    private final LimitsTimeline timeline;
    private final ChurnCounts counts;
    private final double from;
    private final double length;
    private final int[] to;
    private final double[] hazard;
    private final double[] below;
    private final int[] state;

    /**
     * Nobody has had a week.
     *
     * @param demand which plans have users that move down
     * @param subscribers the users
     * @param accounts their windows
     * @param experience who is away
     * @param timeline limits by time
     * @param span from when to when
     * @param counts takes who moves
     */
    IdleWeeks(
            DemandSpec demand,
            Subscribers subscribers,
            Accounts accounts,
            Experience experience,
            LimitsTimeline timeline,
            PhaseSpan span,
            ChurnCounts counts) {
        this.subscribers = subscribers;
        this.accounts = accounts;
        this.experience = experience;
        this.timeline = timeline;
        this.counts = counts;
        from = span.preRollFrom();
        length = timeline.at(span.warmUpFrom()).spec.weekLength();
        List<String> plans = demand.plans().stream().map(PlanSpec::name).toList();
        to = new int[plans.size()];
        hazard = new double[plans.size()];
        below = new double[plans.size()];
        boolean any = false;
        for (int p = 0; p < to.length; p++) {
            DynamicsSpec spec = DynamicsSpec.of(demand.dynamics(), plans.get(p));
            if (spec.movesDown()) {
                to[p] = plans.indexOf(spec.moveDownTo());
                hazard[p] = spec.moveDownPerIdleWeek();
                below[p] = spec.moveDownBelow();
                any = true;
            }
        }
        state = new int[any ? subscribers.size() : 0];
    }

    /** A usage window denies a request of a user. */
    void denied(int user) {
        if (state.length > 0) {
            state[user] |= BUSY;
        }
    }

    /** A request of a user passes at {@code t}, seconds since the epoch, and is about to be charged. */
    void passes(int user, LimitTables limits, int model, boolean opens, double t) {
        if (state.length == 0) {
            return;
        }
        int plan = subscribers.plan(user);
        if (hazard[plan] > 0
                && (state[user] & BUSY) == 0
                && !accounts.wouldPass(user, limits, to[plan], model, opens, t)) {
            state[user] |= BUSY;
        }
    }

    /** Decides on the weeks of a user that end by {@code t}, seconds since the epoch; in order of time for each user. */
    void until(int user, double t) {
        if (state.length == 0) {
            return;
        }
        double anchor = subscribers.weekAnchor(user, from, length);
        int ended = state[user] >> 1;
        while (anchor + ended * length <= t) {
            // What ends at the anchor is the rest of a week that began before the accounts.
            if (ended > 0) {
                decide(user, anchor + (ended - 1) * length, anchor + ended * length);
            }
            ended++;
            state[user] = ended << 1;
        }
    }

    private void decide(int user, double begin, double end) {
        int plan = subscribers.plan(user);
        if (hazard[plan] == 0 || (state[user] & BUSY) != 0) {
            return;
        }
        LimitTables limits = timeline.at(end);
        double used = accounts.usedSince(user, begin);
        double little = below[plan] * limits.window(plan).budget(WindowLimits.WEEK);
        int day = subscribers.days(user).dayOf(end);
        if ((used == 0 || used < little)
                && subscribers.drawInPlan(Draw.MOVE_DOWN, user, day) < hazard[plan]
                && experience.isThere(user, end)) {
            accounts.move(user, limits, to[plan]);
            counts.movedDownOut[plan]++;
            counts.movedDownIn[to[plan]]++;
        }
    }

    /** Decides on the weeks of all users that end by {@code t}, seconds since the epoch. */
    void finish(double t) {
        for (int user = 0; user < state.length; user++) {
            until(user, t);
        }
    }
}
