package io.tidegate.fleet;

import io.tidegate.fleet.ReplaySpec.Engine;
import io.tidegate.random.Hash;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.StepReplica;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Replicas of one kind that serve a trace. What the router looks at is brought to the arrival first, so that nothing it sees is
 * stale; all others are left until an arrival of their own.
 */
final class ReplayPool {
    private final Replica[] replicas;
    private final int[] ids;
    private final RouterSpec spec;
    private final Router router;
    private final ReplicaLoads loads;
    private final ReplayOutcome outcome;
    /** A hash from which the draw of each request follows. */
    private final long key;

    /** What the replicas keep of prompts; null where they keep nothing. */
    private final @Nullable ReplayPrefixes prefixes;
    /** Requests whose prefix is being read back, the first to arrive first. */
    private final PriorityQueue<Reading> reading =
            new PriorityQueue<>(Comparator.comparingDouble(Reading::time).thenComparing(Reading::request));

    private record Reading(double time, int request, int replica, int prompt, int output) {}

    ReplayPool(ReplaySpec replay, int count, long key, ReplayOutcome outcome, @Nullable ReplayPrefixes prefixes) {
        this.outcome = outcome;
        this.prefixes = prefixes;
        this.spec = replay.router();
        this.router = spec.router();
        this.key = key;
        this.loads = new ReplicaLoads(count);
        this.ids = new int[count];
        ReplicaListener listener = prefixes == null ? outcome.listener() : prefixes;
        this.replicas = new Replica[count];
        for (int r = 0; r < count; r++) {
            ids[r] = r;
            replicas[r] = replay.engine() == Engine.STEP
                    ? new StepReplica(replay.model(), listener)
                    : new LeapReplica(replay.model(), listener);
        }
    }

    /** The replica for a request that arrives at {@code t}; {@code holder} has its prefix, or is {@link Router#NO_HOLDER}. */
    int choose(double t, int request, int holder) {
        long draw = Hash.combine(key, request);
        switch (spec.kind()) {
            case ROUND_ROBIN, RANDOM -> {}
            case FEWEST_WAITING, LEAST_KV -> {
                for (int r : ids) {
                    look(r, t);
                }
            }
            case LEAST_LOADED, AFFINITY -> {
                for (int i = 0; i < spec.choices(); i++) {
                    look(Router.LeastLoaded.drawn(i, ids, ids.length, draw), t);
                }
                if (holder != Router.NO_HOLDER) {
                    look(holder, t);
                }
            }
        }
        return router.choose(ids, ids.length, loads, holder, draw);
    }

    private void look(int replica, double t) {
        advance(replica, t);
        loads.look(replica, replicas[replica]);
    }

    private void advance(int replica, double t) {
        if (prefixes == null) {
            replicas[replica].advanceTo(t);
        } else {
            prefixes.advance(replica, replicas[replica], t);
        }
    }

    /** Serves a request that comes to the pool at {@code t} with a prompt to compute, of which some replica may have a part. */
    void serve(double t, int request, int prompt, int output) {
        handOverReadBack(t);
        if (prefixes == null) {
            arrive(choose(t, request, Router.NO_HOLDER), t, request, 0, prompt, output);
            return;
        }
        int replica = choose(t, request, holder(t, request));
        advance(replica, t);
        double delay = prefixes.claim(request, replica, t);
        if (delay > 0) {
            reading.add(new Reading(t + delay, request, replica, prompt, output));
        } else {
            arriveCached(new Reading(t, request, replica, prompt, output));
        }
    }

    private int holder(double t, int request) {
        if (prefixes == null || spec.kind() != RouterSpec.Kind.AFFINITY) {
            return Router.NO_HOLDER;
        }
        for (int r : ids) {
            advance(r, t);
        }
        return prefixes.holder(request, t);
    }

    /** Hands over those whose prefix has been read back at {@code t} or before. */
    private void handOverReadBack(double t) {
        while (!reading.isEmpty() && reading.element().time <= t) {
            Reading ready = reading.remove();
            advance(ready.replica, ready.time);
            arriveCached(ready);
        }
    }

    private void arriveCached(Reading ready) {
        int cached = outcome.cached(ready.request);
        arrive(ready.replica, ready.time, ready.request, cached, ready.prompt - cached, ready.output);
    }

    /** Hands a request to a replica. */
    void arrive(int replica, double t, int request, int cached, int prefill, int output) {
        replicas[replica].arrive(t, request, 0, cached, prefill, output);
    }

    /** Finishes all work. */
    void finish() {
        handOverReadBack(Double.POSITIVE_INFINITY);
        for (Replica replica : replicas) {
            replica.advanceTo(Double.POSITIVE_INFINITY);
        }
    }

    List<Replica> replicas() {
        return Arrays.asList(replicas);
    }
}
