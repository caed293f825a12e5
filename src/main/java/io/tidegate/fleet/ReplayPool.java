package io.tidegate.fleet;

import io.tidegate.fleet.ReplaySpec.Engine;
import io.tidegate.random.Hash;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.StepReplica;
import java.util.Arrays;
import java.util.List;

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
    /** A hash from which the draw of each request follows. */
    private final long key;

    ReplayPool(ReplaySpec replay, int count, long key, ReplicaListener listener) {
        this.spec = replay.router();
        this.router = spec.router();
        this.key = key;
        this.loads = new ReplicaLoads(count);
        this.ids = new int[count];
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
        replicas[replica].advanceTo(t);
        loads.look(replica, replicas[replica]);
    }

    /** Hands a request to a replica. */
    void arrive(int replica, double t, int request, int cached, int prefill, int output) {
        replicas[replica].arrive(t, request, 0, cached, prefill, output);
    }

    /** Finishes all work. */
    void finish() {
        for (Replica replica : replicas) {
            replica.advanceTo(Double.POSITIVE_INFINITY);
        }
    }

    List<Replica> replicas() {
        return Arrays.asList(replicas);
    }
}
