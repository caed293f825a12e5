package io.tidegate.limits;

/** Why a request was refused; a refusal always carries one. */
public enum Denial {
    /** The five-hour usage window is spent. */
    WINDOW_5H,
    /** The weekly cap is spent. */
    WEEKLY,
    /** Too many requests per minute. */
    RPM,
    /** Too many uncached input tokens per minute. */
    ITPM,
    /** Too many output tokens per minute. */
    OTPM,
    /** The chosen replica has no room to hold another request. */
    QUEUE_FULL,
    /** The request can never fit the memory of any replica of its model class. */
    TOO_LARGE,
    /** No replica of the model class is on line. */
    SITE_DOWN,
    /** A usage window of some model classes, or of another length, is spent. */
    WINDOW_OTHER,
    /** Uncached input tokens rise faster from minute to minute than they may. */
    ACCELERATION,
    /** Too many requests at once. */
    CONCURRENCY,
    /** The money for the day or month is spent. */
    SPEND,
    /** The service protects itself: it sheds this class of requests, or the wait would be too long. */
    OVERLOADED,
    /** The requests of a batch job would make its organisation's queue too long. */
    BATCH_QUEUE,
    /** Too many requests in a day. */
    RPD;

    private static final Denial[] VALUES = values();

    /** This reason as a number from 0, its place in the list above: limiters answer in numbers, and counters index by them. */
    @SuppressWarnings("EnumOrdinal") // results are written by name; the number never leaves a run
    public int code() {
        return ordinal();
    }

    /** The reason whose {@link #code} is {@code code}. */
    public static Denial of(int code) {
        return VALUES[code];
    }
}
