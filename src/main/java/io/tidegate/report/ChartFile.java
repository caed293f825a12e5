package io.tidegate.report;

/** The pictures of a report, in the order of reading. */
enum ChartFile {
    /** Work offered against capacity. */
    LOAD("load", "Work offered against the capacity on line, by plan, in each phase"),
    /** Time to first token. */
    TTFT("ttft", "Time to first token by model class through the span, median and 90th percentile"),
    /** Denied tries. */
    DENIALS("denials", "Share of tries denied, by plan and reason, in each phase"),
    /** Queue wait. */
    QUEUE_WAIT("queue-wait", "Cumulative distribution of the wait in a replica's queue, by plan, in each phase"),
    /** Lock-out beside queue wait. */
    WHO_IS_LIMITED("who-is-limited", "Minutes locked out beside the wait in a replica's queue, by plan, in each phase"),
    /** The limit that binds. */
    WHAT_BINDS("what-binds", "The limit that refuses most tries, by plan, tier and hour, in each phase"),
    /** Lorenz curves. */
    FAIRNESS("fairness", "Lorenz curves of the credits that active users use in a week, by plan, in each phase");

    private final String name;
    private final String caption;

    ChartFile(String name, String caption) {
        this.name = name;
        this.caption = caption;
    }

    /** The path within the report's folder, with slashes. */
    String path() {
        return "charts/" + name + ".png";
    }

    /** What the picture shows, for those who cannot see it. */
    String caption() {
        return caption;
    }
}
