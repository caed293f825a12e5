package io.tidegate.experiment;

import io.tidegate.fleet.PartCounts;
import java.util.Locale;

/** What is counted of the requests of a combination of plan or tier, region and kind, besides the reasons of refusals. */
public enum Counted {
    /** Requests that users wanted to make. */
    OFFERED,
    /** Tries, retries included. */
    TRIES,
    /** Requests answered. */
    SERVED,
    /** Requests given up. */
    LOST,
    /** Of these, requests whose user left before the first token. */
    ABANDONED,
    /** Requests answered within the service level of their model class. */
    GOOD_REQUESTS,
    /** Prompt tokens of requests answered. */
    INPUT_TOKENS,
    /** Of these, tokens read from a cache. */
    CACHED_TOKENS,
    /** Output tokens of requests answered. */
    OUTPUT_TOKENS,
    /** Output tokens of requests answered within the service level. */
    GOOD_TOKENS,
    /** Output tokens computed for users who had left. */
    WASTED_TOKENS;

    long of(PartCounts part) {
        return switch (this) {
            case OFFERED -> part.offered;
            case TRIES -> part.tries;
            case SERVED -> part.served;
            case LOST -> part.lost;
            case ABANDONED -> part.abandoned;
            case GOOD_REQUESTS -> part.good;
            case INPUT_TOKENS -> part.inputTokens;
            case CACHED_TOKENS -> part.cachedTokens;
            case OUTPUT_TOKENS -> part.outputTokens;
            case GOOD_TOKENS -> part.goodTokens;
            case WASTED_TOKENS -> part.wastedTokens;
        };
    }

    /** Its name in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
