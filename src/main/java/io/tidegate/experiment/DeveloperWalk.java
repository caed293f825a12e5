package io.tidegate.experiment;

import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.NominalService;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.util.Comparator;
import java.util.List;

/**
 * Developers of one plan at their desks through the whole weeks before a phase: their coding sessions, request by request, under no limit
 * and without serving, as answers take a nominal time. All sit in one region, the one with most of the plan's kind of users,
 * and every one of them is a coder.
 */
final class DeveloperWalk {
    /** Seats. */
    static final int SEATS = 6000;
    /** Days of the walk: two weeks. */
    static final int DAYS = 14;

    /** A session that starts earlier than this before the walk has ended; days. */
    private static final int LEAD = 2;

    /** No repetition of a run has this number, so that these people are nobody's twins. */
    private static final long NO_REPLICATION = -1;

    private final FleetModel fleet;
    private final PlanSpec plan;
    private final RegionSpec region;
    private final PhaseSpan phase;
    private final NominalService nominal;
    private final AliasTable mix;
    private final SessionTable table = new SessionTable();
    private final RequestDraft draft = new RequestDraft();

    /** Told of every request. */
    interface Sink {
        /**
         * A request.
         *
         * @param seat who, 0 to {@link #SEATS}; in rising order
         * @param day the local day, 0 to {@link #DAYS}
         * @param second seconds since the walk's first midnight
         * @param request what; valid during the call only
         */
        void request(int seat, int day, double second, RequestDraft request);
    }

    /**
     * A walk.
     *
     * @param fleet demand, sessions and what serves them
     * @param plan index of the plan
     * @param phase what it ends before
     */
    DeveloperWalk(FleetModel fleet, int plan, PhaseSpan phase) {
        this.fleet = fleet;
        this.plan = onlyCoders(fleet.demand().plans().get(plan));
        this.phase = phase;
        region = fleet.demand().regions().stream()
                .max(Comparator.comparingDouble(RegionSpec::enterprise))
                .orElseThrow();
        nominal = new NominalService(fleet.models(), fleet.pools());
        mix = SessionModel.mix(this.plan.codingMix());
    }

    private static PlanSpec onlyCoders(PlanSpec plan) {
        return new PlanSpec(
                plan.name(),
                SEATS,
                plan.active(),
                plan.chatRequests(),
                1,
                plan.codingSessions(),
                plan.sessionKeep(),
                plan.intensitySigma(),
                plan.chatPrefix(),
                plan.chatMix(),
                plan.codingMix(),
                plan.chatCurve(),
                plan.codingCurve(),
                plan.audience());
    }

    /** The region that they sit in. */
    RegionSpec region() {
        return region;
    }

    /** Walks all seats. */
    void walk(Sink sink) {
        DemandSpec all = fleet.demand();
        DemandSpec demand = new DemandSpec(
                List.of(region),
                all.curves(),
                all.chat(),
                List.of(plan),
                all.api(),
                all.cacheTimeToLive(),
                all.resume());
        Subscribers developers = new Subscribers(
                demand,
                fleet.sessions(),
                Hash.combine(fleet.seed(), NO_REPLICATION),
                new int[] {SEATS},
                phase.date(),
                -DAYS - LEAD - 1,
                1);
        for (int seat = 0; seat < SEATS; seat++) {
            LocalDays days = developers.days(seat);
            double from = days.at(-DAYS, 0, 0);
            double to = days.at(0, 0, 0);
            developers.starts(seat, days.at(-DAYS - LEAD, 0, 0), to, (who, kind, key, t) -> {
                if (kind == SessionKind.CODING) {
                    session(who, key, t, from, to, days, sink);
                }
            });
        }
    }

    private void session(int seat, long key, double start, double from, double to, LocalDays days, Sink sink) {
        int slot = table.allocate();
        table.key[slot] = key;
        fleet.sessions().startRecorded(table, slot, SessionKind.CODING, mix, plan.sessionKeep());
        double gap = 0;
        for (double t = start; gap >= 0 && t < to; ) {
            fleet.sessions().draft(table, slot, t, draft);
            if (t >= from) {
                sink.request(seat, days.dayOf(t) + DAYS, t - from, draft);
            }
            double done = t + nominal.seconds(draft.model, draft.output);
            gap = fleet.sessions().answered(table, slot, done);
            t = done + region.roundTrip() + gap;
        }
        table.release(slot);
    }
}
