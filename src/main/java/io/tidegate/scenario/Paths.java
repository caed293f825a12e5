package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths such as {@code demand.plans.pro.users}: keys of maps, names of listed things, numbers of other items. */
final class Paths {
    private Paths() {}

    /** A part of a tree one step down; without a value where the shape allows one and none is written. */
    private record Child(
            String label,
            int index,
            @Nullable Tree value,
            @Nullable Shape shape) {}

    /** Where a path, or the nearest thing around it that exists, was written. */
    static Origin locate(Tree root, @Nullable Shape shape, String path) {
        Child child = child(root, shape, path);
        return child == null || child.value == null
                ? root.origin()
                : locate(child.value, child.shape, rest(path, child.label));
    }

    /** What a path may hold; nothing where that is not known. */
    static @Nullable Shape shape(Tree root, @Nullable Shape shape, String path) {
        Child child = child(root, shape, path);
        if (child == null) {
            return null;
        }
        String rest = rest(path, child.label);
        if (rest.isEmpty()) {
            return child.shape;
        }
        return child.value == null ? null : shape(child.value, child.shape, rest);
    }

    /** The tree with a value laid over what a path names; nothing where there is no such path. */
    static @Nullable Tree put(Tree root, @Nullable Shape shape, String path, Tree value, Problems problems) {
        if (path.isEmpty()) {
            return Overlay.merge(root, value, shape, problems);
        }
        Child child = child(root, shape, path);
        if (child == null) {
            return null;
        }
        String rest = rest(path, child.label);
        Tree below = child.value;
        if (below == null || (below instanceof Tree.Scalar scalar && scalar.isNull())) {
            below = rest.isEmpty() ? Overlay.emptyLike(value) : new Tree.Mapping(Map.of(), value.origin());
        }
        Tree changed = put(below, child.shape, rest, value, problems);
        if (changed == null) {
            return null;
        }
        if (root instanceof Tree.Sequence sequence) {
            List<Tree> items = new ArrayList<>(sequence.items());
            items.set(child.index, changed);
            return new Tree.Sequence(items, sequence.origin());
        }
        return root instanceof Tree.Mapping map ? map.with(child.label, changed) : null;
    }

    /** Every path into a tree. */
    static List<String> all(Tree root, @Nullable Shape shape) {
        List<String> paths = new ArrayList<>();
        collect(root, shape, "", paths);
        return paths;
    }

    private static void collect(Tree tree, @Nullable Shape shape, String prefix, List<String> paths) {
        for (Child child : children(tree, shape)) {
            String path = prefix + child.label;
            paths.add(path);
            if (child.value != null) {
                collect(child.value, child.shape, path + ".", paths);
            }
        }
    }

    /** Names may contain dots, so the longest that fits is meant. */
    private static @Nullable Child child(Tree tree, @Nullable Shape shape, String path) {
        Child best = null;
        for (Child child : children(tree, shape)) {
            boolean fits = path.equals(child.label) || path.startsWith(child.label + ".");
            if (fits && (best == null || child.label.length() > best.label.length())) {
                best = child;
            }
        }
        return best;
    }

    private static String rest(String path, String label) {
        return path.length() == label.length() ? "" : path.substring(label.length() + 1);
    }

    private static List<Child> children(Tree tree, @Nullable Shape shape) {
        List<Child> children = new ArrayList<>();
        if (tree instanceof Tree.Mapping map) {
            Shape.Fields fields = shape instanceof Shape.Fields f ? f : null;
            if (fields != null) {
                for (Shape.Field field : fields.fields()) {
                    children.add(new Child(field.key(), 0, map.get(field.key()), field.shape()));
                }
            }
            map.entries().forEach((key, entry) -> {
                if (fields == null || fields.field(key).isEmpty()) {
                    children.add(new Child(key, 0, entry.value(), null));
                }
            });
        } else if (tree instanceof Tree.Sequence sequence) {
            Shape item = shape instanceof Shape.Items list ? list.item() : null;
            for (int i = 0; i < sequence.items().size(); i++) {
                Tree value = sequence.items().get(i);
                String name = Shape.identity(item, value);
                children.add(new Child(name == null ? Integer.toString(i) : name, i, value, item));
            }
        }
        return children;
    }
}
