package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays one tree over another: maps merge, lists of named things merge by name, everything else is replaced; an empty list empties. */
final class Overlay {
    private Overlay() {}

    /** {@code over} laid over {@code base}; parts keep the origin of the file that they were written in. */
    static Tree merge(Tree base, Tree over, @Nullable Shape shape) {
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

    private static Tree maps(Tree.Mapping base, Tree.Mapping over, @Nullable Shape shape) {
        Map<String, Tree.Entry> merged = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, entry) -> {
            Tree below = base.get(key);
            Shape inner = shape instanceof Shape.Fields fields
                    ? fields.field(key).map(Shape.Field::shape).orElse(null)
                    : null;
            Tree value = below == null ? entry.value() : merge(below, entry.value(), inner);
            merged.put(key, new Tree.Entry(entry.key(), value));
        });
        return new Tree.Mapping(merged, over.origin());
    }

    /** An item named twice in the upper list is appended the second time: binding reports it. */
    private static Tree named(Tree.Sequence base, Tree.Sequence over, Shape item) {
        List<Tree> merged = new ArrayList<>(base.items());
        List<@Nullable String> names = new ArrayList<>();
        base.items().forEach(tree -> names.add(Shape.identity(item, tree)));
        Set<@Nullable String> seen = new HashSet<>();
        for (Tree tree : over.items()) {
            String name = Shape.identity(item, tree);
            int at = names.indexOf(name);
            if (at >= 0 && seen.add(name)) {
                merged.set(at, merge(merged.get(at), tree, item));
            } else {
                seen.add(name);
                merged.add(tree);
            }
        }
        return new Tree.Sequence(merged, over.origin());
    }
}
