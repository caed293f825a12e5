package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.limits.OrganisationLimits;
import io.tidegate.limits.Organisations;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;

/** The limits of users and organisations: the usage windows of plans, what {@link Organisations} may use. Times are from the start of the warm-up. */
final class Admission {
    private final int plans;
    private final double origin;
    private final Accounts accounts;
    private final Behaviour behaviour;
    private final SessionTable table;
    private final Organisations organisations;
    private final OtherRequests others;
    private LimitTables limits;
    private boolean peak;
    private double retryAt;
    private final OrganisationLimits[][] inForce;
    private double factor = 1;

    Admission(
            FleetModel fleet,
            double origin,
            Accounts accounts,
            Behaviour behaviour,
            SessionTable table,
            ApiTraffic api,
            LimitTables limits) {
        this.plans = fleet.demand().plans().size();
        this.origin = origin;
        this.accounts = accounts;
        this.behaviour = behaviour;
        this.table = table;
        int workspaces = fleet.demand().api().tiers().stream()
                .filter(tier -> tier.workspaceShare() < 1)
                .mapToInt(ApiTierSpec::workspaces)
                .max()
                .orElse(0);
        organisations = new Organisations(
                api.organisations().draws(),
                api.organisations().parts(),
                fleet.models().size(),
                workspaces,
                origin);
        others = new OtherRequests(api, organisations);
        this.limits = limits;
        inForce = new OrganisationLimits[fleet.demand().api().tiers().size()]
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
                OrganisationLimits usual = limits.organisation(tier, model);
                inForce[tier][model] = factor < 1 ? usual.tightened(factor) : usual;
            }
        }
    }

    /**
     * Why the request, of a session or of none, may not pass, or {@link Accounts#PASS}; sets when it might.
     *
     * @param identity the request's
     * @param tries of it before
     */
    int refuse(int session, int population, int owner, RequestDraft draft, long identity, int tries, double t) {
        int reason;
        if (!limits.spec.enforced()) {
            return Accounts.PASS;
        } else if (population < plans) {
            reason = behaviour.check(table, session, draft.model, limits, t);
            retryAt = reason == Accounts.PASS ? t : accounts.passesAt() - origin;
        } else {
            OrganisationLimits its = inForce[population - plans][draft.model];
            others.begin(owner, draft, identity, tries, session != SessionTable.NONE);
            others.askBefore(its, t);
            reason = organisations.check(owner, draft, its, t);
            // Whose money or day is spent is not told when to come back.
            boolean untold = reason == Denial.SPEND.code() || reason == Denial.RPD.code();
            retryAt = untold ? t : organisations.passesAt();
            if (reason != Accounts.PASS) {
                double output = others.askAfter(its, t);
                if (output != 0) {
                    organisations.settleOthers(owner, draft.model, its, t, output);
                }
            }
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

    /** Charges a request that passed; what is not limited is charged to accounts, and not to organisations. */
    void charge(int population, int owner, RequestDraft draft, double t) {
        draft.charged = Organisations.NOTHING;
        draft.othersOutput = 0;
        if (population < plans) {
            accounts.charge(owner, limits, peak, origin + t, draft);
            return;
        }
        organisations.begin(owner);
        if (limits.spec.enforced()) {
            OrganisationLimits its = inForce[population - plans][draft.model];
            organisations.charge(owner, draft, its, t);
            draft.othersOutput = others.askAfter(its, t);
        }
    }

    /** Why a batch job of so many requests may not be handed in, or {@link Accounts#PASS}. */
    int refuseJob(int population, int organisation, int model, int requests, double t) {
        return limits.spec.enforced()
                ? organisations.checkJob(organisation, requests, inForce[population - plans][model], t)
                : Accounts.PASS;
    }

    /** What all organisations have used. */
    Organisations organisations() {
        return organisations;
    }

    /** Charges the money of a batch job's request that is complete, with a factor on its price. */
    void chargeJob(InFlight flight, int request, int organisation, double factor, double t) {
        if (limits.spec.enforced()) {
            int model = flight.model[request];
            int cached = flight.cached[request];
            OrganisationLimits its = inForce[flight.population[request] - plans][model];
            int prefill = flight.input[request] - cached;
            organisations.chargeJob(organisation, its, cached, prefill, flight.output[request], factor, t);
        }
    }

    /** Settles what was not known when a request passed. */
    void completed(InFlight flight, int request, double t) {
        int organisation = flight.organisation[request];
        if (organisation != SessionTable.NONE) {
            int model = flight.model[request];
            OrganisationLimits its = inForce[flight.population[request] - plans][model];
            if (flight.othersOutput[request] != 0) {
                organisations.settleOthers(organisation, model, its, t, flight.othersOutput[request]);
            }
            organisations.completed(
                    organisation,
                    model,
                    flight.workspace[request],
                    flight.charged[request],
                    flight.reserved[request],
                    flight.input[request],
                    flight.output[request],
                    its,
                    t);
        }
    }
}
