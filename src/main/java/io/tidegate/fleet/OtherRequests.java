package io.tidegate.fleet;

import io.tidegate.limits.OrganisationLimits;
import io.tidegate.limits.Organisations;
import io.tidegate.random.Hash;
import io.tidegate.workload.Draw;
import io.tidegate.workload.RequestDraft;

/**
 * The requests of divided organisations that other cells serve, as far as limits are concerned: with each try of a request of one of
 * n parts go n − 1 others at the same time, each of which passes or does not for itself, some of them before the one and
 * the rest after it. Their output is taken when the one is answered, or at once if it was refused. With the first try of a
 * single request go others with lengths of their own; with a session's, or with one that was refused before, go others like it.
 */
final class OtherRequests {
    private final ApiTraffic api;
    private final Organisations organisations;
    private final RequestDraft other = new RequestDraft();
    private int organisation;
    private long key;
    private boolean alike;
    private int left;
    private int after;
    private double owed;

    /** Asks for them. */
    OtherRequests(ApiTraffic api, Organisations organisations) {
        this.api = api;
        this.organisations = organisations;
    }

    /**
     * Begins with those of another request.
     *
     * @param owner whose it is
     * @param draft the request
     * @param identity the request's
     * @param tries of it before
     * @param session whether it is of a session
     */
    void begin(int owner, RequestDraft draft, long identity, int tries, boolean session) {
        left = api.organisations().parts(owner) - 1;
        owed = 0;
        if (left == 0) {
            after = 0;
            return;
        }
        organisation = owner;
        key = Hash.combine(Draw.OTHERS.of(identity), tries);
        after = (int) ((left + 1) * Hash.unit(key));
        alike = session || tries > 0;
        other.model = draft.model;
        other.cached = draft.cached;
        other.prefill = draft.prefill;
        other.output = draft.output;
        other.maxTokens = draft.maxTokens;
        other.agentic = draft.agentic;
    }

    /** Asks for those before the request itself. */
    void askBefore(OrganisationLimits its, double t) {
        ask(after, its, t);
    }

    /** Asks for the rest; returns the output of all that is still to be settled. */
    double askAfter(OrganisationLimits its, double t) {
        ask(0, its, t);
        return owed;
    }

    private void ask(int until, OrganisationLimits its, double t) {
        for (; left > until; left--) {
            api.drawOther(organisation, Hash.combine(key, left), alike, other);
            owed += organisations.other(organisation, other, its, t);
        }
    }
}
