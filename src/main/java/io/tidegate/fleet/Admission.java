package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.limits.Organisations;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;

/** The limits of users and organisations: the usage windows of plans, what {@link Organisations} may use. Times are from the start of the warm-up. */
final class Admission {
    private final int plans;
    private final double origin;
    private final Accounts accounts;
    private final Organisations organisations;
    private LimitTables limits;
    private boolean peak;
    private double retryAt;

    Admission(FleetModel fleet, double origin, Accounts accounts, int organisations, LimitTables limits) {
        this.plans = fleet.demand().plans().size();
        this.origin = origin;
        this.accounts = accounts;
        int workspaces = fleet.demand().api().tiers().stream()
                .filter(tier -> tier.workspaceShare() < 1)
                .mapToInt(ApiTierSpec::workspaces)
                .max()
                .orElse(0);
        this.organisations = new Organisations(organisations, fleet.models().size(), workspaces, origin);
        this.limits = limits;
    }

    /** Puts limits in force. */
    void setLimits(LimitTables tables, boolean isPeak) {
        limits = tables;
        peak = isPeak;
    }

    /** Why the request may not pass, or {@link Accounts#PASS}; sets when it might. */
    int refuse(int population, int owner, RequestDraft draft, double t) {
        int reason;
        if (!limits.spec.enforced()) {
            return Accounts.PASS;
        } else if (population < plans) {
            reason = accounts.check(owner, limits, origin + t);
            retryAt = reason == Accounts.PASS ? t : accounts.passesAt() - origin;
        } else {
            reason = organisations.check(owner, draft, limits.organisation(population - plans, draft.model), t);
            // Whose money is spent is not told when to come back.
            retryAt = reason == Denial.SPEND.code() ? t : organisations.passesAt();
        }
        return reason;
    }

    /** When the request refused last would pass; the time of the refusal where that is not known. */
    double retryAt() {
        return retryAt;
    }

    /** Charges a request that passed; what is not limited is charged to accounts, and not to organisations. */
    void charge(int population, int owner, RequestDraft draft, double t) {
        draft.charged = Organisations.NOTHING;
        if (population < plans) {
            accounts.charge(owner, limits, peak, origin + t, draft);
            return;
        }
        organisations.begin(owner);
        if (limits.spec.enforced()) {
            organisations.charge(owner, draft, limits.organisation(population - plans, draft.model), t);
        }
    }

    /** Settles what was not known when a request passed. */
    void completed(InFlight flight, int request, double t) {
        int organisation = flight.organisation[request];
        if (organisation != SessionTable.NONE) {
            int model = flight.model[request];
            organisations.completed(
                    organisation,
                    model,
                    flight.workspace[request],
                    flight.charged[request],
                    flight.reserved[request],
                    flight.input[request],
                    flight.output[request],
                    limits.organisation(flight.population[request] - plans, model),
                    t);
        }
    }
}
