package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.ZoneId;

/**
 * What one organisation of an API tier may use of one model class: rates with continuous refill, and requests of a day.
 *
 * @param tier the tier
 * @param model the model class
 * @param rpm requests per minute
 * @param itpm uncached input tokens per minute; cache reads are free
 * @param otpm output tokens per minute
 * @param outputCharge when output is taken
 * @param rpd requests per day; no limit at {@value #NO_LIMIT} and above
 * @param dayZone time zone in which that day begins at midnight
 */
public record ApiLimit(
        String tier,
        String model,
        @Unit(value = Dimension.PER_MINUTE, min = 1e-3) double rpm,
        @Unit(value = Dimension.PER_MINUTE, min = 1) double itpm,
        @Unit(value = Dimension.PER_MINUTE, min = 1) double otpm,

        @Default("completed") OutputCharge outputCharge,

        @Default("1e12") @Unit(value = Dimension.COUNT, min = 1)
        double rpd,

        @Default("UTC") ZoneId dayZone) {
    /** Requests of a day that nobody makes. */
    static final double NO_LIMIT = 1e12;

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** Output is taken when a request is complete. */
    public ApiLimit(String tier, String model, double rpm, double itpm, double otpm) {
        this(tier, model, rpm, itpm, otpm, OutputCharge.COMPLETED);
    }

    /** Any number of requests a day. */
    public ApiLimit(String tier, String model, double rpm, double itpm, double otpm, OutputCharge outputCharge) {
        this(tier, model, rpm, itpm, otpm, outputCharge, NO_LIMIT, UTC);
    }
}
