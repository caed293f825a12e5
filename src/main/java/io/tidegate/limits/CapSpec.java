package io.tidegate.limits;

import io.tidegate.Default;
import java.time.ZoneId;
import java.util.List;

/**
 * A limit on what each organisation of some API tiers has under way, how fast its use grows, or what it spends.
 *
 * @param name what it is called
 * @param kind what is limited
 * @param tiers tiers it applies to
 * @param atMost requests, a factor per minute, or USD, by kind
 * @param floor of {@link Kind#ACCELERATION}: tokens per minute below which growth is free
 * @param zone time zone in which days and months of spend begin
 */
public record CapSpec(
        String name,
        Kind kind,
        List<String> tiers,
        double atMost,
        @Default("0") double floor,
        @Default("UTC") ZoneId zone) {
    /** What a cap limits. */
    public enum Kind {
        /** Requests admitted and not yet answered. */
        CONCURRENCY,
        /** Growth of uncached input tokens from minute to minute. */
        ACCELERATION,
        /** USD of a calendar day. */
        SPEND_DAY,
        /** USD of a calendar month. */
        SPEND_MONTH
    }

    public CapSpec {
        tiers = List.copyOf(tiers);
    }
}
