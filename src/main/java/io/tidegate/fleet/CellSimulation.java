package io.tidegate.fleet;

import io.tidegate.random.Hash;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * One cell of the fleet through one phase. First the accounts are rolled forward to the phase's date. Then an SSJ simulator is
 * the control plane: its events are the rare things, and before each of them the {@link DataPlane} serves all requests up to
 * its time.
 *
 * <p>Time is in seconds from the start of the warm-up; limits and curves are asked in seconds since the epoch.
 */
public final class CellSimulation {
    private static final double HOUR = 3600;
    /** Longer than the longest recorded session. */
    private static final double AGENT_HOURS = 48;

    private static final double POWER_READING = 300;

    private final FleetModel fleet;
    private final PhaseSpan span;
    private final double origin;
    private final double horizon;
    private final SessionTable table = new SessionTable();
    private final Subscribers subscribers;
    private final LimitsTimeline timeline;
    private final Accounts accounts;
    private final Experience experience;
    private final PlanMoves planMoves;
    private final AccountPreRoll preRoll;
    private final ApiTraffic api;
    private final DataPlane data;
    private final PowerPlane power;
    private final CellOutcome out;
    private final Simulator control = new Simulator();
    private final Meters[] atStart;
    private double countedTo;
    private long reported;

    /**
     * A cell before anything has happened.
     *
     * @param fleet what all cells share
     * @param span when the phase happens
     * @param replication index of the repetition
     * @param cell index of the cell
     */
    public CellSimulation(FleetModel fleet, PhaseSpan span, int replication, int cell) {
        this.fleet = fleet;
        this.span = span;
        origin = span.warmUpFrom();
        horizon = span.end() - origin;
        int plans = fleet.demand().plans().size();
        int pools = fleet.pools().size();
        out = new CellOutcome(fleet, span);
        long fleetKey = Hash.combine(fleet.seed(), replication);
        long cellKey = Hash.combine(fleetKey, cell);
        int firstDay = Subscribers.daysBefore(span.midnight() - span.preRollFrom());
        int lastDay = Subscribers.daysAfter(span.end() - span.midnight());
        int[] users = new int[plans];
        for (int p = 0; p < plans; p++) {
            users[p] = fleet.accounts(p, cell % fleet.cells(), span.midnight());
        }
        subscribers = new Subscribers(
                fleet.demand(), fleet.sessions(), cellKey, users, span.date(), firstDay, lastDay, fleet.induced());
        timeline = fleet.timeline(span);
        LimitTables limits = timeline.at(origin);
        accounts = new Accounts(subscribers, fleet.models(), timeline, span);
        experience = new Experience(fleet.demand(), subscribers, span.preRollFrom(), out.churn);
        Behaviour behaviour = new Behaviour(fleet, span, subscribers, timeline, accounts);
        planMoves = new PlanMoves(
                fleet.demand(), fleet.sessions(), subscribers, accounts, experience, timeline, span, out.churn);
        preRoll = new AccountPreRoll(fleet, span, subscribers, timeline, accounts, behaviour, experience, planMoves);
        LocalDays utc = new LocalDays(ZoneOffset.UTC, span.date(), firstDay, lastDay);
        api = new ApiTraffic(fleet, cell % fleet.cells(), fleetKey, cellKey, table, utc);
        SliceCalendar calendar = new SliceCalendar(table, fleet.slice(), horizon);
        data = new DataPlane(
                fleet, span, cell, table, calendar, accounts, behaviour, experience, planMoves, api, limits, out);
        power = new PowerPlane(fleet, data.serving(), out);
        atStart = new Meters[pools];
        Arrays.setAll(atStart, p -> new Meters(List.of()));
    }

    /** Told how far a cell is; called now and then. */
    public interface Progress {
        /** A part of the whole cell is done, with so many requests. */
        void advanced(double part, long requests);
    }

    /** Runs the cell to the end of its phase. */
    public CellOutcome run(Progress progress) {
        out.limited = preRoll.roll(span.preRollFrom(), origin, table, data::adopt);
        preRoll.rollAgents(api, -AGENT_HOURS * HOUR, table, data::adopt);
        control.init();
        // Before what else happens at their time, so that they read what was on line.
        for (double t = POWER_READING; t <= horizon; t += POWER_READING) {
            schedule(t, this::readPower);
        }
        int hours = (int) StrictMath.ceil(horizon / HOUR);
        for (int h = 0; h < hours; h++) {
            schedule(h * HOUR, this::startHour);
            schedule(Math.min((h + 1) * HOUR, horizon), t -> report(progress, 1.0 / hours));
        }
        scheduleLimits();
        data.batch().startBacklog(hour(origin));
        schedule(span.measureFrom() - origin, t -> startMeasuring());
        schedule(horizon, t -> stopMeasuring());
        control.start();
        planMoves.finish(span.end());
        experience.finish(span.end());
        return out;
    }

