package io.tidegate.fleet;

import io.tidegate.random.AliasTable;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.util.Arrays;
import java.util.List;

/**
 * Rolls the accounts of a cell forward to a phase's date, user by user, request by request, without serving: answers take a
 * nominal time. What is left are balances, and the sessions that are under way.
 */
final class AccountPreRoll {
    private static final double HOUR = 3600;

    private final FleetModel fleet;
    private final double origin;
    private final double midnight;
    private final Subscribers subscribers;
    private final LimitsTimeline limits;
    private final Accounts accounts;
    private final Experience experience;
    private final PlanMoves planMoves;
    private final Behaviour behaviour;
    private final Swarm swarm;
    private final NominalService nominal;
    private final AliasTable[] chatMix;
    private final AliasTable[] codingMix;
    private final double[] roundTrip;
    private final SessionTable own = new SessionTable();
    private final RequestDraft draft = new RequestDraft();
    private final UserWeek week = new UserWeek();

    private int[] startSlots = new int[16];
    private int starts;
    private int[] active = new int[16];
    private int activeCount;

    AccountPreRoll(
            FleetModel fleet,
            PhaseSpan span,
            Subscribers subscribers,
            LimitsTimeline limits,
            Accounts accounts,
            Behaviour behaviour,
            Experience experience,
            PlanMoves planMoves) {
        origin = span.warmUpFrom();
        midnight = span.midnight();
        this.fleet = fleet;
        this.subscribers = subscribers;
        this.limits = limits;
        this.accounts = accounts;
        this.experience = experience;
        this.planMoves = planMoves;
        this.behaviour = behaviour;
        swarm = new Swarm(fleet.sessions(), fleet.demand());
        nominal = new NominalService(fleet.models(), fleet.pools());
        List<PlanSpec> plans = fleet.demand().plans();
        chatMix = plans.stream().map(p -> SessionModel.mix(p.chatMix())).toArray(AliasTable[]::new);
        codingMix = plans.stream().map(p -> SessionModel.mix(p.codingMix())).toArray(AliasTable[]::new);
        roundTrip = fleet.demand().regions().stream()
                .mapToDouble(r -> r.roundTrip())
                .toArray();
    }

    /**
     * Rolls all accounts from {@code from} to {@code to}, seconds since the epoch.
     *
     * @param live where the sessions under way are put, with due times counted from {@code to}
     * @param sink told of each of them
     * @return what limits did to users in the last week, the only whole one that is always there
     */
    LimitedUsers roll(double from, double to, SessionTable live, SlotSink sink) {
        LimitedUsers limited = new LimitedUsers(fleet.demand().plans().size());
        Subscribers.Sink starting = (who, kind, key, t) -> addStart(who, kind, key, t - to);
        for (int user = 0; user < subscribers.size(); user++) {
            starts = 0;
            subscribers.starts(user, from, to, starting);
            week.begin(subscribers.plan(user));
            rollUser(user, to, live, sink, limited);
            week.end(limited);
        }
        return limited;
    }

    private void addStart(int user, SessionKind kind, long key, double t) {
        if (starts == startSlots.length) {
            startSlots = Arrays.copyOf(startSlots, starts * 2);
        }
        int slot = own.allocate();
        start(own, slot, user, kind, key, t);
        int i = starts++;
        while (i > 0 && own.due[startSlots[i - 1]] > t) {
            startSlots[i] = startSlots[i - 1];
            i--;
        }
        startSlots[i] = slot;
    }

    /** Fills a slot with a session that a user starts at {@code t}, in the table's time. */
    void start(SessionTable table, int slot, int user, SessionKind kind, long key, double t) {
        int plan = subscribers.firstPlan(user);
        table.key[slot] = key;
        table.population[slot] = (short) subscribers.plan(user);
        table.owner[slot] = user;
        table.region[slot] = (byte) subscribers.region(user);
        table.due[slot] = t;
        if (kind == SessionKind.CHAT) {
            fleet.sessions().startChat(table, slot, chatMix[plan]);
        } else {
            double keep = fleet.demand().plans().get(plan).sessionKeep();
            fleet.sessions().startRecorded(table, slot, kind, codingMix[plan], keep);
        }
    }

    /** Goes through one user's sessions, which may overlap, always with the request that is due first. */
    private void rollUser(int user, double to, SessionTable live, SlotSink sink, LimitedUsers limited) {
        activeCount = 0;
        int next = 0;
        while (true) {
            int best = -1;
            for (int i = 0; i < activeCount; i++) {
                if (own.children[active[i]] == 0 && (best < 0 || own.due[active[i]] < own.due[active[best]])) {
                    best = i;
                }
            }
            if (next < starts && (best < 0 || own.due[startSlots[next]] < own.due[active[best]])) {
                int starting = startSlots[next++];
                planMoves.starting(user, to + own.due[starting]);
                if (experience.starts(user, to + own.due[starting])) {
                    activate(starting);
                } else {
                    own.release(starting);
                }
                continue;
            }
            if (best < 0 || own.due[active[best]] >= 0) {
                break;
            }
            int slot = active[best];
            request(slot, to, limited);
            if (own.due[slot] == Double.POSITIVE_INFINITY) {
                own.release(slot);
                active[best] = active[--activeCount];
            }
        }
        accounts.forget(user, limits.at(to), to);
        handOver(live, sink);
    }

