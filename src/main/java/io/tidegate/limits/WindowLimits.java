package io.tidegate.limits;

/**
 * What one account of a plan may use at one time.
 *
 * @param window credits of the usage window; infinite where there is none
 * @param windowSeconds length of the usage window
 * @param weekly credits of a week; infinite where there is no weekly cap
 * @param weekSeconds length of the week
 */
public record WindowLimits(double window, double windowSeconds, double weekly, double weekSeconds) {
    /** Refuses budgets and lengths that are not above zero, and lengths without an end. */
    public WindowLimits {
        requirePositive("window", window);
        requirePositive("windowSeconds", windowSeconds);
        requirePositive("weekly", weekly);
        requirePositive("weekSeconds", weekSeconds);
        if (Double.isInfinite(windowSeconds) || Double.isInfinite(weekSeconds)) {
            throw new IllegalArgumentException(
                    "windowSeconds, weekSeconds: must be finite, found " + windowSeconds + ", " + weekSeconds);
        }
    }

    /** The limits of an account of a plan, {@code plan} being one of {@code limits.plans()}. */
    public static WindowLimits of(PlanLimit plan, LimitsSpec limits) {
        return new WindowLimits(plan.window(), limits.windowLength(), plan.weekly(), limits.weekLength());
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + ": must be above 0, found " + value);
        }
    }
}
