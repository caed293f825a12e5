package io.tidegate.fleet;

import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.workload.RequestDraft;
import java.util.ArrayList;
import java.util.List;

/** The replicas of a cell: which are on line, which takes a request, and when each must be looked at next. */
final class ServingPlane {
    /** Decision of {@link #route}: no replica of the model class is on line. */
    static final int NONE_ON_LINE = -1;

    private final List<PoolModel> pools;
    private final Replica[] replicas;
    private final int[] poolOf;
    private final int[] firstOfPool;
    private final int[] onLineOfPool;
    private final int[][] onLine;
    private final int[] onLineCount;
    private final double[] due;
    private final ReplicaLoads loads;
    /** One for each model class: whose turn it is in one must not depend on the others. */
    private final Router[] routers;

    ServingPlane(FleetModel fleet, int cell, ReplicaListener listener) {
        pools = fleet.pools();
        routers = fleet.models().stream().map(model -> fleet.router().router()).toArray(Router[]::new);
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
        onLine = new int[fleet.models().size()][n];
        onLineCount = new int[onLine.length];
    }

    /** Number of replicas of a pool in this cell, on line or not. */
    int size(int pool) {
        return firstOfPool[pool + 1] - firstOfPool[pool];
    }

    /** Number of replicas of a pool on line. */
    int onLine(int pool) {
        return onLineOfPool[pool];
    }

    /** Brings the first {@code count} replicas of a pool on line; capacity does not go away. */
    void bringOnLine(int pool, int count) {
        int model = pools.get(pool).model();
        while (onLineOfPool[pool] < count) {
            onLine[model][onLineCount[model]++] = firstOfPool[pool] + onLineOfPool[pool]++;
        }
    }

    /**
     * The replica for a request, or {@link #NONE_ON_LINE}. Where the one chosen could never hold it, the least loaded of those
     * that could takes its place, if there is one.
     */
    int route(RequestDraft draft, long draw) {
        int model = draft.model;
        if (onLineCount[model] == 0) {
            return NONE_ON_LINE;
        }
        int chosen = routers[model].choose(onLine[model], onLineCount[model], loads, Router.NO_HOLDER, draw);
        return fits(chosen, draft) ? chosen : leastLoadedThatFits(draft, chosen);
    }

    private int leastLoadedThatFits(RequestDraft draft, int otherwise) {
        int best = otherwise;
        for (int i = 0; i < onLineCount[draft.model]; i++) {
            int replica = onLine[draft.model][i];
            if (fits(replica, draft) && (best == otherwise || loads.pending[replica] < loads.pending[best])) {
                best = replica;
            }
        }
        return best;
    }

    /** Whether a replica could ever hold a request. */
    boolean fits(int replica, RequestDraft draft) {
        return pools.get(poolOf[replica]).replica().fits(draft.input(), draft.output);
    }

    /** Whether a replica has no room in its queue: it holds four batches already. */
    boolean isFull(int replica) {
        return replicas[replica].active()
                >= 4 * pools.get(poolOf[replica]).replica().batching().maxBatch();
    }

    /** Hands a request to a replica. */
    void arrive(int replica, double t, int request, RequestDraft draft) {
        replicas[replica].arrive(t, request, 0, draft.cached, draft.prefill, draft.output);
        refresh(replica);
    }

    /** Takes every step that ends by {@code t}. */
    void advanceTo(double t) {
        for (int r = 0; r < replicas.length; r++) {
            if (due[r] <= t) {
                replicas[r].advanceTo(t);
                refresh(r);
            }
        }
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
