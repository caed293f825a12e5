package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.ZoneId;
import java.util.List;

/**
 * A usage window of some plans beside the two that every plan has.
 *
 * @param name what it is called
 * @param plans plans that have it
 * @param models model classes that count towards it; all if empty
 * @param budget credits, or what {@code counts} says
 * @param length seconds; of {@link Semantics#CALENDAR} windows a day or a week
 * @param semantics when it begins
 * @param zone time zone of calendar resets
 * @param peak whether usage counts by the factors of peak and other hours as in the five-hour window, and not as in the weekly cap; only
 *     of credits
 * @param counts what is counted
 */
public record WindowSpec(
        String name,
        List<String> plans,
        @Default("[]") List<String> models,
        @Unit(value = Dimension.CREDITS, min = 1) double budget,
        @Unit(value = Dimension.TIME, min = 60) double length,
        @Default("first-use") Semantics semantics,
        @Default("UTC") ZoneId zone,
        @Default("false") boolean peak,
        @Default("credits") Counted counts) {
    /** When a window begins and ends. */
    public enum Semantics {
        /** It begins at the first use after it ended. */
        FIRST_USE,
        /** As {@link #FIRST_USE}, but at the full hour (UTC) before; its length is an hour or more. */
        FLOORED,
        /** What was used in the span before counts, request by request. */
        SLIDING,
        /** It begins at midnight in a time zone, of every day or of every Monday. */
        CALENDAR,
        /** It begins at the account's own time of the week. */
        ANCHORED
    }

    /** What a window counts. */
    public enum Counted {
        /** Credits. */
        CREDITS,
        /** Requests, each as one. */
        REQUESTS,
        /** What people ask, each as one: the turns of chats and the tasks of coding sessions. What goes on with a task is free. */
        MESSAGES
    }

    /** Refuses a factor of the hour on what is not credits. */
    public WindowSpec {
        plans = List.copyOf(plans);
        models = List.copyOf(models);
        if (peak && counts != Counted.CREDITS) {
            throw new IllegalArgumentException("peak: only a window of credits has factors of the hour");
        }
    }

    /** A window of credits. */
    public WindowSpec(
            String name,
            List<String> plans,
            List<String> models,
            double budget,
            double length,
            Semantics semantics,
            ZoneId zone,
            boolean peak) {
        this(name, plans, models, budget, length, semantics, zone, peak, Counted.CREDITS);
    }
}
