package io.tidegate.fleet;

import io.tidegate.limits.OverloadSpec;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.supply.PoolSpec.Role;
import io.tidegate.workload.RequestDraft;
import java.util.ArrayList;
import java.util.List;

/**
 * The replicas of a cell: which are on line, which takes a request, and when each must be looked at next. A model class has two
 * sets of them, each with its own router: those that requests come to first, and those that only decode.
 */
final class ServingPlane {
    /** Decision of {@link #route}: no replica of the model class is on line. */
    static final int NONE_ON_LINE = -1;

    private final List<PoolModel> pools;
    private final int models;
    private final Replica[] replicas;
    private final int[] poolOf;
    private final int[] firstOfPool;
    private final int[] onLineOfPool;
    private final double[] due;
    private final ReplicaLoads loads;
    /** One for each set: whose turn it is in one must not depend on the others. */
    private final Router[] routers;
    /** By set: the model class for those that requests come to first, the number of classes more for those that decode. */
    private final int[][] onLine;

    private final int[] onLineCount;
    /** By model class: requests that have left the replicas that prefill, and how many make a full batch of all that decode. */
    private final long[] decoding;

    private final long[] decodeBatches;
    /** Batches of requests that a replica takes, those in its queue included. */
    private double batches = OverloadSpec.USUAL.batches();

    ServingPlane(FleetModel fleet, int cell, ReplicaListener listener) {
        pools = fleet.pools();
        models = fleet.models().size();
        firstOfPool = new int[pools.size() + 1];
        onLineOfPool = new int[pools.size()];
        for (int p = 0; p < pools.size(); p++) {
            PoolModel pool = pools.get(p);
            int cells = pool.injection() ? fleet.injectionCells() : fleet.cells();
            firstOfPool[p + 1] = firstOfPool[p] + pool.replicasIn(cell % cells, cells);
        }
        int n = firstOfPool[pools.size()];
        replicas = new Replica[n];
        poolOf = new int[n];
        due = new double[n];
        loads = new ReplicaLoads(n);
        for (int p = 0; p < pools.size(); p++) {
            for (int r = firstOfPool[p]; r < firstOfPool[p + 1]; r++) {
                replicas[r] = new LeapReplica(pools.get(p).replica(), listener);
                poolOf[r] = p;
                due[r] = Double.POSITIVE_INFINITY;
            }
        }
        routers = new Router[2 * models];
        for (int s = 0; s < routers.length; s++) {
            routers[s] = fleet.router().router();
        }
        onLine = new int[2 * models][n];
        onLineCount = new int[2 * models];
        decoding = new long[models];
        decodeBatches = new long[models];
    }

    /** Number of replicas in this cell, on line or not. */
    int size() {
        return replicas.length;
    }

    /** Number of replicas of a pool in this cell, on line or not. */
    int size(int pool) {
        return firstOfPool[pool + 1] - firstOfPool[pool];
    }

    /** Number of replicas of a pool on line. */
    int onLine(int pool) {
        return onLineOfPool[pool];
    }

    /** The pool of a replica. */
    int pool(int replica) {
        return poolOf[replica];
    }

    /** The model class of a replica. */
    int model(int replica) {
        return pools.get(poolOf[replica]).model();
    }

    /** What a replica does. */
    Role role(int replica) {
        return pools.get(poolOf[replica]).spec().role();
    }

    /** Brings the first {@code count} replicas of a pool on line; capacity does not go away. */
    void bringOnLine(int pool, int count) {
        PoolModel its = pools.get(pool);
        boolean decodes = its.spec().role() == Role.DECODE;
        int set = its.model() + (decodes ? models : 0);
        while (onLineOfPool[pool] < count) {
            onLine[set][onLineCount[set]++] = firstOfPool[pool] + onLineOfPool[pool]++;
            decodeBatches[its.model()] += decodes ? its.replica().batching().maxBatch() : 0;
        }
    }

    /** Sets how many batches of requests a replica takes, those in its queue included. */
    void setBatches(double count) {
        batches = count;
    }

    /** Seconds of prompts pending at a replica, as they were when it was looked at last. */
    double pendingPrompts(int replica) {
        return loads.prefill(replica);
    }

