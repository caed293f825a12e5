package io.tidegate.fleet;

import io.tidegate.serving.Replica;

/** What a router may see of replicas: figures as they were when each was looked at last. */
public final class ReplicaLoads {
    /** Seconds of marginal work pending, by replica id. */
    final double[] pending;
    /** The part of these that is prompts'. */
    final double[] prefill;
    /** Requests waiting. */
    final int[] waiting;
    /** Tokens of KV held by those that run, or wanted by the prompts that wait. */
    final long[] held;

    /** Loads of idle replicas with the ids 0 to {@code replicas} - 1. */
    public ReplicaLoads(int replicas) {
        pending = new double[replicas];
        prefill = new double[replicas];
        waiting = new int[replicas];
        held = new long[replicas];
    }

    /** Looks at a replica. */
    public void look(int id, Replica replica) {
        pending[id] = replica.pendingWork();
        prefill[id] = replica.pendingPrefill();
        waiting[id] = replica.waiting();
        held[id] = replica.heldTokens() + replica.waitingTokens();
    }
}
