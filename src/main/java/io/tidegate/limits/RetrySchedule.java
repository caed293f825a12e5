package io.tidegate.limits;

import io.tidegate.workload.ApiSpec.Schedule;

/**
 * How long a client waits before it tries a refused request again.
 *
 * <p>A widely used coding agent was observed to wait about 1, 1-2, 2-4, 5-8, 9-19, 18-39, 36-39 and 37-40 s (reports of its
 * users). {@link Schedule#OBSERVED} draws from these ranges, the last for every retry after. {@link Schedule#DOUBLING} has one
 * wait for each retry, within these ranges and at most {@value #CEILING} s, so that who was refused together comes back together. {@link Schedule#SDK} is the rule of a provider's client library: half a second, doubling to
 * 8 s, times a factor drawn from (0.75, 1].
 */
public final class RetrySchedule {
    /** Seconds before any retry after the last that is listed. */
    private static final double CEILING = 38;

    private static final double[] WAITS = {1, 2, 4, 8, 19};
    private static final double[] SHORTEST = {1, 1, 2, 5, 9, 18, 36, 37};
    private static final double[] LONGEST = {1, 2, 4, 8, 19, 39, 39, 40};

    private static final double SDK_FIRST = 0.5;
    private static final double SDK_LONGEST = 8;
    private static final int SDK_DOUBLINGS = 4;
    private static final double SDK_JITTER = 0.25;

    private RetrySchedule() {}

    /**
     * Seconds from a refusal to the client's own next try.
     *
     * @param schedule its rule
     * @param retry which retry of the request, from 1
     * @param u a uniform draw from [0, 1) for this retry; fixed waits do not use it
     * @throws IllegalArgumentException if {@code retry} is below 1
     */
    public static double backoff(Schedule schedule, int retry, double u) {
        if (retry < 1) {
            throw new IllegalArgumentException("retry: must be at least 1, found " + retry);
        }
        return switch (schedule) {
            case DOUBLING -> retry <= WAITS.length ? WAITS[retry - 1] : CEILING;
            case OBSERVED -> {
                int i = Math.min(retry, SHORTEST.length) - 1;
                yield SHORTEST[i] + u * (LONGEST[i] - SHORTEST[i]);
            }
            case SDK -> {
                double full = retry > SDK_DOUBLINGS ? SDK_LONGEST : SDK_FIRST * (1 << (retry - 1));
                yield full * (1 - SDK_JITTER * u);
            }
        };
    }

    /**
     * Seconds from a refusal to the next try of a client that was told when to return: its own wait or the one it was told,
     * whichever is longer.
     *
     * @param schedule its rule
     * @param retry which retry of the request, from 1
     * @param u a uniform draw from [0, 1) for this retry
     * @param retryAfter seconds it was told; 0 if none, as where the service is overloaded
     */
    public static double delay(Schedule schedule, int retry, double u, double retryAfter) {
        return Math.max(backoff(schedule, retry, u), retryAfter);
    }
}
