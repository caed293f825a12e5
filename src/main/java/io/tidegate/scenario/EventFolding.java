package io.tidegate.scenario;

import io.tidegate.limits.LimitsSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events in order of time to the limits that hold after each. */
final class EventFolding {
    /** What all paths of events begin with. */
    static final String ROOT = "limits";

    private static final Shape.Fields SHAPE = Shape.of(LimitsSpec.class);

    /** Limits after an event, and the tree that they were bound from. */
    record Epoch(LimitsEpoch limits, Tree tree) {}

    private EventFolding() {}

    /**
     * The limits after each event, in order of time, events at the same time in the order written. Mistakes are reported at the
     * line of the event that made them.
     */
    static List<Epoch> fold(List<EventSpec> events, Tree limits, Problems problems) {
        List<Epoch> epochs = new ArrayList<>();
        Tree running = limits;
        for (EventSpec event :
                events.stream().sorted(Comparator.comparing(EventSpec::at)).toList()) {
            for (Map.Entry<String, Tree.Entry> set : event.set().entries().entrySet()) {
                running = apply(running, set.getKey(), set.getValue(), problems);
            }
            Record bound = new RecordBinder(problems).record(SHAPE, running, ROOT);
            if (bound instanceof LimitsSpec spec) {
                epochs.add(new Epoch(new LimitsEpoch(event.name(), event.at(), spec), running));
            }
        }
        return epochs;
    }

    private static Tree apply(Tree limits, String path, Tree.Entry set, Problems problems) {
        if (!path.equals(ROOT) && !path.startsWith(ROOT + ".")) {
            problems.add(
                    set.key(),
                    "an event can set only paths that begin with 'limits.', found " + Suggestion.quote(path));
            return limits;
        }
        String below = path.equals(ROOT) ? "" : path.substring(ROOT.length() + 1);
        @Nullable Tree changed = Paths.put(limits, SHAPE, below, set.value(), problems);
        if (changed == null) {
            List<String> known =
                    Paths.all(limits, SHAPE).stream().map(p -> ROOT + "." + p).toList();
            problems.add(set.key(), "unknown path " + Suggestion.quote(path) + Suggestion.of(path, known));
            return limits;
        }
        return changed;
    }
}
