package io.tidegate.fleet;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.Poisson;
import io.tidegate.random.QuantileTable;
import io.tidegate.random.RenewalGaps;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The API organisations of one cell and what they send.
 *
 * <p>An organisation of an ordinary tier sends in some hours and not in others; while it sends, gaps between its requests are a
 * gamma renewal process with its own coefficient of variation. It uses one model class. It is one of the fleet's organisations of neighbouring ranks,
 * drawn for the cell. Of an organisation of a spread tier, or one above 1 % of a cell's requests, every cell has a part; thinning
 * makes that Poisson, and the parts of all of them are one flow whose sender is drawn by size. Their parts of a spread tier's
 * limits are divided likewise; a large organisation of another tier is held to its whole limits in each cell, which its part
 * does not meet. Rates wander where the demand says so: {@link ClientRates}.
 */
final class ApiTraffic {
    private static final double HOUR = 3600;

    private final SessionTable table;
    private final SessionModel sessions;
    private final double meanRows;
    private final int firstTier;
    private final LocalDays utc;
    private final List<Source> sources = new ArrayList<>();
    private final AliasTable regions;
    private final AliasTable[] mix;
    private final DayCurve[] curve;
    private final LengthTable[] lengths;
    private final double[] cachedShare;
    private final boolean[] isSessions;
    private final double[] maxTokens;
    private final int[] workspaces;
    private final int organisations;
    private final int cells;
    private final Surges surges;
    private final ClientRates rates;
    private double[] draws = new double[16];

