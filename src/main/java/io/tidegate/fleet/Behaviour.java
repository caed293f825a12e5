package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.random.Hash;
import io.tidegate.workload.Draw;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people do when a usage window is spent. The same decisions hold before anything is served and after. A user of a plan with a
 * {@link ReactionSpec} is of one kind; of the other plans a coin decides each time whether a session goes on at the reset.
 *
 * <p>Times are from the start of the warm-up, as in the session tables.
 */
final class Behaviour {
    /** The kinds of users. */
    private enum Kind {
        RESUMES,
        DOWNGRADES,
        WAITS_FOR_OFF_PEAK,
        PAYS,
        LEAVES
    }

    private final double resume;
    private final double origin;
    private final Subscribers subscribers;
    private final Accounts accounts;
    private final LimitsTimeline timeline;
    private final SessionModel sessions;
    private final double[] limitsFrom;
    private final @Nullable ReactionSpec[] reactions;
    private final int[] smaller;
    private final double[] roundTrip;

    Behaviour(FleetModel fleet, PhaseSpan span, Subscribers subscribers, LimitsTimeline timeline, Accounts accounts) {
        resume = fleet.demand().resume();
        origin = span.warmUpFrom();
        this.subscribers = subscribers;
        this.timeline = timeline;
        this.accounts = accounts;
        sessions = fleet.sessions();
        limitsFrom =
                fleet.limitsFrom().stream().mapToDouble(Double::doubleValue).toArray();
        roundTrip = fleet.demand().regions().stream()
                .mapToDouble(RegionSpec::roundTrip)
                .toArray();
        List<PlanSpec> plans = fleet.demand().plans();
        reactions = new ReactionSpec[plans.size()];
        for (ReactionSpec reaction : fleet.demand().reactions()) {
            for (int p = 0; p < reactions.length; p++) {
                if (plans.get(p).name().equals(reaction.plan())) {
                    reactions[p] = reaction;
                }
            }
        }
        smaller = smaller(fleet.models());
    }

    /** By model class, the next one that costs fewer credits, or none. */
    private static int[] smaller(List<ModelSpec> models) {
        int[] next = new int[models.size()];
        for (int m = 0; m < next.length; m++) {
            next[m] = SessionTable.NONE;
            for (int other = 0; other < next.length; other++) {
                double factor = models.get(other).creditFactor();
                if (factor < models.get(m).creditFactor()
                        && (next[m] == SessionTable.NONE
                                || factor > models.get(next[m]).creditFactor())) {
                    next[m] = other;
                }
            }
        }
        return next;
    }

    /** Whether a refusal is one that people answer, and not their client's schedule. */
    static boolean isPersonal(int reason) {
        return reason == Denial.WINDOW_5H.code()
                || reason == Denial.WEEKLY.code()
                || reason == Denial.WINDOW_OTHER.code();
    }

    /** Credits a month that a user pays for beyond the windows; 0 for those who do not. */
    double overflow(int user) {
        ReactionSpec reaction = reactions[subscribers.plan(user)];
        return reaction != null && reaction.pay() > 0 && kind(user, reaction) == Kind.PAYS ? reaction.budget() : 0;
    }

    private Kind kind(int user, ReactionSpec reaction) {
        double u = Draw.REACTION.unit(subscribers.key(user));
        double at = reaction.resume();
        if (u < at) {
            return Kind.RESUMES;
        }
        at += reaction.downgrade();
        if (u < at) {
            return Kind.DOWNGRADES;
        }
        at += reaction.offPeak();
        if (u < at) {
            return Kind.WAITS_FOR_OFF_PEAK;
        }
        return u < at + reaction.pay() ? Kind.PAYS : Kind.LEAVES;
    }

    /**
     * Decides on the request of a subscriber's session at {@code t}. A task under way may go on within the reserve.
     *
     * @return {@link Accounts#PASS} or a reason
     */
    int check(SessionTable table, int slot, int model, LimitTables limits, double t) {
        int user = table.owner[slot];
        boolean opens = sessions.opensTask(table, slot);
        int reason = accounts.check(user, limits, model, opens, overflow(user), 0, origin + t);
        ReactionSpec reaction = reactions[table.population[slot]];
        if (reason != Accounts.PASS && reaction != null && reaction.reserve() > 0 && !opens) {
            reason = accounts.check(user, limits, model, false, overflow(user), reaction.reserve(), origin + t);
            if (reason == Accounts.PASS) {
                int parent = table.parent[slot];
                table.marks[parent == SessionTable.NONE ? slot : parent] |= Tasks.ON_RESERVE;
            }
        }
        return reason;
    }

    /**
     * When a session that was refused at {@code t} asks again, or NaN if it is given up; counts the refusal. Who waits for a reset
     * asks when limits change, if that is sooner. Who goes on with a smaller model has it from now on.
     *
     * @param passesAt when it would pass as things are
     */
    double goesOnAt(SessionTable table, int slot, LimitTables limits, double t, double passesAt) {
        long identity = Hash.combine(Hash.combine(table.key[slot], table.position[slot]), table.attempt[slot]);
        if (table.attempt[slot] < Byte.MAX_VALUE) {
            table.attempt[slot]++;
        }
        ReactionSpec reaction = reactions[table.population[slot]];
        if (reaction == null) {
            return Draw.RESUME.unit(identity) < resume ? waits(table, slot, passesAt) : Double.NaN;
        }
        Kind kind = kind(table.owner[slot], reaction);
        if (kind == Kind.LEAVES) {
            return Double.NaN;
        }
        if (kind == Kind.DOWNGRADES && downgrades(table, slot, limits, t)) {
            return t + roundTrip[table.region[slot]];
        }
        double at = passesAt;
        if (kind == Kind.WAITS_FOR_OFF_PEAK && timeline.isPeak(origin + t)) {
            at = Math.min(at, timeline.nextChange(origin + t) - origin);
        }
        for (double change : limitsFrom) {
            if (change > origin + t) {
                at = Math.min(at, change - origin);
            }
        }
        return waits(table, slot, at);
    }

    /** When a session that was refused at {@code t} asks again whose user has got another plan; counts the refusal. */
    double asksAgainAt(SessionTable table, int slot, double t) {
        if (table.attempt[slot] < Byte.MAX_VALUE) {
            table.attempt[slot]++;
        }
        return t + roundTrip[table.region[slot]];
    }

    private static double waits(SessionTable table, int slot, double until) {
        table.marks[slot] |= Tasks.WAITS;
        return until;
    }

    /** Gives a session the next smaller model class if that is not refused; what was cached for the other is of no use to it. */
    private boolean downgrades(SessionTable table, int slot, LimitTables limits, double t) {
        int model = smaller[table.model[slot]];
        if (model == SessionTable.NONE) {
            return false;
        }
        boolean opens = sessions.opensTask(table, slot);
        if (accounts.check(table.owner[slot], limits, model, opens, 0, 0, origin + t) != Accounts.PASS) {
            return false;
        }
        table.model[slot] = (byte) model;
        table.mainTouch[slot] = Double.NEGATIVE_INFINITY;
        table.subTouch[slot] = Double.NEGATIVE_INFINITY;
        return true;
    }
}
