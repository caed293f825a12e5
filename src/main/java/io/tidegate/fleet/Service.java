package io.tidegate.fleet;

import io.tidegate.limits.Organisations;
import io.tidegate.random.Hash;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.supply.PoolSpec.Role;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests inside the service, from admission to completion: which replicas each visits, and when it reaches them.
 *
 * <p>Most go to one replica and end there. Where a prefix must be read back from a host's memory, the request reaches the replica
 * after that. Where the replica only prefills, it gives the first token; the KV of the prompt then takes its time to a replica
 * that decodes, chosen when it arrives, which gives the rest. Such moves come no earlier than the next slice.
 *
 * <p>A request whose user leaves before its first token is cancelled at that time, be it at a replica or on its way to one; where a
 * step with it is under way, that step still computes its part.
 *
 * <p>What an organisation has bought in advance goes first in waiting queues, whatever its tier; requests of batch jobs go last.
 */
final class Service implements ReplicaListener {
    private static final byte WHOLE = 0;
    private static final byte PREFILL = 1;
    private static final byte DECODE = 2;
    private static final byte LAST = Replica.PRIORITIES - 1;

    private final List<PoolModel> pools;
    private final InFlight flight;
    private final Recorder recorder;
    private final ServingPlane plane;
    private final byte[] priority;
    private final @Nullable SessionPrefixes prefixes;
    /** Requests on their way to a replica, and those whose user leaves unless their first token comes before. */
    private final Moves moves = new Moves();

    private final Moves departures = new Moves();
    private double sliceEnd;

    Service(FleetModel fleet, int cell, SessionTable table, InFlight flight, Recorder recorder) {
        pools = fleet.pools();
        this.flight = flight;
        this.recorder = recorder;
        plane = new ServingPlane(fleet, cell, this);
        priority = priorities(fleet);
        prefixes = fleet.prefixes() == PrefixCaching.IDEAL
                ? null
                : new SessionPrefixes(
                        pools, plane, table, flight, fleet.demand().cacheTimeToLive());
    }

    private static byte[] priorities(FleetModel fleet) {
        List<Integer> all = new ArrayList<>();
        fleet.demand().plans().stream().map(PlanSpec::priority).forEach(all::add);
        fleet.demand().api().tiers().stream().map(ApiTierSpec::priority).forEach(all::add);
        byte[] bytes = new byte[all.size()];
        for (int p = 0; p < bytes.length; p++) {
            bytes[p] = all.get(p).byteValue();
        }
        return bytes;
    }

    /** The replicas. */
    ServingPlane plane() {
        return plane;
    }

    /** A session was under way before anything was served. */
    void assume(int session) {
        if (prefixes != null) {
            prefixes.assume(session);
        }
    }

    /** A slice begins that ends at {@code until}. */
    void begin(double until) {
        sliceEnd = until;
    }

    /**
     * The replica for the request of a session, or of none, at {@code t}, or {@link ServingPlane#NONE_ON_LINE}; the draft then
     * says what is cached there.
     */
    int route(int session, double t, RequestDraft draft, long draw) {
        if (prefixes == null) {
            return plane.route(draft, Router.NO_HOLDER, draw);
        }
        int replica = plane.route(draft, prefixes.find(session, t, draft), draw);
        prefixes.land(replica, t, draft);
        return replica;
    }

    /** Takes the request that was just routed into service. */
    void admit(int replica, int session, int population, int organisation, double t, RequestDraft draft, long draw) {
        int request = flight.add(session, population, organisation, t, draft);
        flight.replica[request] = replica;
        flight.draw[request] = draw;
        flight.stage[request] = plane.role(replica) == Role.PREFILL && draft.output > 1 ? PREFILL : WHOLE;
        if (flight.leaves[request] < Double.POSITIVE_INFINITY) {
            flight.ticket[request] = InFlight.NOT_AT_REPLICA;
            departures.add(flight.leaves[request], request);
        }
        double reading = prefixes == null ? 0 : prefixes.claim(request, t, draft);
        if (reading > 0) {
            moves.add(Math.max(t + reading, sliceEnd), request);
        } else {
            arrive(request, t);
        }
    }

