package io.tidegate.scenario;

import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.ResetSpec;
import io.tidegate.limits.WindowSpec;
import io.tidegate.limits.WindowSpec.Semantics;
import java.util.List;
import java.util.function.Function;

/** What must hold of the further usage windows and of resets. */
final class WindowChecks {
    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final double WEEK = 7 * DAY;

    private final List<String> plans;
    private final List<String> models;
    private final Problems problems;

    WindowChecks(List<String> plans, List<String> models, Problems problems) {
        this.plans = plans;
        this.models = models;
        this.problems = problems;
    }

    /** Checks limits alone; paths are below them. */
    void check(LimitsSpec limits, Function<String, Origin> where) {
        for (WindowSpec window : limits.windows()) {
            String path = "windows." + window.name();
            window.plans().forEach(plan -> problems.known(where.apply(path + ".plans"), "plan", plan, plans));
            window.models().forEach(model -> problems.known(where.apply(path + ".models"), "model", model, models));
            double length = window.length();
            if (window.semantics() == Semantics.CALENDAR && length != DAY && length != WEEK) {
                problems.add(where.apply(path + ".length"), "a calendar window is 1 d or 7 d long");
            }
            if (window.semantics() == Semantics.FLOORED && length < HOUR) {
                problems.add(where.apply(path + ".length"), "a window that begins at the full hour is 1 h or longer");
            }
        }
        for (ResetSpec reset : limits.resets()) {
            String path = "resets." + reset.name();
            reset.plans().forEach(plan -> problems.known(where.apply(path + ".plans"), "plan", plan, plans));
            if (reset.zone().getRules().getValidOffsets(reset.at()).isEmpty()) {
                problems.add(
                        where.apply(path + ".at"),
                        "no such time in " + reset.zone() + ": clocks go forward over " + reset.at());
            }
        }
    }

    /** Checks that an event leaves the accounts' windows what they are: their balances are kept by window. */
    void sameWindows(LimitsSpec base, LimitsSpec changed, Function<String, Origin> where) {
        for (int w = 0; w < changed.windows().size(); w++) {
            WindowSpec window = changed.windows().get(w);
            String path = "windows." + window.name();
            if (w >= base.windows().size() || !base.windows().get(w).name().equals(window.name())) {
                problems.add(
                        where.apply(path),
                        "an event cannot add a window; let it be there from the beginning, with a budget that nobody reaches");
                return;
            }
            if (!base.windows().get(w).plans().equals(window.plans())) {
                problems.add(where.apply(path + ".plans"), "an event cannot change which plans have a window");
            }
            if (base.windows().get(w).semantics() != window.semantics()) {
                problems.add(where.apply(path + ".semantics"), "an event cannot change when a window begins");
            }
        }
        if (changed.windows().size() < base.windows().size()) {
            problems.add(
                    where.apply("windows"), "an event cannot take a window away; give it a budget that nobody reaches");
        }
    }
}
