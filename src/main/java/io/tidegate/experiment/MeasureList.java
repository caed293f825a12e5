package io.tidegate.experiment;

import io.tidegate.Dimension;
import java.util.List;

/** Every measure that there is, for people to choose from. */
final class MeasureList {
    private static final List<String> TIMES = List.of("queue_wait", "ttft", "tpot");
    private static final List<String> WHO = List.of("plan", "tier");
    private static final List<String> CROSSED = List.of("plan", "tier", "region", "kind");
    private static final List<String> WHERE = List.of("plan", "tier", "region", "kind", "model");
    private static final List<String> PLAN = List.of("plan");
    private static final List<String> MODEL = List.of("model");
    private static final List<String> SITE = List.of("site");

    static final List<MeasureInfo> ALL = List.of(
            count("offered", false, "Requests that users wanted to make, scaled to the fleet."),
            count("served", false, "Requests answered, scaled to the fleet."),
            count("lost", true, "Requests given up, scaled to the fleet."),
            count("attempts", true, "Tries, retries included, scaled to the fleet."),
            plain("cut_sessions", Dimension.COUNT, WHO, true, "Sessions that ended at a limit, scaled to the fleet."),
            new MeasureInfo(
                    "denied_share",
                    List.of(),
                    Dimension.SHARE,
                    List.of("plan", "tier", "region", "kind", "reason"),
                    true,
                    "Tries refused over tries."),
            share("lost_share", CROSSED, true, "Requests given up over requests offered."),
            share(
                    "abandoned_share",
                    CROSSED,
                    true,
                    "Requests whose user left before the first token over requests offered."),
            share("cached_share", CROSSED, false, "Input tokens read from a cache over input tokens."),
            plain("tries_per_request", Dimension.FACTOR, CROSSED, true, "Tries over requests offered."),
            time("p50", "Median."),
            time("p90", "90th percentile."),
            time("p99", "99th percentile."),
            time("mean", "Mean."),
            share(
                    "good_share",
                    CROSSED,
                    false,
                    "Output tokens of requests within the service level of their model class over output tokens."),
            plain(
                    "goodput",
                    Dimension.TOKEN_RATE,
                    CROSSED,
                    false,
                    "Output tokens within the service level, per second, scaled to the fleet."),
            share("sla_up", WHO, false, "Minutes in which the service kept its promise over minutes with a try."),
            share("tasks_cut_share", WHO, true, "Tasks given up half-way over tasks finished or given up."),
            share("wasted_share", WHO, true, "Tokens spent on tasks that were cut over all tokens of tasks."),
            share(
                    "limited_share",
                    PLAN,
                    true,
                    "Users that a limit denied in the week before the phase over users active in it."),
            share(
                    "limited_days_share",
                    PLAN,
                    true,
                    "Days on which a limit denied the user over active days, in the week before the phase."),
            plain(
                    "lockout",
                    Dimension.TIME,
                    PLAN,
                    true,
                    "Time in which an active user would be denied, of the week before the phase; mean."),
            share("churned_share", PLAN, true, "Accounts given up over accounts at the beginning."),
            plain("utilisation", Dimension.SHARE, MODEL, true, "Work over the time of replicas on line."),
            plain("busy", Dimension.SHARE, MODEL, true, "Time with a batch over the time of replicas on line."),
            plain("batch", Dimension.COUNT, MODEL, true, "Requests that decode in a batch, mean over busy time."),
            plain(
                    "restarts",
                    Dimension.COUNT,
                    List.of(),
                    true,
                    "Requests that lost their place for want of KV cache, scaled to the fleet."),
            plain("power", Dimension.POWER, SITE, true, "Mean power of a site, scaled to the fleet."),
            share("capped_share", SITE, true, "Power readings at the envelope over power readings."));

    private MeasureList() {}

    private static MeasureInfo count(String name, boolean moreIsWorse, String description) {
        return plain(name, Dimension.COUNT, CROSSED, moreIsWorse, description);
    }

    private static MeasureInfo share(String name, List<String> labels, boolean moreIsWorse, String description) {
        return plain(name, Dimension.SHARE, labels, moreIsWorse, description);
    }

    private static MeasureInfo plain(
            String name, Dimension dimension, List<String> labels, boolean moreIsWorse, String description) {
        return new MeasureInfo(name, List.of(), dimension, labels, moreIsWorse, description);
    }

    private static MeasureInfo time(String name, String description) {
        return new MeasureInfo(name, TIMES, Dimension.TIME, WHERE, true, description);
    }
}
