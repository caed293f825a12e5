package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree over another: maps merge, lists of named things merge by name, everything else is replaced; an empty list empties.
 * A named thing with {@code drop: true} takes away the one below.
 */
final class Overlay {
    private static final String DROP = "drop";

    private final Problems problems;

    private Overlay(Problems problems) {
        this.problems = problems;
    }

    /** {@code over} laid over {@code base}; parts keep the origin of the file that they were written in. */
    static Tree merge(Tree base, Tree over, @Nullable Shape shape, Problems problems) {
        return new Overlay(problems).merge(base, over, shape);
    }

    private Tree merge(Tree base, Tree over, @Nullable Shape shape) {
        if (base instanceof Tree.Mapping below && over instanceof Tree.Mapping above) {
            return maps(below, above, shape);
        }
        if (base instanceof Tree.Sequence below
                && over instanceof Tree.Sequence above
                && shape instanceof Shape.Items list
                && !above.items().isEmpty()
                && above.items().stream().allMatch(item -> Shape.identity(list.item(), item) != null)) {
            return named(below, above, list.item());
        }
        return over;
    }

    /** A key that has nothing below is laid over an empty value, so that what it drops is reported. */
    private Tree maps(Tree.Mapping base, Tree.Mapping over, @Nullable Shape shape) {
        Map<String, Tree.Entry> merged = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, entry) -> {
            Tree below = base.get(key);
            Shape inner = shape instanceof Shape.Fields fields
                    ? fields.field(key).map(Shape.Field::shape).orElse(null)
                    : null;
            Tree value = merge(below == null ? emptyLike(entry.value()) : below, entry.value(), inner);
            merged.put(key, new Tree.Entry(entry.key(), value));
        });
        return new Tree.Mapping(merged, over.origin());
    }

    /** An empty map or list where a tree is one; else the tree. */
    static Tree emptyLike(Tree tree) {
        if (tree instanceof Tree.Mapping map) {
            return new Tree.Mapping(Map.of(), map.origin());
        }
        return tree instanceof Tree.Sequence list ? new Tree.Sequence(List.of(), list.origin()) : tree;
    }

    /** An item named twice in the upper list is appended the second time: binding reports it, unless the first dropped the one below. */
    private Tree named(Tree.Sequence base, Tree.Sequence over, Shape item) {
        List<Tree> merged = new ArrayList<>(base.items());
        List<@Nullable String> names = new ArrayList<>();
        base.items().forEach(tree -> names.add(Shape.identity(item, tree)));
        Set<@Nullable String> seen = new HashSet<>();
        Set<Integer> dropped = new HashSet<>();
        for (Tree tree : over.items()) {
            String name = Shape.identity(item, tree);
            int at = seen.add(name) ? names.indexOf(name) : -1;
            if (drops(tree, item, name, names)) {
                dropped.add(at);
            } else if (at >= 0) {
                merged.set(at, merge(merged.get(at), tree, item));
            } else {
                merged.add(tree);
            }
        }
        List<Tree> kept = new ArrayList<>();
        for (int i = 0; i < merged.size(); i++) {
            if (!dropped.contains(i)) {
                kept.add(merged.get(i));
            }
        }
        return new Tree.Sequence(kept, over.origin());
    }

    /** Whether an item only takes away the one below; how it says so wrongly is reported. */
    private boolean drops(Tree tree, Shape item, @Nullable String name, List<@Nullable String> below) {
        if (!(tree instanceof Tree.Mapping map) || !(item instanceof Shape.Fields fields)) {
            return false;
        }
        Tree drop = map.get(DROP);
        if (drop == null) {
            return false;
        }
        if (!(drop instanceof Tree.Scalar scalar && scalar.text().equals("true"))) {
            problems.add(drop.origin(), "write 'drop: true', or leave it out");
        }
        map.entries().forEach((key, entry) -> {
            if (!key.equals(DROP) && !fields.identity().contains(key)) {
                problems.add(entry.key(), "what is dropped takes no other key, found " + Suggestion.quote(key));
            }
        });
        if (!below.contains(name)) {
            List<String> there = new ArrayList<>();
            below.forEach(each -> there.add(String.valueOf(each)));
            String word = String.valueOf(name);
            problems.add(
                    tree.origin(),
                    "nothing below is called " + Suggestion.quote(word) + " to be dropped"
                            + Suggestion.of(word, there));
        }
        return true;
    }
}