    /** Lets all that is due before {@code t} happen: requests on their way reach their replicas, and users leave. */
    void moveBefore(double t) {
        double move = moves.next();
        double departure = departures.next();
        while (move < t || departure < t) {
            if (move <= departure) {
                move(moves.take(), move);
            } else {
                leave(departures.take(), departure);
            }
            move = moves.next();
            departure = departures.next();
        }
    }

    private void move(int request, double t) {
        if (flight.stage[request] == DECODE) {
            flight.replica[request] = plane.routeDecode(
                    flight.model[request],
                    flight.input[request],
                    flight.output[request],
                    Hash.combine(flight.draw[request], 1));
        }
        arrive(request, t);
    }

    private void arrive(int request, double t) {
        boolean decode = flight.stage[request] == DECODE;
        int input = flight.input[request];
        int cached = decode ? input : flight.cached[request];
        int output = flight.stage[request] == PREFILL ? 1 : flight.output[request];
        boolean bought = flight.charged[request] == Organisations.COMMITTED;
        byte its = bought ? 0 : priority[flight.population[request]];
        its = flight.job[request] == SessionTable.NONE ? its : LAST;
        int ticket = plane.arrive(flight.replica[request], t, request, its, cached, input - cached, output);
        if (flight.leaves[request] < Double.POSITIVE_INFINITY) {
            flight.ticket[request] = ticket;
        }
        settle();
    }

    /** A user's patience ends at {@code t}; the request may have had its first token, or be gone and its slot another's. */
    private void leave(int request, double t) {
        if (flight.leaves[request] != t) {
            return;
        }
        int replica = flight.replica[request];
        plane.bringTo(replica, t);
        if (flight.leaves[request] == t) {
            int had = flight.cached[request];
            if (flight.ticket[request] == InFlight.NOT_AT_REPLICA) {
                moves.remove(request);
            } else {
                had = plane.cancel(replica, t, request, flight.ticket[request]);
            }
            if (prefixes != null) {
                prefixes.cancelled(request, had, t);
            }
            recorder.left(request, Math.max(0, had - flight.cached[request]), t);
        }
        settle();
    }

    /** Takes every step that ends by {@code t}. */
    void advanceTo(double t) {
        plane.advanceTo(t);
        settle();
    }

    private void settle() {
        if (prefixes != null) {
            prefixes.settle();
        }
    }

    @Override
    public void started(int request, double t) {
        if (flight.stage[request] == DECODE) {
            return;
        }
        if (prefixes != null) {
            prefixes.started(request);
        }
        recorder.started(request, t);
    }

    @Override
    public void firstToken(int request, double t) {
        recorder.firstToken(request, t);
    }

    @Override
    public void restarted(int request, double t) {
        recorder.restarted(t);
    }

    @Override
    public void completed(int request, double t) {
        byte stage = flight.stage[request];
        int input = flight.input[request];
        if (prefixes != null && stage != DECODE) {
            boolean promptOnly = plane.role(flight.replica[request]) == Role.PREFILL;
            prefixes.ended(request, promptOnly ? input : input + flight.output[request], t);
        }
        double left = flight.leaves[request];
        if (left < Double.POSITIVE_INFINITY) {
            // The user left while the step was under way that gave the first token, here also the last.
            int output = stage == PREFILL ? 1 : flight.output[request];
            recorder.left(request, input - flight.cached[request] + output, left);
            return;
        }
        if (stage == PREFILL) {
            PoolModel from = pools.get(plane.pool(flight.replica[request]));
            double transfer = from.spec().transfer() + input / from.spec().transferRate();
            flight.stage[request] = DECODE;
            plane.decoding(flight.model[request], 1);
            moves.add(Math.max(t + transfer, sliceEnd), request);
            return;
        }
        if (stage == DECODE) {
            plane.decoding(flight.model[request], -1);
        }
        recorder.completed(request, t);
    }
}
