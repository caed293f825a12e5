package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * Every limit in force at one time.
 *
 * @param weights credits per token
 * @param windowLength seconds of the usage window
 * @param weekLength seconds of the weekly cap's span
 * @param peak hours that count more
 * @param plans limits of subscribers
 * @param api limits of API organisations
 * @param requestBurst seconds of the requests-per-minute rate that a bucket holds
 * @param tokenBurst seconds of a tokens-per-minute rate that a bucket holds
 * @param enforced whether limits of plans and tiers refuse anything; the service still protects itself
 * @param windows further usage windows of plans
 * @param resets times at which windows begin afresh or credits are given
 * @param caps limits of tiers on what is under way, how fast it grows and what it costs
 * @param commitments capacity that organisations have bought in advance; a tier has at most one of a model class
 * @param overload how the service protects itself
 */
public record LimitsSpec(
        CreditWeights weights,
        @Unit(value = Dimension.TIME, min = 60) double windowLength,
        @Unit(value = Dimension.TIME, min = 3600) double weekLength,
        PeakSpec peak,
        List<PlanLimit> plans,
        List<ApiLimit> api,
        @Unit(value = Dimension.TIME, min = 0.001) double requestBurst,
        @Unit(value = Dimension.TIME, min = 0.001) double tokenBurst,

        @Default("true") boolean enforced,
        @Default("[]") List<WindowSpec> windows,
        @Default("[]") List<ResetSpec> resets,
        @Default("[]") List<CapSpec> caps,
        @Default("[]") List<CommitmentSpec> commitments,
        @Default("{}") OverloadSpec overload) {
    public LimitsSpec {
        plans = List.copyOf(plans);
        api = List.copyOf(api);
        windows = List.copyOf(windows);
        resets = List.copyOf(resets);
        caps = List.copyOf(caps);
        commitments = List.copyOf(commitments);
    }

    /** Limits of the usual kinds only. */
    public LimitsSpec(
            CreditWeights weights,
            double windowLength,
            double weekLength,
            PeakSpec peak,
            List<PlanLimit> plans,
            List<ApiLimit> api,
            double requestBurst,
            double tokenBurst) {
        this(
                weights,
                windowLength,
                weekLength,
                peak,
                plans,
                api,
                requestBurst,
                tokenBurst,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                OverloadSpec.USUAL);
    }

    /** The limits of a plan's accounts; there must be some. */
    public PlanLimit plan(String name) {
        return plans.stream()
                .filter(limit -> limit.plan().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no limits for plan " + name));
    }

    /** These limits with other peak hours. */
    public LimitsSpec withPeak(PeakSpec other) {
        return new LimitsSpec(
                weights,
                windowLength,
                weekLength,
                other,
                plans,
                api,
                requestBurst,
                tokenBurst,
                enforced,
                windows,
                resets,
                caps,
                commitments,
                overload);
    }
}
