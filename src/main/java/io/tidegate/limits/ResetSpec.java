package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A time at which the usage windows of some plans begin afresh, or their accounts are given credits.
 *
 * @param name what it is called
 * @param at local time
 * @param zone its time zone
 * @param plans plans concerned
 * @param credits credits given once to each account, used when its windows are spent; 0 for a reset of the windows, by which all
 *     that began before are over
 */
public record ResetSpec(
        String name,
        LocalDateTime at,
        @Default("UTC") ZoneId zone,
        List<String> plans,
        @Default("0 credits") @Unit(Dimension.CREDITS) double credits) {
    public ResetSpec {
        plans = List.copyOf(plans);
    }
}
