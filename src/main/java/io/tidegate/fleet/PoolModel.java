package io.tidegate.fleet;

import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.ReplicaPower;

/**
 * A pool made ready: what its replicas are and how much work a request is for one of them.
 *
 * @param spec the pool
 * @param site its site, an index
 * @param model its model class, an index
 * @param injection whether its site comes on line by a ramp
 * @param replica what each replica is
 * @param law step time with the fleet's efficiency
 * @param power what each replica draws
 */
public record PoolModel(
        PoolSpec spec, int site, int model, boolean injection, ReplicaModel replica, StepLaw law, ReplicaPower power) {

    /**
     * Seconds of a replica that a request needs beside the fixed cost of steps: the marginal terms of the step law over its
     * prefill and all its decode steps.
     */
    double work(int cached, int prefill, int output) {
        double steps = output - 1.0;
        double held = steps * (cached + prefill + 0.5 * output);
        double compute = law.cB() * steps + law.cP() * prefill + law.cPC() * prefill * (cached + 0.5 * prefill);
        return law.effC() * compute + law.effM() * law.cK() * held;
    }

    /** Replicas of one cell: whole numbers that differ by at most one between cells and add up to the fleet's. */
    int replicasIn(int cell, int cells) {
        long n = spec.replicas();
        return (int) ((cell + 1) * n / cells - cell * n / cells);
    }
}
