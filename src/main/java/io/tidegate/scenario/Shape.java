package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Unit;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a scenario file may say, read off the records once; binding, merging, paths and printing all follow it. */
sealed interface Shape {
    /** A record: a map with these keys. */
    record Fields(Class<? extends Record> type, List<Field> fields) implements Shape {
        /** The field of a key. */
        Optional<Field> field(String key) {
            return fields.stream().filter(field -> field.key.equals(key)).findFirst();
        }

        /** The keys, in order. */
        List<String> keys() {
            return fields.stream().map(Field::key).toList();
        }

        /** The keys whose values tell one item of a list from another: {@code name}, or the leading texts. */
        List<String> identity() {
            List<String> keys = new ArrayList<>();
            for (Field field : fields) {
                if (!(field.shape instanceof Leaf leaf) || leaf.type != String.class) {
                    break;
                }
                keys.add(field.key);
                if (field.key.equals("name")) {
                    break;
                }
            }
            return keys;
        }
    }

    /** A list. */
    record Items(Shape item) implements Shape {}

    /** One value, with its unit where it has one. */
    record Leaf(Class<?> type, @Nullable Unit unit) implements Shape {}

    /**
     * A component of a record.
     *
     * @param key how a scenario calls it
     * @param component its name
     * @param shape what it may hold
     * @param optional whether it may be absent without a default
     * @param otherwise its value where it is absent; nothing for one that has no default
     */
    record Field(
            String key,
            String component,
            Shape shape,
            boolean optional,
            @Nullable String otherwise) {
        /** What a map says of it: as written, or else its default, which stands where the map does. */
        @Nullable
        Tree value(Tree.Mapping map) {
            if (otherwise == null || map.present(key) != null) {
                return map.get(key);
            }
            return switch (otherwise) {
                case "[]" -> new Tree.Sequence(List.of(), map.origin());
                case "{}" -> new Tree.Mapping(Map.of(), map.origin());
                default -> new Tree.Scalar(otherwise, true, map.origin(), null);
            };
        }
    }

    private static Fields document() {
        List<Field> fields = new ArrayList<>(of(Scenario.class).fields);
        fields.removeIf(field -> field.component.equals("changes"));
        fields.add(new Field("events", "events", new Items(of(EventSpec.class)), true, null));
        fields.add(new Field("variants", "variants", new Items(of(VariantSpec.class)), true, null));
        fields.add(new Field("expect", "expect", new Items(of(ExpectSpec.class)), true, null));
        fields.add(new Field("sweep", "sweep", of(SweepSpec.class), true, null));
        return new Fields(Scenario.class, List.copyOf(fields));
    }

    /** The shape of a record. */
    static Fields of(Class<? extends Record> type) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            Shape shape = component.getAnnotatedType() instanceof AnnotatedParameterizedType
                    ? new Items(
                            of(((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0], component))
                    : of(component.getType(), component);
            Default otherwise = component.getAnnotation(Default.class);
            fields.add(new Field(
                    key(component.getName()),
                    component.getName(),
                    shape,
                    optional,
                    otherwise == null ? null : otherwise.value()));
        }
        return new Fields(type, List.copyOf(fields));
    }

    private static Shape of(Type type, RecordComponent component) {
        Class<?> raw = (Class<?>) type;
        return raw.isRecord() && raw != Tree.Mapping.class
                ? of(raw.asSubclass(Record.class))
                : new Leaf(raw, component.getAnnotation(Unit.class));
    }

    /** Kebab-case, but a name with a capital that no lower-case letter follows is a symbol and stays: {@code cPC}, {@code effM}. */
    static String key(String component) {
        return SYMBOL.matcher(component).find()
                ? component
                : CAPITAL.matcher(component).replaceAll("-$0").toLowerCase(Locale.ROOT);
    }

    /** Finds the capital that makes a name a symbol. */
    Pattern SYMBOL = Pattern.compile("[A-Z](?![a-z])");

    /** Finds the capitals of a name. */
    Pattern CAPITAL = Pattern.compile("[A-Z]");

    /**
     * The shape of a scenario file: all of {@link Scenario} but {@code changes}, then {@code events}, from which those follow,
     * {@code variants}, and what {@link Extras} holds.
     */
    Fields DOCUMENT = document();

    /** What an item of a list is called in paths, such as {@code pro} or {@code tier-1/opus}; nothing if it does not say. */
    static @Nullable String identity(@Nullable Shape item, Tree tree) {
        if (!(item instanceof Fields fields) || fields.identity().isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String key : fields.identity()) {
            String text = Tree.text(tree, key);
            if (text == null || text.isEmpty()) {
                return null;
            }
            parts.add(text);
        }
        return String.join("/", parts);
    }
}
