package io.tidegate.workload;

import io.tidegate.random.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * The surges of a scenario, by plan and tier. What a surge adds is a flow of its own beside the usual one, with identities of its
 * own: what starts without it also starts with it.
 */
public final class Surges {
    private final double[] from;
    private final double[] to;
    /** By surge and population: factor less 1. */
    private final double[][] added;

    /** The surges of a demand. */
    public Surges(DemandSpec demand) {
        List<String> names = new ArrayList<>();
        demand.plans().forEach(plan -> names.add(plan.name()));
        demand.api().tiers().forEach(tier -> names.add(tier.name()));
        int n = demand.surges().size();
        from = new double[n];
        to = new double[n];
        added = new double[n][names.size()];
        for (int s = 0; s < n; s++) {
            SurgeSpec surge = demand.surges().get(s);
            from[s] = surge.at().atZone(surge.zone()).toEpochSecond();
            to[s] = from[s] + surge.length();
            for (int p = 0; p < names.size(); p++) {
                boolean concerned = surge.of().isEmpty() || surge.of().contains(names.get(p));
                added[s][p] = concerned ? surge.factor() - 1 : 0;
            }
        }
    }

    /** Number of surges. */
    public int count() {
        return from.length;
    }

    /** Factor on what a population starts at {@code epochSeconds}: at least 1. */
    public double factor(int population, double epochSeconds) {
        double factor = 1;
        for (int s = 0; s < from.length; s++) {
            factor += from[s] <= epochSeconds && epochSeconds < to[s] ? added[s][population] : 0;
        }
        return factor;
    }

    /**
     * What one surge adds to a population between two times, as a multiple of what starts without it; 0 if it does not fall
     * between them.
     */
    public double added(int surge, int population, double begin, double end) {
        return from[surge] < end && begin < to[surge] ? added[surge][population] : 0;
    }

    /** When a surge begins, seconds since the epoch. */
    public double from(int surge) {
        return from[surge];
    }

    /** When it is over. */
    public double to(int surge) {
        return to[surge];
    }

    /** The identity of what a surge adds beside something with an identity. */
    public static long key(int surge, long identity) {
        return Hash.combine(Draw.SURGE.of(identity), surge);
    }
}