    /**
     * The replica that a request comes to first, or {@link #NONE_ON_LINE}, also where the one chosen only prefills and none that
     * decodes is on line. Where the one chosen could never hold it, the least loaded of those that could takes its place, if
     * there is one.
     *
     * @param holder the replica that holds its prefix, or {@link Router#NO_HOLDER}
     */
    int route(RequestDraft draft, int holder, long draw) {
        int set = draft.model;
        if (onLineCount[set] == 0) {
            return NONE_ON_LINE;
        }
        int chosen = routers[set].choose(onLine[set], onLineCount[set], loads, holder, draw);
        if (!fits(chosen, draft)) {
            chosen = leastLoadedThatFits(set, draft.input(), draft.output, chosen);
        }
        boolean goesOn = role(chosen) == Role.PREFILL && draft.output > 1;
        return goesOn && onLineCount[models + set] == 0 ? NONE_ON_LINE : chosen;
    }

    /** The replica for the decoding of a request that {@link #fits} the one that prefilled it, likewise. */
    int routeDecode(int model, int input, int output, long draw) {
        int set = models + model;
        int chosen = routers[set].choose(onLine[set], onLineCount[set], loads, Router.NO_HOLDER, draw);
        return holds(chosen, input, output) ? chosen : leastLoadedThatFits(set, input, output, chosen);
    }

    private int leastLoadedThatFits(int set, int input, int output, int otherwise) {
        int best = otherwise;
        for (int i = 0; i < onLineCount[set]; i++) {
            int replica = onLine[set][i];
            if (holds(replica, input, output) && (best == otherwise || loads.pending(replica) < loads.pending(best))) {
                best = replica;
            }
        }
        return best;
    }

    /** Whether a replica, and where it only prefills one that decodes, could ever hold a request. */
    boolean fits(int replica, RequestDraft draft) {
        return holds(replica, draft.input(), draft.output);
    }

    private boolean holds(int replica, int input, int output) {
        PoolModel pool = pools.get(poolOf[replica]);
        if (pool.spec().role() != Role.PREFILL) {
            return pool.replica().fits(input, output);
        }
        return pool.replica().fits(input, 1) && (output == 1 || decodesSomewhere(pool.model(), input, output));
    }

    private boolean decodesSomewhere(int model, int input, int output) {
        int set = models + model;
        for (int i = 0; i < onLineCount[set]; i++) {
            if (holds(onLine[set][i], input, output)) {
                return true;
            }
        }
        return onLineCount[set] == 0;
    }

    /** Whether there is no room for a request in a replica's queue, or where it only prefills in those of all that decode. */
    boolean isFull(int replica, RequestDraft draft) {
        PoolModel pool = pools.get(poolOf[replica]);
        boolean goesOn = pool.spec().role() == Role.PREFILL && draft.output > 1;
        return replicas[replica].active() >= batches * pool.replica().batching().maxBatch()
                || (goesOn && decoding[draft.model] >= batches * decodeBatches[draft.model]);
    }

    /** A request goes on from prefill to decode, 1, or ends there, -1. */
    void decoding(int model, int change) {
        decoding[model] += change;
    }

    /** Hands a request to a replica; see {@link Replica#arrive}. */
    int arrive(int replica, double t, int request, int priority, int cached, int prefill, int output) {
        int ticket = replicas[replica].arrive(t, request, priority, cached, prefill, output);
        refresh(replica);
        return ticket;
    }

    /** Takes a request from a replica; see {@link Replica#cancel}. */
    int cancel(int replica, double t, int request, int ticket) {
        int had = replicas[replica].cancel(t, request, ticket);
        refresh(replica);
        return had;
    }

    /** Takes every step that ends by {@code t}. */
    void advanceTo(double t) {
        for (int r = 0; r < replicas.length; r++) {
            if (due[r] <= t) {
                bringTo(r, t);
            }
        }
    }

    /** Takes every step of one replica that begins before {@code t}. */
    void bringTo(int replica, double t) {
        replicas[replica].advanceTo(t);
        refresh(replica);
    }

    /** The most tokens that running requests of a replica held since this was last asked. */
    long takePeak(int replica) {
        return replicas[replica].takePeakTokens();
    }

    private void refresh(int replica) {
        due[replica] = replicas[replica].nextBoundary();
        loads.look(replica, replicas[replica]);
    }

    /** Stretches the steps of all replicas of a site. */
    void setStretch(int site, double compute, double memory) {
        for (int r = 0; r < replicas.length; r++) {
            if (pools.get(poolOf[r]).site() == site) {
                replicas[r].setStretch(compute, memory);
                refresh(r);
            }
        }
    }

    /** The replicas of a pool that are on line. */
    List<Replica> onLineReplicas(int pool) {
        List<Replica> found = new ArrayList<>();
        for (int i = 0; i < onLineOfPool[pool]; i++) {
            found.add(replicas[firstOfPool[pool] + i]);
        }
        return found;
    }
}
