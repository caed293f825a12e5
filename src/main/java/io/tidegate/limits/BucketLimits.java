package io.tidegate.limits;

/**
 * What one organisation may use of one model class at one time.
 *
 * <p>A bucket holds a few seconds of its rate, and never less than one request or one token: less could pass nothing. A
 * rate scaled down for an organisation that is spread over cells meets that floor first, and is then more lenient in
 * bursts, not on average.
 *
 * @param rpm requests per minute
 * @param itpm uncached input tokens per minute
 * @param otpm output tokens per minute
 * @param requestBurstSeconds seconds of the request rate that a bucket holds
 * @param tokenBurstSeconds seconds of a token rate that a bucket holds
 */
public record BucketLimits(double rpm, double itpm, double otpm, double requestBurstSeconds, double tokenBurstSeconds) {
    /** Refuses what is not finite and above zero. */
    public BucketLimits {
        requirePositive("rpm", rpm);
        requirePositive("itpm", itpm);
        requirePositive("otpm", otpm);
        requirePositive("requestBurstSeconds", requestBurstSeconds);
        requirePositive("tokenBurstSeconds", tokenBurstSeconds);
    }

    /** The limits of an organisation of a tier, {@code api} being one of {@code limits.api()}. */
    public static BucketLimits of(ApiLimit api, LimitsSpec limits) {
        return new BucketLimits(api.rpm(), api.itpm(), api.otpm(), limits.requestBurst(), limits.tokenBurst());
    }

    /** The same bursts at all three rates times {@code factor}, above 0: a cell's part of a spread organisation's limits. */
    public BucketLimits scaled(double factor) {
        return new BucketLimits(rpm * factor, itpm * factor, otpm * factor, requestBurstSeconds, tokenBurstSeconds);
    }

    /** Requests that a full bucket holds: at least 1. */
    public double requestCapacity() {
        return Math.max(1, rpm / 60 * requestBurstSeconds);
    }

    /** Input tokens that a full bucket holds: at least 1. */
    public double inputCapacity() {
        return Math.max(1, itpm / 60 * tokenBurstSeconds);
    }

    /** Output tokens that a full bucket holds: at least 1. */
    public double outputCapacity() {
        return Math.max(1, otpm / 60 * tokenBurstSeconds);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": must be finite and above 0, found " + value);
        }
    }
}
