package io.tidegate.fleet;

import io.tidegate.workload.RequestDraft;
import java.util.List;

/**
 * Weighs requests against capacity. A model class can serve {@code Σ replicas/work} requests like this one per second, the sum
 * being over its pools; a request therefore takes the inverse of that from the class, in seconds. Classes count by their
 * accelerators in the fleet without injection.
 */
final class LoadMeter {
    private final List<PoolModel> pools;
    private final ServingPlane plane;
    private final double[] weight;

    LoadMeter(FleetModel fleet, ServingPlane plane) {
        this.pools = fleet.pools();
        this.plane = plane;
        weight = new double[fleet.models().size()];
        double all = 0;
        for (PoolModel pool : pools) {
            if (!pool.injection()) {
                double gpus = (double) pool.spec().replicas() * pool.spec().gpus();
                weight[pool.model()] += gpus;
                all += gpus;
            }
        }
        for (int m = 0; m < weight.length; m++) {
            weight[m] /= all;
        }
    }

    /** Seconds of the whole cell's capacity that a request takes: without injection, or of all replicas on line. */
    double seconds(RequestDraft draft, boolean withInjection) {
        double rate = 0;
        for (int p = 0; p < pools.size(); p++) {
            PoolModel pool = pools.get(p);
            if (pool.model() == draft.model && (withInjection || !pool.injection())) {
                rate += plane.onLine(p) / pool.work(draft.cached, draft.prefill, draft.output);
            }
        }
        return rate == 0 ? 0 : weight[draft.model] / rate;
    }
}
