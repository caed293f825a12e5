package io.tidegate.fleet;

import io.tidegate.workload.RequestDraft;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weighs requests against capacity. A model class can serve {@code Σ replicas/work} requests like this one per second, the sum
 * being over its pools; a request therefore takes the inverse of that from the class, in seconds. Pools that only prefill, and
 * those that only decode, together serve what the weaker of the two can. Classes count by their accelerators in the fleet
 * without injection.
 */
final class LoadMeter {
    private final List<PoolModel> pools;
    private final ServingPlane plane;
    private final double[] weight;
    private final int[][] poolsOf;
    private double ofBase;
    private double ofOnLine;

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
        poolsOf = new int[weight.length][];
        for (int m = 0; m < weight.length; m++) {
            int model = m;
            weight[m] /= all;
            poolsOf[m] = IntStream.range(0, pools.size())
                    .filter(p -> pools.get(p).model() == model)
                    .toArray();
        }
    }

    /** Weighs a request; the two figures below are then its own. */
    void weigh(RequestDraft draft) {
        double without = rate(draft, false);
        double with = rate(draft, true);
        ofBase = without == 0 ? 0 : weight[draft.model] / without;
        ofOnLine = with == 0 ? 0 : weight[draft.model] / with;
    }

    private double rate(RequestDraft draft, boolean injection) {
        double whole = 0;
        double prefill = 0;
        double decode = 0;
        for (int p : poolsOf[draft.model]) {
            PoolModel pool = pools.get(p);
            if (!pool.injection() || injection) {
                double rate = plane.onLine(p) / pool.work(draft.cached, draft.prefill, draft.output);
                switch (pool.spec().role()) {
                    case BOTH -> whole += rate;
                    case PREFILL -> prefill += rate;
                    case DECODE -> decode += rate;
                }
            }
        }
        return whole + (draft.output > 1 ? Math.min(prefill, decode) : prefill);
    }

    /** Seconds of the whole cell's capacity without injection that the request takes. */
    double ofBase() {
        return ofBase;
    }

    /** Seconds of the whole cell's capacity on line that the request takes. */
    double ofOnLine() {
        return ofOnLine;
    }
}
