package io.tidegate.limits;

/**
 * How long a client waits before it tries a refused request again.
 *
 * <p>The waits double from one second, up to {@value #CEILING} s. A widely used coding agent was observed to wait about 1,
 * 1-2, 2-4, 5-8, 9-19, 18-39, 36-39 and 37-40 s (reports of its users); every wait here is inside those ranges.
 */
public final class RetrySchedule {
    /** Seconds before any retry after the last that is listed. */
    private static final double CEILING = 38;

    private static final double[] WAITS = {1, 2, 4, 8, 19};

    private RetrySchedule() {}

    /**
     * Seconds from a refusal to the client's own next try.
     *
     * @param retry which retry of the request, from 1
     * @throws IllegalArgumentException if it is below 1
     */
    public static double backoff(int retry) {
        if (retry < 1) {
            throw new IllegalArgumentException("retry: must be at least 1, found " + retry);
        }
        return retry <= WAITS.length ? WAITS[retry - 1] : CEILING;
    }

    /**
     * Seconds from a refusal to the next try of a client that was told when to return: its own wait or the one it was told,
     * whichever is longer.
     *
     * @param retry which retry of the request, from 1
     * @param retryAfter seconds it was told; 0 if none
     */
    public static double delay(int retry, double retryAfter) {
        return Math.max(backoff(retry), retryAfter);
    }
}