    private void activate(int slot) {
        if (activeCount == active.length) {
            active = Arrays.copyOf(active, activeCount * 2);
        }
        active[activeCount++] = slot;
    }

    /** Copies what is under way, sessions before the agents that they started and wait for, whose parents are known then. */
    private void handOver(SessionTable live, SlotSink sink) {
        for (int i = 0; i < activeCount; i++) {
            int slot = active[i];
            if (own.kind[slot] != SessionKind.SUBAGENT.ordinal() && own.due[slot] < Double.POSITIVE_INFINITY) {
                own.link[slot] = live.adopt(own, slot);
                sink.due(own.link[slot]);
            }
        }
        for (int i = 0; i < activeCount; i++) {
            int slot = active[i];
            if (own.kind[slot] == SessionKind.SUBAGENT.ordinal()) {
                int mine = live.adopt(own, slot);
                live.parent[mine] = own.link[own.parent[slot]];
                sink.due(mine);
            }
        }
        for (int i = 0; i < activeCount; i++) {
            own.release(active[i]);
        }
    }

    /** Makes the request that is due and sets when the next is, infinity where the session is over. */
    private void request(int slot, double to, LimitedUsers limited) {
        double t = own.due[slot];
        double now = to + t;
        int user = own.owner[slot];
        LimitTables tables = limits.at(now);
        boolean agent = own.kind[slot] == SessionKind.SUBAGENT.ordinal();
        planMoves.due(own, slot, now);
        week.in(subscribers.plan(user));
        fleet.sessions().draft(own, slot, t, draft);
        int reason = behaviour.check(own, slot, draft.model, tables, t);
        if (reason != Accounts.PASS) {
            double passesAt = accounts.passesAt() - to;
            week.denied(t, reason, passesAt, accounts.since(user, reason) - to, limited);
            double again = Double.NaN;
            if (planMoves.denied(user, tables, now)) {
                again = behaviour.asksAgainAt(own, slot, t);
            } else {
                experience.limited(user, now);
                again = agent ? Double.NaN : behaviour.goesOnAt(own, slot, tables, t, passesAt);
            }
            if (!Double.isNaN(again)) {
                own.due[slot] = again;
            } else if (agent) {
                agentEnded(slot, t);
            } else {
                own.due[slot] = Double.POSITIVE_INFINITY;
            }
            return;
        }
        own.marks[slot] &= ~Tasks.WAITS;
        planMoves.passes(user, tables, draft.model, draft.opens, now);
        double credits = accounts.charge(user, tables, limits.isPeak(now), now, draft);
        week.passed(t, credits, accounts.windows().windowStart(user) - to);
        double done = t + nominal.seconds(draft.model, draft.output);
        int agents = swarm.agents(own, slot);
        long task = Swarm.task(own, slot);
        double gap = fleet.sessions().answered(own, slot, done);
        if (agents > 0) {
            Swarm.await(own, slot, agents, done);
            for (int i = 0; i < agents; i++) {
                activate(swarm.start(own, slot, task, i, done + roundTrip[own.region[slot]]));
            }
        } else if (agent && gap < 0) {
            agentEnded(slot, done);
        } else {
            goOn(slot, gap, done);
        }
    }

    private void goOn(int slot, double gap, double done) {
        own.due[slot] = gap < 0 ? Double.POSITIVE_INFINITY : done + roundTrip[own.region[slot]] + gap;
        if (gap < 0 || fleet.sessions().opensTask(own, slot)) {
            own.marks[slot] = 0;
        }
    }

    private void agentEnded(int child, double t) {
        int parent = Swarm.ended(own, child, t);
        own.due[child] = Double.POSITIVE_INFINITY;
        if (parent != SessionTable.NONE) {
            goOn(parent, fleet.sessions().gap(own, parent), own.due[parent]);
        }
    }

    /**
     * Starts the API's agents from {@code from} on, seconds before time 0, and walks each forward; those under way at time 0
     * stay in {@code live}.
     */
    void rollAgents(ApiTraffic api, double from, SessionTable live, SlotSink sink) {
        for (double t = from; t < 0; t += HOUR) {
            long hour = StrictMath.round((origin + t - midnight) / HOUR);
            api.startHour(t, origin, hour, false, slot -> walkAgent(live, slot, sink));
        }
    }

    private void walkAgent(SessionTable live, int slot, SlotSink sink) {
        double t = live.due[slot];
        while (t < 0) {
            fleet.sessions().draft(live, slot, t, draft);
            double done = t + nominal.seconds(draft.model, draft.output);
            double gap = fleet.sessions().answered(live, slot, done);
            if (gap < 0) {
                live.release(slot);
                return;
            }
            t = done + roundTrip[live.region[slot]] + gap;
        }
        live.due[slot] = t;
        sink.due(slot);
    }
}
