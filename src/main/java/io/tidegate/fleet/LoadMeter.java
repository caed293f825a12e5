package io.tidegate.fleet;

import io.tidegate.supply.PoolSpec.Role;
import io.tidegate.workload.RequestDraft;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weighs requests against capacity. A model class can serve {@code Σ replicas/work} requests like this one per second, the sum
 * being over its pools; a request therefore takes the inverse of that from the class, in seconds. Pools that only prefill, and
 * those that only decode, together serve what the weaker of the two can. Classes count by their accelerators in the fleet
 * without injection.
 */
final class LoadMeter {
    private final PoolModel[] pools;
    private final int[] role;
    private final ServingPlane plane;
    private final double[] weight;
    private final int[][] poolsOf;
    /** Requests per second, by role, of what serves from the start and of what comes on line. */
    private final double[] base = new double[Role.values().length];

    private final double[] added = new double[Role.values().length];
    private double ofBase;
    private double ofOnLine;
    private double ofClass;

    LoadMeter(FleetModel fleet, ServingPlane plane) {
        pools = fleet.pools().toArray(PoolModel[]::new);
        role = Arrays.stream(pools)
                .mapToInt(pool -> pool.spec().role().ordinal())
                .toArray();
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
            poolsOf[m] = IntStream.range(0, pools.length)
                    .filter(p -> pools[p].model() == model)
                    .toArray();
        }
    }

    /** Weighs a request; the two figures below are then its own. */
    void weigh(RequestDraft draft) {
        Arrays.fill(base, 0);
        Arrays.fill(added, 0);
        for (int p : poolsOf[draft.model]) {
            PoolModel pool = pools[p];
            double rate = plane.onLine(p) / pool.work(draft.cached, draft.prefill, draft.output);
            (pool.injection() ? added : base)[role[p]] += rate;
        }
        ofBase = share(draft, base);
        for (int i = 0; i < base.length; i++) {
            base[i] += added[i];
        }
        ofOnLine = share(draft, base);
        double rate = rate(draft, base);
        ofClass = rate == 0 ? 0 : 1 / rate;
    }

    /** Seconds of capacity that a request takes where each role can serve so many like it per second. */
    private double share(RequestDraft draft, double[] rates) {
        double rate = rate(draft, rates);
        return rate == 0 ? 0 : weight[draft.model] / rate;
    }

    /** Requests like it per second. */
    private static double rate(RequestDraft draft, double[] rates) {
        double prefill = rates[Role.PREFILL.ordinal()];
        double split = draft.output > 1 ? Math.min(prefill, rates[Role.DECODE.ordinal()]) : prefill;
        return rates[Role.BOTH.ordinal()] + split;
    }

    /** Seconds of the whole cell's capacity without injection that the request takes. */
    double ofBase() {
        return ofBase;
    }

    /** Seconds of the whole cell's capacity on line that the request takes. */
    double ofOnLine() {
        return ofOnLine;
    }

    /** Seconds of the capacity on line of its model class that the request takes. */
    double ofClass() {
        return ofClass;
    }
}
