package io.tidegate.fleet;

import io.tidegate.serving.ReplicaModel;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.PoolSpec.Role;
import io.tidegate.supply.ReplicaPower;

/**
 * A pool made ready: what its replicas are and how much work a request is for one of them.
 *
 * @param spec the pool
 * @param site its site, an index
 * @param model its model class, an index
 * @param injection whether its site comes on line by a ramp
 * @param replica what each replica is
 * @param power what each replica draws
 */
public record PoolModel(
        PoolSpec spec, int site, int model, boolean injection, ReplicaModel replica, ReplicaPower power) {

    /**
     * Seconds of a replica that a request needs beside the fixed cost of steps: the marginal terms of the step law over its
     * prefill and all its decode steps, as far as the pool does them.
     */
    double work(int cached, int prefill, int output) {
        double prompt = spec.role() == Role.DECODE ? 0 : replica.time().prefillWork(cached, prefill);
        double answer = spec.role() == Role.PREFILL ? 0 : replica.time().decodeWork(cached + prefill, output);
        return prompt + answer;
    }

    /**
     * Replicas of one cell: whole numbers that differ by at most one between cells and add up to the fleet's. The first cells
     * together have their part of the fleet's, rounded, as a run may simulate only these.
     */
    int replicasIn(int cell, int cells) {
        return (int) (inFirst(cell + 1, cells) - inFirst(cell, cells));
    }

    private long inFirst(int some, int cells) {
        return (2L * some * spec.replicas() + cells) / (2L * cells);
    }
}
