package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.limits.RetrySchedule;
import io.tidegate.random.Hash;
import io.tidegate.workload.ApiSpec;
import io.tidegate.workload.ApiSpec.Schedule;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import java.util.Arrays;

/**
 * The life of requests in one cell, slice by slice. At a slice's start requests of batch jobs are let in. What is due in a slice is handled in order of time and slot: router, then
 * limits, then the {@link Service}, whose own moves, and the users who leave, take their turn. At the slice's end the replicas that reach a boundary are
 * advanced; a completion makes the session's next request due, never in the same slice. Limits and router so learn of
 * completions at a slice's end.
 */
final class DataPlane implements Recorder.Follower {
    private final double slice;
    private final double horizon;
    private final int plans;
    private final double[] roundTrip;
    private final int[] retries = new int[SessionKind.values().length];
    private final Schedule[] schedule = new Schedule[SessionKind.values().length];
    private final SessionModel sessions;
    private final SessionTable table;
    private final SliceCalendar calendar;
    private final ApiTraffic api;
    private final double origin;
    private final Admission admission;
    private final Experience experience;
    private final PlanMoves planMoves;
    private final Overload overload;
    private final Behaviour behaviour;
    private final Patience patience;
    private final Swarm swarm;
    private final Tasks tasks;
    private final CellOutcome out;
    private final InFlight flight = new InFlight();
    private final Arrivals arrivals = new Arrivals();
    private final RequestDraft draft = new RequestDraft();
    private final Recorder recorder;
    private final Service service;
    private final LoadMeter load;
    private final BatchPlane batch;
    private final long[] waiting;

    private long nextSlice;
    private double retryAt;

    DataPlane(
            FleetModel fleet,
            PhaseSpan span,
            int cell,
            SessionTable table,
            SliceCalendar calendar,
            Accounts accounts,
            Behaviour behaviour,
            Experience experience,
            PlanMoves planMoves,
            ApiTraffic api,
            LimitTables limits,
            CellOutcome out) {
        this.table = table;
        this.calendar = calendar;
        this.api = api;
        this.out = out;
        this.experience = experience;
        this.planMoves = planMoves;
        origin = span.warmUpFrom();
        slice = fleet.slice();
        horizon = span.end() - span.warmUpFrom();
        sessions = fleet.sessions();
        DemandSpec demand = fleet.demand();
        plans = demand.plans().size();
        roundTrip = demand.regions().stream().mapToDouble(RegionSpec::roundTrip).toArray();
        ApiSpec spec = demand.api();
        retries[SessionKind.CHAT.ordinal()] = spec.retries();
        retries[SessionKind.RETRY.ordinal()] = spec.retries();
        retries[SessionKind.CODING.ordinal()] = spec.agentRetries();
        retries[SessionKind.AGENT.ordinal()] = spec.agentRetries();
        retries[SessionKind.SUBAGENT.ordinal()] = spec.agentRetries();
        Arrays.fill(schedule, spec.schedule());
        schedule[SessionKind.CODING.ordinal()] = spec.agentSchedule();
        schedule[SessionKind.AGENT.ordinal()] = spec.agentSchedule();
        schedule[SessionKind.SUBAGENT.ordinal()] = spec.agentSchedule();
        patience = new Patience(demand);
        admission = new Admission(fleet, origin, accounts, behaviour, table, api, limits);
        this.behaviour = behaviour;
        swarm = new Swarm(sessions, demand);
        recorder = new Recorder(span, fleet.models(), table, flight, out, this);
        tasks = new Tasks(sessions, table, recorder, out.tasks);
        service = new Service(fleet, cell, table, flight, recorder);
        overload = new Overload(service.plane(), demand);
        load = new LoadMeter(fleet, service.plane());
        batch = new BatchPlane(fleet, span, table, calendar, api, admission, service, flight, load, recorder, out);
        batch.set(limits.spec.overload());
        waiting = new long[fleet.populations()];
    }

    /** Jobs that nobody waits for. */
    BatchPlane batch() {
        return batch;
    }

    /** The replicas. */
    ServingPlane serving() {
        return service.plane();
    }

    /** What is written down. */
    Recorder recorder() {
        return recorder;
    }

    /** Puts limits in force from the next slice. */
    void setLimits(LimitTables tables, boolean isPeak) {
        overload.set(tables.spec.overload());
        batch.set(tables.spec.overload());
        admission.setLimits(tables, isPeak);
    }

    /** Makes the slot of a session due that was under way before anything was served, unless it waits for its agents. */
    void adopt(int slot) {
        service.assume(slot);
        if (table.children[slot] == 0) {
            schedule(slot);
        }
    }

    /** Makes a slot due. */
    void schedule(int slot) {
        if (table.attempt[slot] > 0) {
            waiting[table.population[slot]]++;
        }
        calendar.add(slot);
    }

