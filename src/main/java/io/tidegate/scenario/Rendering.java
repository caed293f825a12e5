package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A resolved tree as YAML that reads back to the same tree, and the sources that it states. */
final class Rendering {
    private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z0-9](?:[A-Za-z0-9 ._/%+:-]*[A-Za-z0-9%.])?");
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final StringBuilder out = new StringBuilder();
    private final List<Assumption> sources = new ArrayList<>();

    private Rendering() {}

    /** The tree as YAML in the order of the shape, values as written, each with its origin as a comment. */
    static String print(Shape.Fields shape, Tree.Mapping tree) {
        Rendering rendering = new Rendering();
        rendering.out.append("# Resolved: each comment is where the value was written.\n");
        rendering.fields(shape, tree, "", "", "");
        return rendering.out.toString();
    }

    /** Every value with a source, in the same order. */
    static List<Assumption> sources(Shape.Fields shape, Tree.Mapping tree) {
        Rendering rendering = new Rendering();
        rendering.fields(shape, tree, "", "", "");
        return rendering.sources;
    }

    /** {@code first} stands before the first key, {@code indent} before the others. */
    private void fields(Shape.Fields shape, Tree.Mapping map, String path, String first, String indent) {
        String lead = first;
        for (Shape.Field field : shape.fields()) {
            Tree value = map.get(field.key());
            if (value != null && !(value instanceof Tree.Scalar scalar && scalar.isNull())) {
                out.append(lead).append(field.key()).append(':');
                field(field.shape(), value, path.isEmpty() ? field.key() : path + "." + field.key(), indent + "  ");
                lead = indent;
            }
        }
    }

    private void field(Shape shape, Tree value, String path, String indent) {
        if (shape instanceof Shape.Fields fields && value instanceof Tree.Mapping map) {
            out.append('\n');
            fields(fields, map, path, indent, indent);
        } else if (shape instanceof Shape.Items list
                && list.item() instanceof Shape.Fields fields
                && value instanceof Tree.Sequence sequence
                && !sequence.items().isEmpty()) {
            out.append('\n');
            for (int i = 0; i < sequence.items().size(); i++) {
                Tree item = sequence.items().get(i);
                String name = Shape.identity(fields, item);
                String inner = path + "." + (name == null ? Integer.toString(i) : name);
                fields(fields, (Tree.Mapping) item, inner, indent + "- ", indent + "  ");
            }
        } else if (value instanceof Tree.Mapping map && !map.entries().isEmpty()) {
            out.append('\n');
            map.entries().forEach((key, entry) -> {
                out.append(indent).append(word(key)).append(':');
                leaf(entry.value(), path + "." + key);
            });
        } else {
            leaf(value, path);
        }
    }

    private void leaf(Tree value, String path) {
        Set<@Nullable String> stated = new LinkedHashSet<>();
        Tree.scalars(value).forEach(scalar -> stated.add(scalar.source()));
        List<String> named = new ArrayList<>();
        for (String source : stated) {
            if (source != null) {
                named.add(source);
            }
        }
        String place = HIDDEN.matcher(value.origin().place()).replaceAll(" ");
        boolean shared = stated.size() == 1 && named.size() == 1;
        String text = shared
                ? "{value: " + flow(value, false) + ", source: " + quoted(named.get(0)) + "}"
                : flow(value, true);
        out.append(' ').append(text).append("  # ").append(place).append('\n');
        if (!named.isEmpty()) {
            sources.add(new Assumption(path, flow(value, false), String.join("; ", named), place));
        }
    }

    private static String flow(Tree tree, boolean withSources) {
        if (tree instanceof Tree.Scalar scalar) {
            String text = scalar.isNull() ? "null" : word(scalar.text());
            String source = scalar.source();
            return withSources && source != null ? "{value: " + text + ", source: " + quoted(source) + "}" : text;
        }
        List<String> parts = new ArrayList<>();
        if (tree instanceof Tree.Mapping map) {
            for (Map.Entry<String, Tree.Entry> entry : map.entries().entrySet()) {
                parts.add(word(entry.getKey()) + ": " + flow(entry.getValue().value(), withSources));
            }
            return "{" + String.join(", ", parts) + "}";
        }
        Tree.items(tree).forEach(item -> parts.add(flow(item, withSources)));
        return "[" + String.join(", ", parts) + "]";
    }

    private static String word(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.contains(": ") && !text.equals("null");
        return plain ? text : quoted(text);
    }

    /** In double quotes; characters that do not show, or change how others show, are written by their number. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"'
                + HIDDEN.matcher(escaped)
                        .replaceAll(c -> String.format("\\\\U%08X", c.group().codePointAt(0)))
                + '"';
    }
}
