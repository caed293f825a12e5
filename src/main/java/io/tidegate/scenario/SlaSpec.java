package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * What a provider promises of its service, and what it pays back where it fails. A minute is down if more than a share of its tries
 * were refused because the service had no room, protected itself or had nothing on line; limits of users are no fault.
 *
 * @param faults share of tries above which a minute is down; the default is assumed
 * @param credits what is paid back, the step with the greatest credit counts; none stands for the ladder that Amazon Bedrock
 *     publishes (service level agreement of October 2023): 10 % of the bill below 99.9 %, 25 % below 99 %, all of it below 95 %
 */
public record SlaSpec(
        @Default("5 %") @Unit(value = Dimension.SHARE, max = 1)
        double faults,

        @Default("[]") List<Step> credits) {
    private static final List<Step> LADDER = List.of(new Step(0.999, 0.1), new Step(0.99, 0.25), new Step(0.95, 1));

    public SlaSpec {
        credits = List.copyOf(credits);
    }

    /**
     * A step of the ladder.
     *
     * @param below share of minutes that are up, below which it counts
     * @param credit share of the bill that is paid back
     */
    public record Step(
            @Unit(value = Dimension.SHARE, max = 1) double below,
            @Unit(value = Dimension.SHARE, max = 1) double credit) {}

    /** The share of the bill that is paid back where a share {@code up} of all minutes was up. */
    public double credit(double up) {
        return (credits.isEmpty() ? LADDER : credits)
                .stream()
                        .filter(step -> up < step.below())
                        .mapToDouble(Step::credit)
                        .max()
                        .orElse(0);
    }
}
