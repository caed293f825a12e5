package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.limits.RetrySchedule;
import io.tidegate.random.Hash;
import io.tidegate.workload.ApiSpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;

/**
 * The life of requests in one cell, slice by slice. What is due in a slice is handled in order of time and slot: router, then
 * limits, then the {@link Service}, whose own moves take their turn. At the slice's end the replicas that reach a boundary are
 * advanced; a completion makes the session's next request due, never in the same slice. Limits and router so learn of
 * completions at a slice's end.
 */
final class DataPlane implements Recorder.Follower {
    private final double slice;
    private final double horizon;
    private final int plans;
    private final double[] roundTrip;
    private final int[] retries = new int[SessionKind.values().length];
    private final SessionModel sessions;
    private final SessionTable table;
    private final SliceCalendar calendar;
    private final ApiTraffic api;
    private final Admission admission;
    private final Overload overload;
    private final Behaviour behaviour;
    private final CellOutcome out;
    private final InFlight flight = new InFlight();
    private final Arrivals arrivals = new Arrivals();
    private final RequestDraft draft = new RequestDraft();
    private final Recorder recorder;
    private final Service service;
    private final LoadMeter load;
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
            ApiTraffic api,
            LimitTables limits,
            CellOutcome out) {
        this.table = table;
        this.calendar = calendar;
        this.api = api;
        this.out = out;
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
        admission = new Admission(fleet, span.warmUpFrom(), accounts, api.organisations(), limits);
        behaviour = new Behaviour(demand);
        recorder = new Recorder(span, fleet.models(), table, flight, out, this);
        service = new Service(fleet, cell, table, flight, recorder);
        overload = new Overload(service.plane());
        load = new LoadMeter(fleet, service.plane());
        waiting = new long[fleet.populations()];
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
        admission.setLimits(tables, isPeak);
    }

    /** Makes the slot of a session due that was under way before anything was served. */
    void adopt(int slot) {
        service.assume(slot);
        schedule(slot);
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
            int organisation = api.draft(slot, ordinal, draft);
            long identity = Hash.combine(table.key[slot], ordinal);
            int reason = attempt(SessionTable.NONE, table.population[slot], organisation, identity, 0, t);
            if (reason != Accounts.PASS) {
                retryLater(allocateRetry(slot, organisation, identity), reason, t);
            }
            return;
        }
        if (kind == SessionKind.RETRY.ordinal()) {
            draft.model = table.model[slot];
            draft.setWithoutPrefix(table.context[slot]);
            draft.prefill = table.position[slot];
            draft.output = table.end[slot];
        } else {
            sessions.draft(table, slot, t, draft);
        }
        int tries = table.attempt[slot];
        if (tries > 0) {
            waiting[table.population[slot]]--;
        }
        long identity = Hash.combine(table.key[slot], table.position[slot]);
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
        int reason = overload.refuse(replica, draft);
        retryAt = t;
        if (reason == Accounts.PASS) {
            reason = admission.refuse(population, owner, draft, t);
            retryAt = admission.retryAt();
        }
        if (reason != Accounts.PASS) {
            recorder.denied(population, session, draft.model, reason, t);
            return reason;
        }
        admission.charge(population, owner, draft, t);
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
        table.context[slot] = draft.cached;
        table.position[slot] = draft.prefill;
        table.end[slot] = draft.output;
        return slot;
    }

    /**
     * What follows a denial: a subscriber whose window is spent comes back at the reset or leaves; a client tries again by its
     * schedule and gives up in the end; what can never fit is given up at once.
     */
    private void retryLater(int slot, int reason, double t) {
        int tries = table.attempt[slot];
        boolean again;
        if (Behaviour.isPersonal(reason)) {
            table.due[slot] = behaviour.goesOnAt(table, slot, retryAt);
            again = !Double.isNaN(table.due[slot]);
        } else {
            again = reason != Denial.TOO_LARGE.code() && tries < retries[table.kind[slot]];
            table.attempt[slot]++;
            table.due[slot] = t + RetrySchedule.delay(tries + 1, retryAt - t);
        }
        if (again) {
            waiting[table.population[slot]]++;
            calendar.add(slot);
        } else {
            recorder.lost(table.population[slot], table.kind[slot] != SessionKind.RETRY.ordinal(), t);
            table.release(slot);
        }
    }

    @Override
    public void completed(int request, double t) {
        admission.completed(flight, request, t);
        int session = flight.session[request];
        if (session == SessionTable.NONE) {
            return;
        }
        double gap = sessions.answered(table, session, t);
        if (gap < 0) {
            table.release(session);
        } else {
            table.due[session] = t + roundTrip[table.region[session]] + gap;
            calendar.add(session);
        }
    }
}