    /** One flow: an organisation's, or all of a spread tier's. {@code who} is the organisation, or below 0 a group of {@link ClientRates}. */
    private record Source(
            long key,
            int tier,
            int kind,
            int who,
            int firstOrganisation,
            AliasTable senders,
            int model,
            double rate,
            double sending,
            RenewalGaps gaps) {}

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
        cells = fleet.cells();
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
        organisations = drawSources(fleet, cell, fleetKey, cellKey);
    }

    private int drawSources(FleetModel fleet, int cell, long fleetKey, long cellKey) {
        RenewalGaps poisson = RenewalGaps.poisson();
        int next = 0;
        int spreadTier = -1;
        int spreadFirst = 0;
        int group = 0;
        for (ApiSegment segment : fleet.segments()) {
            ApiTierSpec tier = fleet.demand().api().tiers().get(segment.tier());
            long key = Hash.combine(
                    Hash.combine(Hash.combine(cellKey, 1000L + segment.tier()), segment.kind()), segment.model());
            if (segment.large() > 0) {
                if (segment.tier() != spreadTier || !tier.spread()) {
                    spreadFirst = next;
                    // The same in every cell, which has a part of each.
                    long tierKey = Hash.combine(fleetKey, 1000L + segment.tier());
                    long large = Hash.combine(Hash.combine(tierKey, segment.kind()), segment.model());
                    for (int j = 0; j < segment.large(); j++) {
                        addOrganisation(next++, Hash.combine(large, j));
                    }
                    group = rates.group(spreadFirst, segment.largeRates());
                }
                spreadTier = segment.tier();
                double rate = segment.largeRate() * (tier.spread() ? 1 : tier.sending()) / cells;
                AliasTable senders = segment.largeBySize();
                sources.add(new Source(
                        key,
                        segment.tier(),
                        segment.kind(),
                        group,
                        spreadFirst,
                        senders,
                        segment.model(),
                        rate,
                        1,
                        poisson));
            }
            long n = (long) segment.organisations() - segment.large();
            int here = (int) ((cell + 1) * n / cells - cell * n / cells);
            for (int j = 0; j < here; j++) {
                long own = Hash.combine(Draw.ORGANISATION.of(key), j);
                long rank = Math.min(n, 1 + (long) ((j + Draw.ORGANISATION.unit(own)) * n / here));
                double rate = segment.sizes().rate(segment.large() + (int) rank);
                RenewalGaps gaps = fleet.gaps()
                        .get((int) (Draw.BURSTINESS.unit(own) * fleet.gaps().size()));
                addOrganisation(next, own);
                sources.add(new Source(
                        own,
                        segment.tier(),
                        segment.kind(),
                        next++,
                        0,
                        regions,
                        segment.model(),
                        rate,
                        tier.sending(),
                        gaps));
            }
        }
        return next;
    }

    /** Told of an organisation. */
    interface SenderSink {
        /** Its identity, its number, and the part of it that is in the cell. */
        void sender(long key, int organisation, double part);
    }

    /** Tells of every organisation of a tier once. */
    void senders(int tier, SenderSink sink) {
        int shared = -1;
        for (Source source : sources) {
            if (source.tier != tier) {
                continue;
            }
            if (source.who >= 0) {
                sink.sender(source.key, source.who, 1);
            } else if (source.firstOrganisation != shared) {
                shared = source.firstOrganisation;
                for (int i = 0; i < source.senders.size(); i++) {
                    sink.sender(Hash.combine(source.key, i), shared + i, 1.0 / cells);
                }
            }
        }
    }

    private void addOrganisation(int organisation, long identity) {
        rates.add(identity);
        if (organisation == draws.length) {
            draws = Arrays.copyOf(draws, 2 * organisation);
        }
        draws[organisation] = Draw.COMMITMENT.unit(identity);
    }

    /** A uniform draw of each organisation of the cell, those of spread tiers included, which have the same in every cell. */
    double[] organisationDraws() {
        return Arrays.copyOf(draws, organisations);
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
            if (!singles && !isSessions[source.kind]) {
                continue;
            }
            long key = Hash.combine(source.key, hour);
            if (source.sending < 1 && Draw.SENDING.unit(key) >= source.sending) {
                continue;
            }
            double rate = source.rate * curve[source.kind].rate(weekend, hourOfDay);
            start(s, source, key, rate, t, t, t + HOUR, sink);
            for (int j = 0; j < surges.count(); j++) {
                double added = surges.added(j, firstTier + source.tier, origin + t, origin + t + HOUR);
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
        if (!isSessions[source.kind]) {
            startStream(index, source, key, rate, begin, end, sink);
        } else if (rates.walk()) {
            double step = HOUR / rates.steps();
            for (int i = 0; i < rates.steps(); i++) {
                double now = rate * rates.factor(source.who, i);
                startSessions(source, Hash.combine(key, i), now, t + i * step, step, begin, end, sink);
            }
        } else {
            startSessions(source, key, rate, t, HOUR, begin, end, sink);
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
            table.population[slot] = (short) (firstTier + source.tier);
            table.owner[slot] = sender(source, own, due);
            table.apiClass[slot] = (byte) source.kind;
            table.region[slot] = (byte) regions.sample(Draw.REGION.of(own));
            sessions.startRecorded(table, slot, SessionKind.AGENT, mix[source.kind], 1);
            if (source.model != ApiSegment.ANY) {
                table.model[slot] = (byte) source.model;
            }
            table.due[slot] = due;
            sink.due(slot);
        }
    }

    private void startStream(int index, Source source, long key, double rate, double begin, double end, SlotSink sink) {
        if (rate <= 0) {
            return;
        }
        double gap = source.gaps.first(Draw.STREAM.of(key), Draw.START_WITHIN_HOUR.unit(key));
        double first = rates.after(source.who, rate, begin, gap);
        if (first >= end) {
            return;
        }
        int slot = table.allocate();
        table.key[slot] = key;
        table.kind[slot] = (byte) SessionKind.STREAM.ordinal();
        table.population[slot] = (short) (firstTier + source.tier);
        table.owner[slot] = index;
        table.apiClass[slot] = (byte) source.kind;
        table.due[slot] = first;
        table.mainTouch[slot] = end;
        table.subTouch[slot] = rate;
        sink.due(slot);
    }

    private int sender(Source source, long own, double t) {
        return source.who >= 0 ? source.who : rates.sender(source.who, source.senders, t, Draw.ORGANISATION.of(own));
    }

    /**
     * Adds a stream's arrivals up to {@code until} and makes the next one due.
     *
     * @return false where the next one lies beyond its hour or surge
     */
    boolean arrivals(int slot, double until, Arrivals arrivals) {
        double t = table.due[slot];
        double rate = table.subTouch[slot];
        int who = sources.get(table.owner[slot]).who;
        QuantileTable gaps = sources.get(table.owner[slot]).gaps.each();
        long key = table.key[slot];
        int ordinal = table.position[slot];
        double end = Math.min(until, table.mainTouch[slot]);
        while (t < end) {
            arrivals.add(t, slot, ordinal);
            ordinal++;
            t = rates.after(who, rate, t, gaps.sample(Draw.GAP.of(Hash.combine(key, ordinal))));
        }
        table.position[slot] = ordinal;
        table.due[slot] = t;
        return t < table.mainTouch[slot];
    }

    /**
     * Writes the request of a stream with an ordinal, made at {@code t}.
     *
     * @return the organisation that sends it
     */
    int draft(int slot, int ordinal, double t, RequestDraft draft) {
        Source source = sources.get(table.owner[slot]);
        long own = Hash.combine(table.key[slot], ordinal);
        LengthTable rows = lengths[source.kind];
        int row = rows.row(Draw.LENGTHS.unit(own));
        int input = rows.input(row);
        draft.setWithoutPrefix(Math.min(input - 1, (int) (cachedShare[source.kind] * input)));
        draft.prefill = input - draft.cached;
        draft.output = rows.output(row);
        draft.model = source.model != ApiSegment.ANY ? source.model : mix[source.kind].sample(Draw.MODEL.of(own));
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
        double beyond = maxTokens[table.apiClass[slot]];
        draft.maxTokens = draft.output;
        if (beyond > 0) {
            double factor = 1 - beyond * StrictMath.log1p(-Draw.MAX_TOKENS.unit(own));
            draft.maxTokens = (int) Math.min(Integer.MAX_VALUE, StrictMath.ceil(draft.output * factor));
        }
    }
}