    /** Requests in service, or waiting to be tried again, added to {@code counts} by population. */
    void countOpen(long[] counts) {
        flight.countByPopulation(counts);
        for (int p = 0; p < waiting.length; p++) {
            counts[p] += waiting[p];
        }
    }

    /** Runs all slices that end by {@code t}. */
    void runTo(double t) {
        while ((nextSlice + 1) * slice <= t + 1e-9) {
            runSlice(nextSlice * slice, (nextSlice + 1) * slice);
            nextSlice++;
        }
    }

    /** {@code from} is exactly where the slice before ended: replicas have been brought there. */
    private void runSlice(double from, double until) {
        arrivals.clear();
        service.begin(until);
        if (overload.look(from)) {
            admission.tighten(overload.factor());
        }
        batch.release(from);
        int spent = SessionTable.NONE;
        int slot = calendar.drain(nextSlice);
        while (slot != SessionTable.NONE) {
            int next = table.link[slot];
            if (table.kind[slot] != SessionKind.STREAM.ordinal()) {
                arrivals.add(Math.max(table.due[slot], from), slot, 0);
            } else if (api.arrivals(slot, until, arrivals) && table.due[slot] < horizon) {
                calendar.add(slot);
            } else {
                table.link[slot] = spent;
                spent = slot;
            }
            slot = next;
        }
        for (int i = 0; i < arrivals.size(); i++) {
            service.moveBefore(arrivals.time(i));
            handle(arrivals.slot(i), arrivals.ordinal(i), arrivals.time(i));
        }
        service.moveBefore(until);
        // A stream's slot is in use until its last arrival is handled.
        while (spent != SessionTable.NONE) {
            int next = table.link[spent];
            table.release(spent);
            spent = next;
        }
        service.advanceTo(until);
    }

    private void handle(int slot, int ordinal, double t) {
        byte kind = table.kind[slot];
        if (kind == SessionKind.STREAM.ordinal()) {
            int organisation = api.draft(slot, ordinal, t, draft);
            long identity = Hash.combine(table.key[slot], ordinal);
            api.label(slot, identity, draft);
            int reason = attempt(SessionTable.NONE, table.population[slot], organisation, identity, 0, t);
            if (reason != Accounts.PASS) {
                retryLater(allocateRetry(slot, organisation, identity), reason, t);
            }
            return;
        }
        if (kind == SessionKind.BATCH.ordinal()) {
            batch.due(slot, t);
            return;
        }
        if (kind == SessionKind.RETRY.ordinal()) {
            draft.model = table.model[slot];
            draft.setWithoutPrefix(table.context[slot]);
            draft.prefill = table.position[slot];
            draft.output = table.end[slot];
        } else {
            if (table.population[slot] < plans) {
                planMoves.due(table, slot, origin + t);
            }
            sessions.draft(table, slot, t, draft);
        }
        int tries = table.attempt[slot];
        if (tries > 0) {
            waiting[table.population[slot]]--;
        }
        long identity = Hash.combine(table.key[slot], table.position[slot]);
        if (table.population[slot] >= plans) {
            api.label(slot, identity, draft);
        }
        int session = kind == SessionKind.RETRY.ordinal() ? SessionTable.NONE : slot;
        int reason = attempt(session, table.population[slot], table.owner[slot], identity, tries, t);
        if (reason != Accounts.PASS) {
            retryLater(slot, reason, t);
        } else if (session == SessionTable.NONE) {
            table.release(slot);
        }
    }

    /**
     * One try of the request in {@code draft}: the decision, and service if it passes. What limits look at and charge is the
     * draft after routing, as what is cached may depend on the replica.
     */
    private int attempt(int session, int population, int owner, long identity, int tries, double t) {
        recorder.tried(population, session, tries == 0, t);
        long draw = Draw.ROUTE.of(Hash.combine(identity, tries));
        int replica = service.route(session, t, draft, draw);
        if (tries == 0 && recorder.isMeasured(t)) {
            load.weigh(draft);
            out.load[population].add(t, load.ofBase());
            out.loadOnLine.add(t, load.ofOnLine());
        }
        int reason = overload.refuse(replica, population, draft);
        retryAt = t;
        if (reason == Accounts.PASS) {
            reason = admission.refuse(session, population, owner, draft, identity, tries, t);
            retryAt = admission.retryAt();
        }
        if (reason != Accounts.PASS) {
            recorder.denied(population, session, draft.model, reason, t);
            return reason;
        }
        if (population < plans) {
            planMoves.passes(owner, admission.limits(), draft.model, draft.opens, origin + t);
        }
        admission.charge(population, owner, draft, t);
        batch.makeWay(draft);
        boolean agent = session != SessionTable.NONE && table.kind[session] == SessionKind.SUBAGENT.ordinal();
        draft.patience = agent ? Double.POSITIVE_INFINITY : patience.of(population, identity);
        if (session != SessionTable.NONE) {
            tasks.passed(session, draft, t);
        }
        int organisation = population < plans ? SessionTable.NONE : owner;
        service.admit(replica, session, population, organisation, t, draft, draw);
        return reason;
    }

