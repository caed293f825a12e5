package io.tidegate.scenario;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tree to records. Every mistake goes to {@link Problems}; nothing is made of a part that has one. */
final class RecordBinder {
    private final Problems problems;

    RecordBinder(Problems problems) {
        this.problems = problems;
    }

    /** A record of a tree; nothing if the tree has a mistake. */
    @Nullable
    Record record(Shape.Fields shape, Tree tree, String path) {
        Map<String, @Nullable Object> values = values(shape, tree, path);
        return values == null ? null : construct(shape, values, tree);
    }

    /** The values of a record's components by name, with nothing for an optional one that is absent; nothing if there is a mistake. */
    @Nullable
    Map<String, @Nullable Object> values(Shape.Fields shape, Tree tree, String path) {
        if (!(tree instanceof Tree.Mapping map)) {
            problems.add(tree.origin(), "need a map with keys " + String.join(", ", shape.keys()) + found(tree));
            return null;
        }
        boolean good = true;
        Set<String> misspelt = new HashSet<>();
        for (Map.Entry<String, Tree.Entry> entry : map.entries().entrySet()) {
            String word = entry.getKey();
            if (shape.field(word).isEmpty()) {
                misspelt.add(Suggestion.nearest(word, shape.keys()));
                problems.add(
                        entry.getValue().key(),
                        "unknown key " + Suggestion.quote(word) + Suggestion.of(word, shape.keys()));
                good = false;
            }
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Shape.Field field : shape.fields()) {
            Tree value = field.value(map);
            boolean absent = value == null || (value instanceof Tree.Scalar scalar && scalar.isNull());
            if (absent && !field.optional()) {
                good = false;
                if (!misspelt.contains(field.key())) {
                    String where = "'" + field.key() + "'" + (path.isEmpty() ? "" : " in " + path);
                    problems.add(
                            value == null ? map.origin() : value.origin(),
                            (value == null ? "missing key " : "no value for ") + where);
                }
            }
            Object bound = absent || value == null ? null : bind(field.shape(), value, join(path, field.key()));
            values.put(field.component(), bound);
            good &= absent || bound != null;
        }
        return good ? values : null;
    }

    private @Nullable Object bind(Shape shape, Tree tree, String path) {
        if (shape instanceof Shape.Fields fields) {
            return record(fields, tree, path);
        } else if (shape instanceof Shape.Items list) {
            return items(list.item(), tree, path);
        } else {
            return leaf((Shape.Leaf) shape, tree);
        }
    }

    private @Nullable Object items(Shape item, Tree tree, String path) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            problems.add(tree.origin(), "need a list" + found(tree));
            return null;
        }
        Map<String, Tree> named = new HashMap<>();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Tree each = sequence.items().get(i);
            String name = Shape.identity(item, each);
            Tree first = name == null ? null : named.putIfAbsent(name, each);
            if (first != null) {
                problems.add(
                        each.origin(),
                        "second " + Suggestion.quote(String.valueOf(name)) + ", first at "
                                + first.origin().place());
            }
            Object bound = bind(item, each, join(path, name == null ? Integer.toString(i) : name));
            if (bound != null && first == null) {
                items.add(bound);
            }
        }
        return items.size() == sequence.items().size() ? items : null;
    }

    private @Nullable Object leaf(Shape.Leaf leaf, Tree tree) {
        if (leaf.type().isInstance(tree)) {
            return tree; // kept as it is: the paths that an event sets
        }
        if (leaf.type() == Tree.Mapping.class || !(tree instanceof Tree.Scalar scalar)) {
            String need = leaf.type() == Tree.Mapping.class ? "need a map of paths and values" : "need one value";
            problems.add(tree.origin(), need + found(tree));
            return null;
        }
        if (scalar.isNull()) {
            problems.add(tree.origin(), "no value");
            return null;
        }
        try {
            return Scalars.parse(scalar.text(), leaf.type(), leaf.unit());
        } catch (IllegalArgumentException e) {
            problems.add(tree.origin(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A record of its components' values; a constructor's complaint {@code component: text} is put where the component was written. */
    @Nullable
    Record construct(Shape.Fields shape, Map<String, @Nullable Object> values, Tree tree) {
        RecordComponent[] components = shape.type().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            arguments[i] = values.get(components[i].getName());
        }
        try {
            return shape.type().getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(shape.type() + " refused its components", e);
            }
            String message = String.valueOf(e.getCause().getMessage());
            String component = message.substring(0, Math.max(0, message.indexOf(": ")));
            Tree at = tree instanceof Tree.Mapping map ? map.get(Shape.key(component)) : null;
            problems.add(
                    at == null ? tree.origin() : at.origin(),
                    at == null ? message : Shape.key(component) + message.substring(component.length()));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String found(Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            return ", found " + Suggestion.quote(scalar.text());
        }
        return tree instanceof Tree.Mapping ? ", found a map" : ", found a list";
    }
}
