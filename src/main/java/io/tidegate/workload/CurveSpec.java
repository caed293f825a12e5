package io.tidegate.workload;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * How demand moves through a local day.
 *
 * @param name the curve
 * @param hours 24 multipliers of the mean weekday rate, one per local hour from midnight, scaled to mean 1 on use
 * @param weekendHours 24 multipliers for Saturday and Sunday, likewise scaled to mean 1
 * @param weekendFactor volume of a weekend day over that of a weekday
 */
public record CurveSpec(
        String name,
        @Unit(Dimension.FACTOR) List<Double> hours,
        @Unit(Dimension.FACTOR) List<Double> weekendHours,
        @Unit(Dimension.FACTOR) double weekendFactor) {
    public CurveSpec {
        if (hours.size() != 24) {
            throw new IllegalArgumentException("hours: need 24 values, found " + hours.size());
        }
        if (weekendHours.size() != 24) {
            throw new IllegalArgumentException("weekendHours: need 24 values, found " + weekendHours.size());
        }
        hours = List.copyOf(hours);
        weekendHours = List.copyOf(weekendHours);
    }
}
