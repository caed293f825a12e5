package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.ZoneId;
import java.util.List;

/**
 * A limit on what each organisation of some API tiers has under way, how fast its use grows, or what it spends; over all
 * model classes together.
 *
 * @param name what it is called
 * @param kind what is limited
 * @param tiers tiers it applies to; a tier has at most one cap of a kind
 * @param atMost requests, 1 or more; a factor per minute, 1 or more; or USD, above 0; by kind
 * @param floor of {@link Kind#ACCELERATION}: tokens of a minute below which growth is free
 * @param zone time zone in which days and months of spend begin
 */
public record CapSpec(
        String name,
        Kind kind,
        List<String> tiers,
        @Unit(Dimension.COUNT) double atMost,

        @Default("0") @Unit(Dimension.TOKENS) double floor,

        @Default("UTC") ZoneId zone) {
    /** What a cap limits. */
    public enum Kind {
        /** Requests admitted and not yet answered. */
        CONCURRENCY,
        /** Growth of uncached input tokens from minute to minute; see {@link AccelerationCaps} for the rule. */
        ACCELERATION,
        /** USD of a calendar day. */
        SPEND_DAY,
        /** USD of a calendar month. */
        SPEND_MONTH,
        /** Requests of batch jobs that were taken and are neither answered nor dropped; of an organisation in one cell. */
        BATCH_QUEUE
    }

    /** Refuses a cap that could pass nothing. */
    public CapSpec {
        tiers = List.copyOf(tiers);
        boolean spend = kind == Kind.SPEND_DAY || kind == Kind.SPEND_MONTH;
        if (spend && !(atMost > 0)) {
            throw new IllegalArgumentException("atMost: must be above 0, found " + atMost);
        }
        if (!spend && !(atMost >= 1)) {
            throw new IllegalArgumentException("atMost: must be 1 or more, found " + atMost);
        }
        if (kind != Kind.ACCELERATION && floor != 0) {
            throw new IllegalArgumentException("floor: only a cap on acceleration has one, found " + floor);
        }
    }

    /** Whether it applies to a tier. */
    boolean isOf(String tier, Kind what) {
        return kind == what && tiers.contains(tier);
    }
}
