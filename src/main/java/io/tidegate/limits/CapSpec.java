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
 * @param span seconds of {@link Kind#SPEND_ROLLING}
 */
public record CapSpec(
        String name,
        Kind kind,
        List<String> tiers,
        @Unit(Dimension.COUNT) double atMost,

        @Default("0") @Unit(Dimension.TOKENS) double floor,

        @Default("UTC") ZoneId zone,

        @Default("10 min") @Unit(value = Dimension.TIME, min = 1)
        double span) {
    private static final double USUAL_SPAN = 600;

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
        /** USD of the span before, whenever that is. */
        SPEND_ROLLING,
        /** Requests of batch jobs that were taken and are neither answered nor dropped; of an organisation in one cell. */
        BATCH_QUEUE;

        /** Whether money is limited. */
        public boolean isSpend() {
            return this == SPEND_DAY || this == SPEND_MONTH || this == SPEND_ROLLING;
        }
    }

    /** Refuses a cap that could pass nothing, or has what only another kind has. */
    public CapSpec {
        tiers = List.copyOf(tiers);
        if (kind.isSpend() && !(atMost > 0)) {
            throw new IllegalArgumentException("atMost: must be above 0, found " + atMost);
        }
        if (!kind.isSpend() && !(atMost >= 1)) {
            throw new IllegalArgumentException("atMost: must be 1 or more, found " + atMost);
        }
        if (kind != Kind.ACCELERATION && floor != 0) {
            throw new IllegalArgumentException("floor: only a cap on acceleration has one, found " + floor);
        }
        if (kind != Kind.SPEND_ROLLING && span != USUAL_SPAN) {
            throw new IllegalArgumentException("span: only a cap on rolling spend has one, found " + span);
        }
    }

    /** A cap without a span of its own. */
    public CapSpec(String name, Kind kind, List<String> tiers, double atMost, double floor, ZoneId zone) {
        this(name, kind, tiers, atMost, floor, zone, USUAL_SPAN);
    }

    /** Whether it applies to a tier. */
    boolean isOf(String tier, Kind what) {
        return kind == what && tiers.contains(tier);
    }
}
