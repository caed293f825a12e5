package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variants of a scenario. They differ in values only: seed, cells, spans and everything that is counted or drawn by its place in a
 * list stay alike, so that all meet the same people and draws and can be compared cell by cell.
 */
final class Variants {
    /** Sections of a scenario that a variant may change. */
    static final List<String> SECTIONS =
            List.of("models", "demand", "limits", "events", "supply", "routing", "accelerators", "profiles");

    private static final Shape.Fields SHAPE = Shape.DOCUMENT;

    /** Lists whose names must be the same in all variants, by the keys on the way to them. */
    private static final List<List<String>> SAME = List.of(
            List.of("models"),
            List.of("demand", "regions"),
            List.of("demand", "plans"),
            List.of("demand", "api", "classes"),
            List.of("demand", "api", "tiers"),
            List.of("supply", "sites"),
            List.of("supply", "pools"));

    private Variants() {}

    /**
     * A variant that is bound.
     *
     * @param name its name
     * @param label what people call it
     * @param scenario all of it
     */
    record Variant(String name, String label, Scenario scenario) {}

    /**
     * What a hash of a scenario with variants covers.
     *
     * @param scenario the scenario as it is
     * @param variants its variants
     */
    record Whole(Scenario scenario, List<Variant> variants) {}

    /** The scenario's tree with a variant's values. Mistakes are reported at the line of the variant that made them. */
    static Tree apply(Tree whole, VariantSpec variant, Problems problems) {
        Tree changed = whole;
        if (variant.set() != null) {
            for (Map.Entry<String, Tree.Entry> set : variant.set().entries().entrySet()) {
                changed = put(changed, set.getKey(), set.getValue(), problems);
            }
        }
        return changed;
    }

    private static Tree put(Tree tree, String path, Tree.Entry set, Problems problems) {
        String section = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        if (SHAPE.field(section).isPresent() && !SECTIONS.contains(section)) {
            problems.add(
                    set.key(),
                    "a variant can set only what lies in " + String.join(", ", SECTIONS)
                            + "; all variants have the same " + section + ", found " + Suggestion.quote(path));
            return tree;
        }
        @Nullable Tree changed = Paths.put(tree, SHAPE, path, set.value(), problems);
        if (changed == null) {
            String hint = Suggestion.of(path, Paths.all(tree, SHAPE));
            problems.add(set.key(), "unknown path " + Suggestion.quote(path) + hint);
            return tree;
        }
        for (List<String> keys : SAME) {
            List<String> before = names(tree, keys);
            List<String> after = names(changed, keys);
            if (!before.equals(after)) {
                problems.add(
                        set.key(),
                        "all variants need the same " + String.join(".", keys) + ", which are "
                                + String.join(", ", before) + "; here they would be " + String.join(", ", after));
                return tree;
            }
        }
        return changed;
    }

    /** Warnings of limits that a variant sets and an event sets again: from then on the event's hold. */
    static List<String> overridden(Tree changed, VariantSpec variant) {
        List<String> warnings = new ArrayList<>();
        if (variant.set() == null) {
            return warnings;
        }
        variant.set().entries().forEach((path, set) -> {
            for (Tree event : Tree.items(((Tree.Mapping) changed).get("events"))) {
                if (event instanceof Tree.Mapping map && map.get("set") instanceof Tree.Mapping later) {
                    for (String other : later.entries().keySet()) {
                        if ((path + ".").startsWith(other + ".") || (other + ".").startsWith(path + ".")) {
                            warnings.add(set.key().place() + ": variant '" + variant.name() + "' sets " + path
                                    + ", and event '" + Tree.text(event, "name") + "' sets " + other
                                    + " again; from then on the event's value holds");
                        }
                    }
                }
            }
        });
        return warnings;
    }

    private static List<String> names(Tree tree, List<String> keys) {
        @Nullable Tree at = tree;
        for (String key : keys) {
            at = at instanceof Tree.Mapping map ? map.get(key) : null;
        }
        return Tree.items(at).stream()
                .map(item -> String.valueOf(Tree.text(item, "name")))
                .toList();
    }

    /** Reports variants whose names are no words, or make two runs of one name. */
    static void check(List<VariantSpec> variants, List<PhaseSpec> phases, Tree whole, Problems problems) {
        Set<String> taken = new HashSet<>();
        for (VariantSpec variant : variants) {
            Origin origin = Paths.locate(whole, SHAPE, "variants." + variant.name() + ".name");
            ScenarioChecks.word(origin, variant.name(), problems);
            for (PhaseSpec phase : phases) {
                String name = named(phase, variant.name(), phases.size());
                if (!taken.add(name)) {
                    problems.add(origin, "a second run would be called " + Suggestion.quote(name));
                }
            }
        }
    }

    /** Every phase of every variant, the variants of a phase after one another; the phases alone where there are no variants. */
    static List<PhaseRun> runs(Scenario scenario, List<Variant> variants) {
        List<PhaseSpec> phases = scenario.phases();
        List<PhaseRun> runs = new ArrayList<>();
        for (PhaseSpec phase : phases) {
            int first = runs.size();
            for (Variant variant : variants) {
                String label = phases.size() == 1 ? variant.label() : phase.label() + ", " + variant.label();
                String name = named(phase, variant.name(), phases.size());
                PhaseSpec span = new PhaseSpec(name, label, phase.start(), phase.length());
                runs.add(new PhaseRun(span, variant.name(), first, variant.scenario()));
            }
            if (variants.isEmpty()) {
                runs.add(new PhaseRun(phase, "", 0, scenario));
            }
        }
        return runs;
    }

    private static String named(PhaseSpec phase, String variant, int phases) {
        return phases == 1 ? variant : phase.name() + "-" + variant;
    }
}
