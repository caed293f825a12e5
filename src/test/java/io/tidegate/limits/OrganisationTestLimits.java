package io.tidegate.limits;

import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PriceSpec;
import io.tidegate.workload.RequestDraft;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Limits of one organisation for tests, to be changed field by field, and requests to ask them about. */
final class OrganisationTestLimits {
    static final double NO_LIMIT = 1e12;

    double rpm = NO_LIMIT;
    double itpm = NO_LIMIT;
    double otpm = NO_LIMIT;
    double requestBurst = 1;
    double tokenBurst = 60;
    OutputCharge charge = OutputCharge.COMPLETED;
    double rpd = ApiLimit.NO_LIMIT;
    ZoneId dayZone = ZoneOffset.UTC;
    double part = 1;
    int workspaces = 1;
    double workspaceShare = 1;
    PriceSpec price = PriceSpec.FREE;
    List<CapSpec> caps = List.of();
    List<CommitmentSpec> commitments = List.of();

    static CapSpec cap(CapSpec.Kind kind, double atMost, double floor) {
        return new CapSpec(kind.name(), kind, List.of("tier"), atMost, floor, ZoneOffset.UTC);
    }

    OrganisationLimits build() {
        ApiLimit api = new ApiLimit("tier", "model", rpm, itpm, otpm, charge, rpd, dayZone);
        LimitsSpec spec = new LimitsSpec(
                new CreditWeights(1, 1.25, 0.1, 5),
                18_000,
                604_800,
                PeakCalendarTest.spec("UTC", "05:00", "11:00"),
                List.of(),
                List.of(api),
                requestBurst,
                tokenBurst,
                true,
                List.of(),
                List.of(),
                caps,
                commitments,
                OverloadSpec.USUAL);
        ApiTierSpec tier = new ApiTierSpec("tier", 1, 1, 1, 1, false, 0, workspaces, workspaceShare);
        ModelSpec model = new ModelSpec("model", 1, 1000, 10, ModelSpec.Policy.CHUNKED, 1000, 1, price);
        return new OrganisationLimits(api, spec, tier, model, part);
    }

    /** A single request, whose input is not written to the cache. */
    static RequestDraft request(int cached, int prefill, int maxTokens, int workspace) {
        RequestDraft draft = new RequestDraft();
        draft.setWithoutPrefix(cached);
        draft.prefill = prefill;
        draft.output = 1;
        draft.maxTokens = maxTokens;
        draft.workspace = workspace;
        return draft;
    }

    /** Asks for a request of the first organisation and charges it if it passes. */
    static int take(Organisations organisations, OrganisationLimits limits, double t, RequestDraft draft) {
        int code = organisations.check(0, draft, limits, t);
        if (code == Organisations.PASS) {
            organisations.begin(0);
            organisations.charge(0, draft, limits, t);
        }
        return code;
    }

    /** Completes a request that {@link #take} let pass, with so much output. */
    static void complete(
            Organisations organisations, OrganisationLimits limits, double t, RequestDraft draft, int output) {
        organisations.completed(0, 0, draft.workspace, draft.charged, draft.reserved, draft.input(), output, limits, t);
    }
}
