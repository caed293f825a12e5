package io.tidegate.limits;

import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PriceSpec;
import org.jspecify.annotations.Nullable;

/** All that holds at one time for one organisation of an API tier and its use of one model class. */
public final class OrganisationLimits {
    /** Its own rates. */
    final BucketLimits bucket;
    /** Those of each of its workspaces. */
    final BucketLimits workspace;
    /** Whether workspaces are held to them. */
    final boolean limitsWorkspaces;
    /** Whether output is reserved. */
    final boolean reserves;
    /** What it has bought in advance. */
    final @Nullable Commitment commitment;
    /** Caps over all model classes. */
    final CapLimits caps;
    /** What its tokens cost. */
    final PriceSpec price;
    /** Requests of the model class in a day; infinite where there is no limit. */
    final double requestsPerDay;
    /** The days. */
    final CalendarSpan days;

    /**
     * The limits of a tier and model class.
     *
     * @param api one of the limits' tiers, of that model class
     * @param limits all limits
     * @param tier the tier
     * @param model the model class
     * @param part the part of an organisation's limits that holds here, above 0 and at most 1
     */
    public OrganisationLimits(ApiLimit api, LimitsSpec limits, ApiTierSpec tier, ModelSpec model, double part) {
        bucket = BucketLimits.of(api, limits).scaled(part);
        limitsWorkspaces = tier.workspaceShare() < 1;
        workspace = bucket.scaled(tier.workspaceShare());
        reserves = api.outputCharge() == OutputCharge.RESERVED;
        commitment = limits.commitments().stream()
                .filter(c -> c.tier().equals(tier.name()) && c.model().equals(model.name()))
                .findFirst()
                .map(c -> new Commitment(c, limits, part))
                .orElse(null);
        caps = CapLimits.of(limits.caps(), tier.name(), part);
        price = model.price();
        requestsPerDay =
                api.rpd() < ApiLimit.NO_LIMIT ? Math.max(1, Math.rint(api.rpd() * part)) : Double.POSITIVE_INFINITY;
        days = new CalendarSpan(api.dayZone(), false);
    }

    private OrganisationLimits(OrganisationLimits usual, double factor) {
        bucket = usual.bucket.scaled(factor);
        workspace = usual.workspace.scaled(factor);
        limitsWorkspaces = usual.limitsWorkspaces;
        reserves = usual.reserves;
        commitment = usual.commitment;
        caps = usual.caps;
        price = usual.price;
        requestsPerDay = usual.requestsPerDay;
        days = usual.days;
    }

    /** Whether the requests of a day are limited. */
    boolean limitsDay() {
        return requestsPerDay < Double.POSITIVE_INFINITY;
    }

    /** These limits with the rates of the organisation and its workspaces times a factor, above 0 and at most 1. */
    public OrganisationLimits tightened(double factor) {
        return new OrganisationLimits(this, factor);
    }
}
