package io.tidegate.fleet;

import io.tidegate.limits.BucketLimits;
import io.tidegate.limits.OrganisationBuckets;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;

/** The limits of users and organisations: the usage windows of plans, the buckets of tiers. Times are from the start of the warm-up. */
final class Admission {
    private final int plans;
    private final double origin;
    private final Accounts accounts;
    private final Behaviour behaviour;
    private final SessionTable table;
    private final OrganisationBuckets buckets;
    private LimitTables limits;
    private boolean peak;
    private double retryAt;
    private final BucketLimits[][] inForce;
    private double factor = 1;

    Admission(
            FleetModel fleet,
            double origin,
            Accounts accounts,
            Behaviour behaviour,
            SessionTable table,
            int organisations,
            LimitTables limits) {
        this.plans = fleet.demand().plans().size();
        this.origin = origin;
        this.accounts = accounts;
        this.behaviour = behaviour;
        this.table = table;
        this.buckets = new OrganisationBuckets(organisations, fleet.models().size());
        this.limits = limits;
        inForce = new BucketLimits[fleet.demand().api().tiers().size()]
                [fleet.models().size()];
        tighten(1);
    }

    /** Puts limits in force. */
    void setLimits(LimitTables tables, boolean isPeak) {
        limits = tables;
        peak = isPeak;
        tighten(factor);
    }

    /** Puts a factor on the rates of tiers, greater than 0 and at most 1, in force. */
    void tighten(double other) {
        factor = other;
        for (int tier = 0; tier < inForce.length; tier++) {
            for (int model = 0; model < inForce[tier].length; model++) {
                BucketLimits usual = limits.bucket(tier, model);
                inForce[tier][model] = factor < 1 ? usual.scaled(factor) : usual;
            }
        }
    }

    /** Why the request, of a session or of none, may not pass, or {@link Accounts#PASS}; sets when it might. A bucket is charged at once. */
    int refuse(int session, int population, int owner, RequestDraft draft, double t) {
        int reason;
        if (!limits.spec.enforced()) {
            return Accounts.PASS;
        } else if (population < plans) {
            reason = behaviour.check(table, session, draft.model, limits, t);
            retryAt = reason == Accounts.PASS ? t : accounts.passesAt() - origin;
        } else {
            BucketLimits bucket = inForce[population - plans][draft.model];
            reason = buckets.take(owner, draft.model, bucket, t, draft.prefill);
            retryAt = reason == Accounts.PASS ? t : buckets.passesAt();
        }
        return reason;
    }

    /** When the request refused last would pass; the time of the refusal where that is not known. */
    double retryAt() {
        return retryAt;
    }

    /** The limits in force. */
    LimitTables limits() {
        return limits;
    }

    /** Charges a request that passed. */
    void charge(int population, int owner, RequestDraft draft, double t) {
        if (population < plans) {
            accounts.charge(owner, limits, peak, origin + t, draft);
        }
    }

    /** Settles what was not known when a request passed. */
    void completed(InFlight flight, int request, double t) {
        int organisation = flight.organisation[request];
        if (organisation != SessionTable.NONE) {
            int model = flight.model[request];
            BucketLimits bucket = inForce[flight.population[request] - plans][model];
            buckets.settle(organisation, model, bucket, t, flight.output[request]);
        }
    }
}