    /** Who met a limit in the week before the phase; nothing is served. */
    public LimitedUsers runAccountsOnly() {
        return preRoll.roll(span.preRollFrom(), origin, table, slot -> {});
    }

    /** The subscribers' balances. */
    Accounts accounts() {
        return accounts;
    }

    /** What an event of the control plane does at its time. */
    private interface Action {
        void at(double t);
    }

    private void schedule(double at, Action action) {
        new Event(control) {
            @Override
            public void actions() {
                data.runTo(at);
                action.at(at);
            }
        }.schedule(at);
    }

    private void scheduleLimits() {
        data.setLimits(timeline.at(origin), timeline.isPeak(origin));
        for (double t = timeline.nextChange(origin); t < span.end(); t = timeline.nextChange(t)) {
            double change = t;
            schedule(change - origin, ignored -> data.setLimits(timeline.at(change), timeline.isPeak(change)));
        }
    }

    /** Brings capacity on line and starts the sessions and streams of the next hour. */
    private void startHour(double t) {
        countOnLine(t);
        double now = origin + t;
        for (int p = 0; p < fleet.pools().size(); p++) {
            double share = fleet.sites().get(fleet.pools().get(p).site()).share(now);
            ServingPlane serving = data.serving();
            serving.bringOnLine(p, (int) StrictMath.floor(share * serving.size(p) + 1e-9));
        }
        double until = Math.min(now + HOUR, span.end());
        Subscribers.Sink sink = this::startSession;
        for (int user = 0; user < subscribers.size(); user++) {
            subscribers.starts(user, now, until, sink);
        }
        long hour = hour(now);
        api.startHour(t, origin, hour, true, data::schedule);
        data.batch().startHour(t, hour, data::schedule);
    }

    /** The number of an hour that begins at {@code now}, counted from the phase's midnight. */
    private long hour(double now) {
        return StrictMath.round((now - span.midnight()) / HOUR);
    }

    private void startSession(int user, SessionKind kind, long key, double at) {
        planMoves.starting(user, at);
        if (experience.starts(user, at)) {
            int slot = table.allocate();
            preRoll.start(table, slot, user, kind, key, at - origin);
            data.schedule(slot);
        }
    }

    private void report(Progress progress, double part) {
        progress.advanced(part, out.simulated - reported);
        reported = out.simulated;
    }

    private void readPower(double t) {
        power.read(t, POWER_READING, data.recorder().isMeasured(t - POWER_READING / 2));
    }

    /** Counts replica-seconds since the last time, of the measured span. */
    private void countOnLine(double t) {
        double from = Math.max(countedTo, span.measureFrom() - origin);
        for (int p = 0; t > from && p < atStart.length; p++) {
            out.onLineSeconds[p] += (t - from) * data.serving().onLine(p);
        }
        countedTo = t;
    }

    private void startMeasuring() {
        data.countOpen(out.openAtStart);
        data.recorder().countServedLater(out.openAtStart, false);
        data.batch().countOpen(false);
        for (int plan = 0; plan < accounts.overflowCredits.length; plan++) {
            out.paidCredits[plan] = -accounts.overflowCredits[plan];
        }
        for (int p = 0; p < atStart.length; p++) {
            atStart[p] = new Meters(data.serving().onLineReplicas(p));
        }
    }

    private void stopMeasuring() {
        countOnLine(horizon);
        data.countOpen(out.openAtEnd);
        for (int plan = 0; plan < accounts.overflowCredits.length; plan++) {
            out.paidCredits[plan] += accounts.overflowCredits[plan];
        }
        data.recorder().countServedLater(out.openAtEnd, true);
        data.batch().countOpen(true);
        for (int p = 0; p < atStart.length; p++) {
            new Meters(data.serving().onLineReplicas(p)).writeSince(atStart[p], out, p);
            out.replicas[p] = data.serving().onLine(p);
        }
        control.stop();
    }
}
