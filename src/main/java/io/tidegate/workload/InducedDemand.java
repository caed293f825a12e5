package io.tidegate.workload;

import java.util.List;

/**
 * By how much the users of each plan start more or fewer sessions because their budgets have changed. In the long run the
 * number goes with the budget to the power of the elasticity; after each change it comes nearer to that, the distance falling
 * by a factor of e in each lag: {@code 1 + (ratio^elasticity − 1)(1 − e^(−dt/lag))} after a first change.
 */
public final class InducedDemand {
    /** Demand that no budget moves. */
    static final InducedDemand NONE = new InducedDemand(List.of(), List.of(), new double[1], new double[0][0]);

    private final double[] from;
    private final double[] lag;
    private final double[][] target;
    private final double[][] reached;

    /**
     * Demand by plan.
     *
     * @param plans the plans
     * @param dynamics how some of them follow their limits
     * @param from seconds since the epoch from which each budget holds, rising; the first is ignored
     * @param ratio budget as a multiple of the first, by plan and time
     */
    public InducedDemand(List<PlanSpec> plans, List<DynamicsSpec> dynamics, double[] from, double[][] ratio) {
        this.from = from.clone();
        lag = new double[plans.size()];
        target = new double[plans.size()][from.length];
        reached = new double[plans.size()][from.length];
        for (int p = 0; p < plans.size(); p++) {
            DynamicsSpec spec = DynamicsSpec.of(dynamics, plans.get(p).name());
            lag[p] = spec.lag();
            target[p][0] = 1;
            reached[p][0] = 1;
            for (int i = 1; i < from.length; i++) {
                target[p][i] = StrictMath.pow(ratio[p][i], spec.elasticity());
                reached[p][i] = i == 1 ? 1 : after(p, i - 1, from[i]);
            }
        }
    }

    /** Sessions that a user of a plan starts at {@code t}, seconds since the epoch, as a multiple of those before any change. */
    public double of(int plan, double t) {
        int i = from.length - 1;
        while (i > 0 && from[i] > t) {
            i--;
        }
        return i == 0 ? 1 : after(plan, i, t);
    }

    private double after(int plan, int change, double t) {
        double goal = target[plan][change];
        double away = reached[plan][change] - goal;
        return away == 0 ? goal : goal + away * StrictMath.exp(-(t - from[change]) / lag[plan]);
    }
}
