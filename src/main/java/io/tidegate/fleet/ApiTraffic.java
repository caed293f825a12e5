package io.tidegate.fleet;

import io.tidegate.fleet.ApiOrganisations.Source;
import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.Poisson;
import io.tidegate.workload.ApiClassSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.DayCurve;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Surges;
import java.util.List;

/**
 * What the {@link ApiOrganisations} of one cell send.
 *
 * <p>An organisation of an ordinary tier sends in some hours and not in others; while it sends, gaps between its requests are a
 * gamma renewal process with its own coefficient of variation. Rates wander where the demand says so: {@link ClientRates}.
 */
final class ApiTraffic {
    private static final double HOUR = 3600;

    private final SessionTable table;
    private final SessionModel sessions;
    private final double meanRows;
    private final int firstTier;
    private final LocalDays utc;
    private final List<Source> sources;
    private final AliasTable regions;
    private final AliasTable[] mix;
    private final DayCurve[] curve;
    private final LengthTable[] lengths;
    private final double[] cachedShare;
    private final boolean[] isSessions;
    private final double[] maxTokens;
    private final int[] workspaces;
    private final ApiOrganisations organisations;
    private final Surges surges;
    private final ClientRates rates;

    /**
     * Draws the organisations of a cell.
     *
     * @param fleet the fleet
     * @param cell index of the cell
     * @param fleetKey identity of the replication
     * @param cellKey identity of the cell
     * @param table where streams and sessions live
     * @param utc days in UTC, whose hours API curves follow
     */
    ApiTraffic(FleetModel fleet, int cell, long fleetKey, long cellKey, SessionTable table, LocalDays utc) {
        this.table = table;
        this.utc = utc;
        this.sessions = fleet.sessions();
        this.meanRows = sessions.meanRows();
        DemandSpec demand = fleet.demand();
        firstTier = demand.plans().size();
        surges = new Surges(demand);
        List<ApiClassSpec> classes = demand.api().classes();
        mix = classes.stream().map(c -> SessionModel.mix(c.mix())).toArray(AliasTable[]::new);
        curve = classes.stream()
                .map(c -> new DayCurve(demand.curves().stream()
                        .filter(x -> x.name().equals(c.curve()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no curve " + c.curve()))))
                .toArray(DayCurve[]::new);
        for (int k = 0; k < curve.length; k++) {
            if (classes.get(k).isSessions()) {
                curve[k] = curve[k].startsFor(sessions.lagByHour(1));
            }
        }
        lengths = fleet.lengths().toArray(LengthTable[]::new);
        cachedShare = classes.stream().mapToDouble(ApiClassSpec::cachedShare).toArray();
        maxTokens = classes.stream().mapToDouble(ApiClassSpec::maxTokens).toArray();
        workspaces =
                demand.api().tiers().stream().mapToInt(ApiTierSpec::workspaces).toArray();
        isSessions = new boolean[classes.size()];
        for (int k = 0; k < isSessions.length; k++) {
            isSessions[k] = classes.get(k).isSessions();
        }
        regions = new AliasTable(
                demand.regions().stream().mapToDouble(r -> r.professional()).toArray());
        rates = new ClientRates(demand.api().rateWalk());
        organisations = new ApiOrganisations(fleet, cell, fleetKey, cellKey, rates);
        sources = organisations.sources();
    }

    /** The organisations. */
    ApiOrganisations organisations() {
        return organisations;
    }

    /**
     * Starts what is sent in an hour: streams become due, and sessions of agents are given to {@code sink}.
     *
     * @param t start of the hour, in the time of the session table
     * @param origin seconds since the epoch of time 0
     * @param hour the hour's number, counted from the phase's midnight
     * @param singles whether streams are wanted as well as sessions
     * @param sink told of every slot that is now due
     */
    void startHour(double t, double origin, long hour, boolean singles, SlotSink sink) {
        rates.startHour(t, hour);
        int day = utc.dayOf(origin + t + HOUR / 2);
        boolean weekend = utc.isWeekend(day);
        int hourOfDay = (int) ((origin + t + HOUR / 2) / HOUR % 24);
        for (int s = 0; s < sources.size(); s++) {
            Source source = sources.get(s);
            if (!singles && !isSessions[source.kind()]) {
                continue;
            }
            long key = Hash.combine(source.key(), hour);
            if (source.sending() < 1 && Draw.SENDING.unit(key) >= source.sending()) {
                continue;
            }
            double rate = source.rate() * curve[source.kind()].rate(weekend, hourOfDay);
            start(s, source, key, rate, t, t, t + HOUR, sink);
            for (int j = 0; j < surges.count(); j++) {
                double added = surges.added(j, firstTier + source.tier(), origin + t, origin + t + HOUR);
                if (added > 0) {
                    double begin = Math.max(t, surges.from(j) - origin);
                    double end = Math.min(t + HOUR, surges.to(j) - origin);
                    start(s, source, Surges.key(j, key), rate * added, t, begin, end, sink);
                }
            }
        }
    }

    /** Starts what a source sends from {@code begin} to {@code end} of the hour from {@code t} on. */
    private void start(
            int index, Source source, long key, double rate, double t, double begin, double end, SlotSink sink) {
        if (!isSessions[source.kind()]) {
            startStream(index, source, key, rate, begin, end, sink);
            return;
        }
        long its = source.own(key);
        double part = rate / source.parts();
        if (rates.walk()) {
            double step = HOUR / rates.steps();
            for (int i = 0; i < rates.steps(); i++) {
                double now = part * rates.factor(source.who(), i);
                startSessions(source, Hash.combine(its, i), now, t + i * step, step, begin, end, sink);
            }
        } else {
            startSessions(source, its, part, t, HOUR, begin, end, sink);
        }
    }

    /** Starts those sessions of a span of {@code length} from {@code t} on that begin between two times. */
    private void startSessions(
            Source source, long key, double rate, double t, double length, double begin, double end, SlotSink sink) {
        int count = Poisson.sample(rate * length / meanRows, Draw.SESSION_COUNT.unit(key));
        for (int k = 0; k < count; k++) {
            long own = Hash.combine(key, k);
            double due = t + length * Draw.START_WITHIN_HOUR.unit(own);
            if (due < begin || due >= end) {
                continue;
            }
            int slot = table.allocate();
            table.key[slot] = own;
            table.population[slot] = (short) (firstTier + source.tier());
            table.owner[slot] = sender(source, own, due);
            table.apiClass[slot] = (byte) source.kind();
            table.region[slot] = (byte) regions.sample(Draw.REGION.of(own));
            sessions.startRecorded(table, slot, SessionKind.AGENT, mix[source.kind()], 1);
            if (source.model() != ApiSegment.ANY) {
                table.model[slot] = (byte) source.model();
            }
            table.due[slot] = due;
            sink.due(slot);
        }
    }

    private void startStream(int index, Source source, long key, double rate, double begin, double end, SlotSink sink) {
        if (rate <= 0) {
            return;
        }
        double gap = source.gaps().first(Draw.STREAM.of(key), Draw.START_WITHIN_HOUR.unit(key));
        for (int i = 1; i <= source.part(); i++) {
            gap += gap(source, key, i);
        }
        double first = rates.after(source.who(), rate, begin, gap);
        if (first >= end) {
            return;
        }
        int slot = table.allocate();
        table.key[slot] = key;
        table.kind[slot] = (byte) SessionKind.STREAM.ordinal();
        table.population[slot] = (short) (firstTier + source.tier());
        table.owner[slot] = index;
        table.apiClass[slot] = (byte) source.kind();
        table.due[slot] = first;
        table.position[slot] = source.part();
        table.mainTouch[slot] = end;
        table.subTouch[slot] = rate;
        sink.due(slot);
    }

    private int sender(Source source, long own, double t) {
        return source.who() >= 0
                ? source.who()
                : rates.sender(source.who(), source.senders(), t, Draw.ORGANISATION.of(own));
    }

    /**
     * Adds a stream's arrivals up to {@code until} and makes the next one due.
     *
     * @return false where the next one lies beyond its hour or surge
     */
    boolean arrivals(int slot, double until, Arrivals arrivals) {
        double t = table.due[slot];
        double rate = table.subTouch[slot];
        Source source = sources.get(table.owner[slot]);
        long key = table.key[slot];
        int ordinal = table.position[slot];
        double end = Math.min(until, table.mainTouch[slot]);
        while (t < end) {
            arrivals.add(t, slot, ordinal);
            double gap = 0;
            for (int i = 0; i < source.parts(); i++) {
                gap += gap(source, key, ++ordinal);
            }
            t = rates.after(source.who(), rate, t, gap);
        }
        table.position[slot] = ordinal;
        table.due[slot] = t;
        return t < table.mainTouch[slot];
    }

    private static double gap(Source source, long key, int ordinal) {
        return source.gaps().each().sample(Draw.GAP.of(Hash.combine(key, ordinal)));
    }

    /**
     * Writes the request of a stream with an ordinal, made at {@code t}.
     *
     * @return the organisation that sends it
     */
    int draft(int slot, int ordinal, double t, RequestDraft draft) {
        Source source = sources.get(table.owner[slot]);
        long own = Hash.combine(table.key[slot], ordinal);
        setLengths(source.kind(), own, draft);
        draft.model = source.model() != ApiSegment.ANY ? source.model() : mix[source.kind()].sample(Draw.MODEL.of(own));
        return sender(source, own, t);
    }

    /**
     * Says of a request in which workspace it is made and how much output it asks for at most. A request that is tried again
     * says the same, and those of a session are of one workspace.
     *
     * @param slot its session, stream, or pending retry
     * @param identity the request's identity
     */
    void label(int slot, long identity, RequestDraft draft) {
        long own = table.kind[slot] == SessionKind.RETRY.ordinal() ? table.key[slot] : identity;
        int count = workspaces[table.population[slot] - firstTier];
        boolean session = table.kind[slot] == SessionKind.AGENT.ordinal();
        draft.workspace = count == 1 ? 0 : (int) (count * Draw.WORKSPACE.unit(session ? table.key[slot] : own));
        draft.maxTokens = atMost(draft.output, table.apiClass[slot], own);
    }

    private int atMost(int output, int kind, long own) {
        if (maxTokens[kind] <= 0) {
            return output;
        }
        double factor = 1 - maxTokens[kind] * StrictMath.log1p(-Draw.MAX_TOKENS.unit(own));
        return (int) Math.min(Integer.MAX_VALUE, StrictMath.ceil(output * factor));
    }

    /**
     * Writes another request of an organisation of an ordinary tier into a draft.
     *
     * @param own its identity
     * @param alike whether its lengths are those in the draft
     */
    void drawOther(int organisation, long own, boolean alike, RequestDraft draft) {
        Source source = organisations.flow(organisation);
        if (!alike) {
            setLengths(source.kind(), own, draft);
            draft.maxTokens = atMost(draft.output, source.kind(), own);
        }
        draft.workspace = (int) (workspaces[source.tier()] * Draw.WORKSPACE.unit(own));
    }

    private void setLengths(int kind, long own, RequestDraft draft) {
        LengthTable rows = lengths[kind];
        int row = rows.row(Draw.LENGTHS.unit(own));
        int input = rows.input(row);
        draft.setWithoutPrefix(Math.min(input - 1, (int) (cachedShare[kind] * input)));
        draft.prefill = input - draft.cached;
        draft.output = rows.output(row);
    }
}
