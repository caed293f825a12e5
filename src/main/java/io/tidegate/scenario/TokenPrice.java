package io.tidegate.scenario;

/**
 * Published list prices of one model class, USD per million tokens.
 *
 * @param model the class, such as {@code opus}
 * @param input uncached input that is not written to the prefix cache
 * @param cacheWrite input that is written to it for five minutes
 * @param cacheWriteHour input that is written to it for an hour
 * @param cacheRead input read from it
 * @param output output
 * @param source where the prices are from
 */
public record TokenPrice(
        String model,
        double input,
        double cacheWrite,
        double cacheWriteHour,
        double cacheRead,
        double output,
        String source) {
    private static final double PER_TOKEN = 1e-6;

    /**
     * USD of a request of an agent, which writes all that it does not read to the cache for five minutes.
     *
     * @param cached prompt tokens read from the cache
     * @param computed the other prompt tokens
     * @param answer output tokens
     */
    public double usd(double cached, double computed, double answer) {
        return PER_TOKEN * (cacheRead * cached + cacheWrite * computed + output * answer);
    }
}
