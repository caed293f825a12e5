package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.measure.LatencyHistogram;

/** What became of the requests of one population, region and kind in one cell and phase. */
public final class PartCounts {
    /** Requests that users wanted to make. */
    public long offered;
    /** Tries, retries included. */
    public long tries;
    /** Requests answered. */
    public long served;
    /** Requests given up after a denial or while waiting for a first token. */
    public long lost;
    /** Of these, requests whose users left before the first token. */
    public long abandoned;
    /** Requests answered within the service level that their model class states. */
    public long good;
    /** Prompt tokens of requests answered. */
    public long inputTokens;
    /** Of these, tokens read from the cache. */
    public long cachedTokens;
    /** Output tokens of requests answered. */
    public long outputTokens;
    /** Output tokens of requests answered within the service level. */
    public long goodTokens;
    /** Tokens, of prompts and answers, that were computed for requests whose users left. */
    public long wastedTokens;
    /** Tries refused, by {@link Denial#code reason}. */
    public final long[] denied = new long[Denial.values().length];
    /** Seconds from arrival to the first token, in the compact form. */
    public final LatencyHistogram ttft = LatencyHistogram.compact();

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return offered + tries + served + lost + wastedTokens + ttft.count() == 0;
    }

    /** Adds another's counts. */
    void add(PartCounts other) {
        offered += other.offered;
        tries += other.tries;
        served += other.served;
        lost += other.lost;
        abandoned += other.abandoned;
        good += other.good;
        inputTokens += other.inputTokens;
        cachedTokens += other.cachedTokens;
        outputTokens += other.outputTokens;
        goodTokens += other.goodTokens;
        wastedTokens += other.wastedTokens;
        for (int reason = 0; reason < denied.length; reason++) {
            denied[reason] += other.denied[reason];
        }
        ttft.add(other.ttft);
    }
}
