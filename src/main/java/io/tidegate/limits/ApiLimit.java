package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * What one organisation of an API tier may use of one model class; continuous refill.
 *
 * @param tier the tier
 * @param model the model class
 * @param rpm requests per minute
 * @param itpm uncached input tokens per minute; cache reads are free
 * @param otpm output tokens per minute
 * @param outputCharge when output is taken
 */
public record ApiLimit(
        String tier,
        String model,
        @Unit(value = Dimension.PER_MINUTE, min = 1e-3) double rpm,
        @Unit(value = Dimension.PER_MINUTE, min = 1) double itpm,
        @Unit(value = Dimension.PER_MINUTE, min = 1) double otpm,

        @Default("completed") OutputCharge outputCharge) {
    /** Output is taken when a request is complete. */
    public ApiLimit(String tier, String model, double rpm, double itpm, double otpm) {
        this(tier, model, rpm, itpm, otpm, OutputCharge.COMPLETED);
    }
}
