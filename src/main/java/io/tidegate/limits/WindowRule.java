package io.tidegate.limits;

import io.tidegate.limits.WindowSpec.Counted;
import io.tidegate.limits.WindowSpec.Semantics;

/**
 * One usage window as an account has it at one time.
 *
 * @param semantics when it begins
 * @param budget credits; infinite where there is no limit
 * @param seconds length; at least an hour of {@link Semantics#FLOORED}, of which it tells nothing for
 *     {@link Semantics#CALENDAR}
 * @param models bit {@code m} for each model class {@code m} that counts; {@link #ALL_MODELS} for every one
 * @param peak whether it counts usage as the five-hour window does, and not as the weekly cap
 * @param reason why it refuses
 * @param calendar the periods of {@link Semantics#CALENDAR}
 * @param counts what the budget is of
 */
public record WindowRule(
        Semantics semantics,
        double budget,
        double seconds,
        long models,
        boolean peak,
        Denial reason,
        ResetCalendar calendar,
        Counted counts) {
    /** Every model class counts. */
    public static final long ALL_MODELS = -1L;

    private static final double HOUR = 3600;

    /** Refuses budgets and lengths that are not above zero, and lengths without an end. */
    public WindowRule {
        requirePositive("budget", budget);
        requirePositive("seconds", seconds);
        if (Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("seconds: must be finite, found " + seconds);
        }
        if (semantics == Semantics.FLOORED && seconds < HOUR) {
            throw new IllegalArgumentException(
                    "seconds: must be an hour or more where it begins at the full hour, found " + seconds);
        }
    }

    /** A window of credits. */
    public WindowRule(
            Semantics semantics,
            double budget,
            double seconds,
            long models,
            boolean peak,
            Denial reason,
            ResetCalendar calendar) {
        this(semantics, budget, seconds, models, peak, reason, calendar, Counted.CREDITS);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + ": must be above 0, found " + value);
        }
    }
}
