package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file says before it has a type: immutable, each part with the place where it was written. */
sealed interface Tree {
    /** Where it was written. */
    Origin origin();

    /** This tree, in which every scalar without a source of its own has this one. */
    Tree sourced(String source);

    /**
     * One value.
     *
     * @param text as written, without quotes
     * @param plain whether it was written without quotes
     * @param origin place
     * @param source where the value comes from, where that is stated
     */
    record Scalar(
            String text,
            boolean plain,
            Origin origin,
            @Nullable String source) implements Tree {
        /** Whether this says that there is no value. */
        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public Tree sourced(String outer) {
            return source == null ? new Scalar(text, plain, origin, outer) : this;
        }
    }

    /** Values in order. */
    record Sequence(List<Tree> items, Origin origin) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Tree sourced(String outer) {
            return new Sequence(items.stream().map(item -> item.sourced(outer)).toList(), origin);
        }
    }

    /** Values by key, in the order written. */
    record Mapping(Map<String, Entry> entries, Origin origin) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Tree sourced(String outer) {
            Map<String, Entry> all = new LinkedHashMap<>();
            entries.forEach((key, entry) -> all.put(key, new Entry(entry.key, entry.value.sourced(outer))));
            return new Mapping(all, origin);
        }

        /** The value of a key; nothing where there is none. */
        @Nullable
        Tree get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value;
        }

        /** The value of a key; nothing where there is none or it is null. */
        @Nullable
        Tree present(String key) {
            Tree value = get(key);
            return value instanceof Scalar scalar && scalar.isNull() ? null : value;
        }

        /** This map with a value put in place of the key's, or at the end. */
        Mapping with(String key, Tree value) {
            Map<String, Entry> all = new LinkedHashMap<>(entries);
            Entry old = entries.get(key);
            all.put(key, new Entry(old == null ? value.origin() : old.key, value));
            return new Mapping(all, origin);
        }

        /** This map without a key. */
        Mapping without(String key) {
            Map<String, Entry> all = new LinkedHashMap<>(entries);
            all.remove(key);
            return new Mapping(all, origin);
        }
    }

    /** A value and the place of its key. */
    record Entry(Origin key, Tree value) {}

    /** The items where a tree is a sequence; none otherwise. */
    static List<Tree> items(@Nullable Tree tree) {
        return tree instanceof Sequence sequence ? sequence.items : List.of();
    }

    /** The text of a scalar below some keys; nothing where there is none. */
    static @Nullable String text(Tree tree, String key) {
        return tree instanceof Mapping map && map.get(key) instanceof Scalar scalar ? scalar.text : null;
    }

    /** All scalars of a tree, in order. */
    static List<Scalar> scalars(Tree tree) {
        List<Scalar> all = new ArrayList<>();
        if (tree instanceof Scalar scalar) {
            all.add(scalar);
        } else if (tree instanceof Sequence sequence) {
            sequence.items.forEach(item -> all.addAll(scalars(item)));
        } else if (tree instanceof Mapping map) {
            map.entries.values().forEach(entry -> all.addAll(scalars(entry.value)));
        }
        return all;
    }
}