    /** A slot for a single request that was denied, with the request in it. */
    private int allocateRetry(int stream, int organisation, long identity) {
        int slot = table.allocate();
        table.key[slot] = identity;
        table.kind[slot] = (byte) SessionKind.RETRY.ordinal();
        table.population[slot] = table.population[stream];
        table.owner[slot] = organisation;
        table.region[slot] = 0;
        table.model[slot] = (byte) draft.model;
        table.apiClass[slot] = table.apiClass[stream];
        table.context[slot] = draft.cached;
        table.position[slot] = draft.prefill;
        table.end[slot] = draft.output;
        return slot;
    }

    /**
     * What follows a denial: a subscriber whose window is spent moves to another plan and asks again at once, comes back at the
     * reset or leaves; a client tries again by its
     * schedule and gives up in the end; what can never fit is given up at once. An agent that another session started ends at a
     * spent window.
     */
    private void retryLater(int slot, int reason, double t) {
        int tries = table.attempt[slot];
        boolean again;
        boolean agent = table.kind[slot] == SessionKind.SUBAGENT.ordinal();
        if (Behaviour.isPersonal(reason)) {
            if (planMoves.denied(table.owner[slot], admission.limits(), origin + t)) {
                table.due[slot] = behaviour.asksAgainAt(table, slot, t);
            } else {
                experience.limited(table.owner[slot], origin + t);
                table.due[slot] = agent ? Double.NaN : behaviour.goesOnAt(table, slot, admission.limits(), t, retryAt);
            }
            again = !Double.isNaN(table.due[slot]);
        } else {
            again = reason != Denial.TOO_LARGE.code() && tries < retries[table.kind[slot]];
            table.attempt[slot]++;
            long identity = Hash.combine(Hash.combine(table.key[slot], table.position[slot]), tries);
            double u = Draw.JITTER.unit(identity);
            table.due[slot] = t + RetrySchedule.delay(schedule[table.kind[slot]], tries + 1, u, retryAt - t);
        }
        if (again) {
            waiting[table.population[slot]]++;
            calendar.add(slot);
        } else if (agent) {
            recorder.lost(slot, t);
            tasks.agentLost(slot, swarm.leavesWork(table.population[slot]), t);
            agentEnded(slot, t);
        } else {
            recorder.lost(slot, t);
            tasks.cut(slot, t);
            table.release(slot);
        }
    }

    @Override
    public void completed(int request, double t) {
        if (flight.job[request] != SessionTable.NONE) {
            batch.completed(request, t);
            return;
        }
        admission.completed(flight, request, t);
        int session = flight.session[request];
        if (session == SessionTable.NONE) {
            return;
        }
        tasks.served(session, flight.input[request] - flight.cached[request] + flight.output[request], t);
        int agents = swarm.agents(table, session);
        long task = Swarm.task(table, session);
        double gap = sessions.answered(table, session, t);
        if (agents > 0) {
            fanOut(session, task, agents, t);
        } else {
            goOn(session, gap, t);
        }
    }

    @Override
    public void left(int request, double t) {
        tasks.cut(flight.session[request], t);
        table.release(flight.session[request]);
    }

    private void fanOut(int parent, long task, int agents, double t) {
        Swarm.await(table, parent, agents, t);
        tasks.fannedOut(parent, agents, t);
        for (int i = 0; i < agents; i++) {
            calendar.add(swarm.start(table, parent, task, i, t + roundTrip[table.region[parent]]));
        }
    }

    /** What follows an answer, or the end of the last agent, at {@code t}: the next request after a gap, or the session's end. */
    private void goOn(int session, double gap, double t) {
        if (gap >= 0) {
            table.due[session] = t + roundTrip[table.region[session]] + gap;
        }
        if (table.kind[session] == SessionKind.SUBAGENT.ordinal()) {
            if (gap >= 0) {
                calendar.add(session);
            } else {
                tasks.agentEnded(session);
                agentEnded(session, t);
            }
            return;
        }
        tasks.movedOn(session, gap < 0, t);
        if (gap >= 0) {
            calendar.add(session);
        } else {
            table.release(session);
        }
    }

    private void agentEnded(int child, double t) {
        int parent = Swarm.ended(table, child, t);
        table.release(child);
        if (parent != SessionTable.NONE) {
            goOn(parent, sessions.gap(table, parent), table.due[parent]);
        }
    }
}
