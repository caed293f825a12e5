package io.tidegate.limits;

import io.tidegate.limits.ResetCalendar.Period;
import io.tidegate.limits.WindowSpec.Counted;
import io.tidegate.limits.WindowSpec.Semantics;
import java.util.ArrayList;
import java.util.List;

/**
 * The usage windows of an account of a plan at one time: first the two that every plan has, from first use and from the
 * account's own time of the week, then the others in the order of the limits.
 */
public final class WindowLimits {
    /** The window from first use that every plan has. */
    public static final int WINDOW = 0;

    /** The weekly cap that every plan has. */
    public static final int WEEK = 1;

    private static final double DAY = 86_400;

    // One array for each property, as they are read for every request.
    final int count;
    final Semantics[] semantics;
    final double[] budget;
    final double[] seconds;
    final boolean[] peak;
    final int[] reason;
    final ResetCalendar[] calendar;
    final Counted[] counted;
    final ResetTimes resets;
    private final long[] models;

    /**
     * Windows in the order of their numbers.
     *
     * @param rules one for each window
     * @param resets when they begin afresh
     */
    public WindowLimits(List<WindowRule> rules, ResetTimes resets) {
        this.resets = resets;
        count = rules.size();
        semantics = rules.stream().map(WindowRule::semantics).toArray(Semantics[]::new);
        budget = rules.stream().mapToDouble(WindowRule::budget).toArray();
        seconds = rules.stream().mapToDouble(WindowRule::seconds).toArray();
        models = rules.stream().mapToLong(WindowRule::models).toArray();
        reason = rules.stream().mapToInt(rule -> rule.reason().code()).toArray();
        calendar = rules.stream().map(WindowRule::calendar).toArray(ResetCalendar[]::new);
        counted = rules.stream().map(WindowRule::counts).toArray(Counted[]::new);
        peak = new boolean[count];
        for (int w = 0; w < count; w++) {
            peak[w] = rules.get(w).peak();
        }
    }

    /**
     * The two windows that every plan has, without resets.
     *
     * @param window credits of the usage window; infinite where there is none
     * @param windowSeconds length of the usage window
     * @param weekly credits of a week; infinite where there is no weekly cap
     * @param weekSeconds length of the week
     */
    public WindowLimits(double window, double windowSeconds, double weekly, double weekSeconds) {
        this(usual(window, windowSeconds, weekly, weekSeconds), ResetTimes.NONE);
    }

    private static List<WindowRule> usual(double window, double windowSeconds, double weekly, double weekSeconds) {
        return List.of(
                new WindowRule(
                        Semantics.FIRST_USE,
                        window,
                        windowSeconds,
                        WindowRule.ALL_MODELS,
                        true,
                        Denial.WINDOW_5H,
                        ResetCalendar.NEVER),
                new WindowRule(
                        Semantics.ANCHORED,
                        weekly,
                        weekSeconds,
                        WindowRule.ALL_MODELS,
                        false,
                        Denial.WEEKLY,
                        ResetCalendar.NEVER));
    }

    /**
     * The windows of an account of a plan.
     *
     * @param plan one of {@code limits.plans()}
     * @param limits all limits
     * @param models names of the model classes, by their numbers
     * @param from first second at which the windows are asked for, since the epoch
     * @param to last such second
     */
    public static WindowLimits of(PlanLimit plan, LimitsSpec limits, List<String> models, double from, double to) {
        List<WindowRule> rules =
                new ArrayList<>(usual(plan.window(), limits.windowLength(), plan.weekly(), limits.weekLength()));
        for (WindowSpec spec : limits.windows()) {
            if (spec.plans().contains(plan.plan())) {
                rules.add(rule(spec, models, from, to));
            }
        }
        return new WindowLimits(rules, new ResetTimes(plan.plan(), limits.resets()));
    }

    private static WindowRule rule(WindowSpec spec, List<String> models, double from, double to) {
        if (models.size() > Long.SIZE) {
            throw new IllegalArgumentException("models: must be at most " + Long.SIZE + ", found " + models.size());
        }
        ResetCalendar calendar = ResetCalendar.NEVER;
        if (spec.semantics() == Semantics.CALENDAR) {
            Period period = spec.length() > DAY ? Period.WEEK : Period.DAY;
            calendar = new ResetCalendar(period, spec.zone(), from, to);
        }
        long mask = spec.models().isEmpty() ? WindowRule.ALL_MODELS : 0;
        for (String model : spec.models()) {
            mask |= 1L << models.indexOf(model);
        }
        return new WindowRule(
                spec.semantics(),
                spec.budget(),
                spec.length(),
                mask,
                spec.peak(),
                Denial.WINDOW_OTHER,
                calendar,
                spec.counts());
    }

    /** How many windows there are. */
    public int count() {
        return count;
    }

    /** Credits of a window, or requests or messages of one that counts these. */
    public double budget(int window) {
        return budget[window];
    }

    /** When all of them begin afresh, and what is given. */
    public ResetTimes resets() {
        return resets;
    }

    /** Whether what is used of a window counts on in the window of the same number of other limits. */
    boolean goesOn(int window, WindowLimits other) {
        return window < Math.min(count, other.count)
                && semantics[window] == other.semantics[window]
                && seconds[window] == other.seconds[window]
                && models[window] == other.models[window]
                && counted[window] == other.counted[window];
    }

    /**
     * Whether a request counts towards a window.
     *
     * @param model its model class
     * @param opens whether a person asks with it, and it does not go on with a task
     */
    boolean counts(int window, int model, boolean opens) {
        return (models[window] >>> model & 1) != 0 && (opens || counted[window] != Counted.MESSAGES);
    }
}
