package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.limits.OverloadSpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.RequestDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the service itself refuses, whoever asks: where no replica is on line, can hold the request, or has room for it, or where
 * the prompts before it would take too long. That wait is an estimate: the marginal work of the prompts pending at the replica
 * that the router chose, with neither the decoding between them nor what is still on its way there.
 *
 * <p>Where rates adapt, one factor serves all tiers of the cell. Once a second it falls by a part where the mean estimated wait
 * of that second's tries was above the target, and rises by a share of the full rate where it was not, so that recovery is linear in
 * time. That the mean wait of requests over a second is the signal follows Zhou et al., "Overload control for scaling WeChat
 * microservices" (SoCC 2018); the sizes of the steps are assumed.
 */
final class Overload {
    /** Seconds between two looks at the mean wait. */
    static final double INTERVAL = 1;

    /** Factor on the factor after a second above the target. */
    static final double DECREASE = 0.95;

    /** Added to the factor after any other second. */
    static final double INCREASE = 0.01;

    private final ServingPlane plane;
    private final List<String> names = new ArrayList<>();
    private final double[] longest;
    private OverloadSpec spec = OverloadSpec.USUAL;
    private double factor = 1;
    private double waits;
    private long tries;
    private double nextLook;

    Overload(ServingPlane plane, DemandSpec demand) {
        this.plane = plane;
        demand.plans().forEach(plan -> names.add(plan.name()));
        demand.api().tiers().forEach(tier -> names.add(tier.name()));
        longest = new double[names.size()];
        set(spec);
    }

    /** Puts a protection in force. */
    void set(OverloadSpec other) {
        spec = other;
        plane.setBatches(spec.batches());
        Arrays.fill(longest, spec.maxWait());
        int n = spec.shed().size();
        for (int i = 0; i < n; i++) {
            longest[names.indexOf(spec.shed().get(i))] = (i + 1) * spec.maxWait() / (n + 1);
        }
    }

    /** Why the chosen replica does not take the request, or {@link Accounts#PASS}. */
    int refuse(int replica, int population, RequestDraft draft) {
        if (replica == ServingPlane.NONE_ON_LINE) {
            return Denial.SITE_DOWN.code();
        }
        if (!plane.fits(replica, draft)) {
            return Denial.TOO_LARGE.code();
        }
        double wait = plane.pendingPrompts(replica);
        waits += wait;
        tries++;
        if (plane.isFull(replica, draft)) {
            return Denial.QUEUE_FULL.code();
        }
        return wait >= longest[population] ? Denial.OVERLOADED.code() : Accounts.PASS;
    }

    /**
     * Adapts the factor where a look at the mean wait is due by {@code t}.
     *
     * @return whether the factor has changed
     */
    boolean look(double t) {
        if (t < nextLook) {
            return false;
        }
        nextLook = t + INTERVAL;
        double before = factor;
        if (!spec.adaptive()) {
            factor = 1;
        } else if (waits > spec.target() * tries) {
            factor = Math.max(spec.tightest(), factor * DECREASE);
        } else {
            factor = Math.min(1, factor + INCREASE);
        }
        waits = 0;
        tries = 0;
        return factor != before;
    }

    /** The factor on the rates of API tiers: between the tightest and 1. */
    double factor() {
        return factor;
    }
}
