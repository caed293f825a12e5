package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Mistakes found so far; each is kept once. */
final class Problems {
    private static final int MOST_SHOWN = 100;
    private static final int MOST_LISTED = 8;

    private record Problem(Origin origin, String what) {}

    private final TreeSet<Problem> all = new TreeSet<>(Comparator.comparing((Problem p) -> p.origin.shown())
            .thenComparingInt(p -> p.origin.line())
            .thenComparingInt(p -> p.origin.column())
            .thenComparing(Problem::what));

    /** None. */
    Problems() {}

    /** Those found so far. */
    Problems(Problems before) {
        all.addAll(before.all);
    }

    void add(Origin origin, String what) {
        all.add(new Problem(origin, what));
    }

    /** Reports a name that is not one of those that there are of a kind of thing. */
    void known(Origin origin, String kind, String name, List<String> names) {
        if (!names.contains(name)) {
            String there = names.size() > MOST_LISTED ? "" : "; there are: " + String.join(", ", names);
            add(origin, "no " + kind + " " + Suggestion.quote(name) + there + Suggestion.of(name, names));
        }
    }

    /** The mistake and all before it, for one after which nothing more can be read. */
    ScenarioException fatal(Origin origin, String what) {
        add(origin, what);
        return exception();
    }

    void throwIfAny() throws ScenarioException {
        if (!all.isEmpty()) {
            throw exception();
        }
    }

    private ScenarioException exception() {
        List<String> messages = new ArrayList<>();
        for (Problem problem : all) {
            if (messages.size() == MOST_SHOWN) {
                messages.add("and " + (all.size() - MOST_SHOWN) + " more");
                break;
            }
            messages.add(problem.origin + ": " + problem.what);
        }
        return new ScenarioException(messages);
    }
}
