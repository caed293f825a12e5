package io.tidegate.fleet;

import io.tidegate.serving.Replica;

/** What a router may see of replicas: figures as they were when each was looked at last. */
public final class ReplicaLoads {
    private static final int STRIDE = 4;
    private static final int PENDING = 0;
    private static final int PREFILL = 1;
    private static final int WAITING = 2;
    private static final int HELD = 3;

    /** The figures of a replica side by side, so that a look at one is a look at one place in memory. */
    private final double[] figures;

    /** Loads of idle replicas with the ids 0 to {@code replicas} - 1. */
    public ReplicaLoads(int replicas) {
        figures = new double[STRIDE * replicas];
    }

    /** Looks at a replica. */
    public void look(int id, Replica replica) {
        set(
                id,
                replica.pendingWork(),
                replica.pendingPrefill(),
                replica.waiting(),
                replica.heldTokens() + replica.waitingTokens());
    }

    void set(int id, double pending, double prefill, int waiting, long held) {
        int at = STRIDE * id;
        figures[at + PENDING] = pending;
        figures[at + PREFILL] = prefill;
        figures[at + WAITING] = waiting;
        figures[at + HELD] = held;
    }

    /** Seconds of marginal work pending. */
    double pending(int id) {
        return figures[STRIDE * id + PENDING];
    }

    /** The part of these that is prompts'. */
    double prefill(int id) {
        return figures[STRIDE * id + PREFILL];
    }

    /** Requests waiting. */
    double waiting(int id) {
        return figures[STRIDE * id + WAITING];
    }

    /** Tokens of KV held by those that run, or wanted by the prompts that wait. */
    double held(int id) {
        return figures[STRIDE * id + HELD];
    }
}
