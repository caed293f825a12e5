package io.tidegate.limits;

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
 */
public record LimitsSpec(
        CreditWeights weights,
        @Unit(value = Dimension.TIME, min = 60) double windowLength,
        @Unit(value = Dimension.TIME, min = 3600) double weekLength,
        PeakSpec peak,
        List<PlanLimit> plans,
        List<ApiLimit> api,
        @Unit(value = Dimension.TIME, min = 0.001) double requestBurst,
        @Unit(value = Dimension.TIME, min = 0.001) double tokenBurst) {
    public LimitsSpec {
        plans = List.copyOf(plans);
        api = List.copyOf(api);
    }
}
