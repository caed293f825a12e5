package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A resolved tree as YAML that reads back to the same tree, and the sources that it states. */
final class Rendering {
    private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z0-9](?:[A-Za-z0-9 ._/%+:-]*[A-Za-z0-9%.])?");

    private final StringBuilder out = new StringBuilder();
    private final List<Assumption> sources = new ArrayList<>();

    /** The tree in the order of the shape, values as written. */
    Rendering(Shape.Fields shape, Tree.Mapping tree) {
        out.append("# Resolved: each comment is where the value was written.\n");
        fields(shape, tree, "", "", "", "");
    }

    /** The tree as YAML, each value with its origin as a comment. */
    String yaml() {
        return out.toString();
    }

    /** Every value with a source, in the same order; names are not values. */
    List<Assumption> sources() {
        return sources;
    }

    /**
     * A map; {@code first} stands before its first key, {@code indent} before the others. A source that all its values share is
     * printed once; {@code outer} is one printed before. Names are printed without any.
     */
    private void fields(Shape.Fields shape, Tree.Mapping map, String path, String first, String indent, String outer) {
        String shared = outer.isEmpty() && !path.isEmpty() ? shared(stated(shape, map)) : outer;
        boolean due = outer.isEmpty() && !shared.isEmpty();
        String lead = first;
        for (Shape.Field field : shape.fields()) {
            Tree value = map.present(field.key());
            if (value == null) {
                continue;
            }
            boolean name = shape.identity().contains(field.key());
            if (due && !name) {
                out.append(lead).append("source: ").append(quoted(shared)).append('\n');
                lead = indent;
                due = false;
            }
            out.append(lead).append(field.key()).append(':');
            lead = indent;
            if (name) {
                out.append(' ').append(flow(value, false)).append(comment(value));
            } else {
                String inner = path.isEmpty() ? field.key() : path + "." + field.key();
                field(field.shape(), value, inner, indent + "  ", shared);
            }
        }
        for (Shape.Field field : shape.fields()) {
            if (field.otherwise() != null && map.present(field.key()) == null) {
                out.append(indent).append("# ").append(field.key()).append(": ");
                out.append(field.otherwise()).append(", by default\n");
            }
        }
    }

    private void field(Shape shape, Tree value, String path, String indent, String outer) {
        if (shape instanceof Shape.Fields fields && value instanceof Tree.Mapping map) {
            out.append('\n');
            fields(fields, map, path, indent, indent, outer);
        } else if (shape instanceof Shape.Items list
                && list.item() instanceof Shape.Fields fields
                && value instanceof Tree.Sequence sequence
                && !sequence.items().isEmpty()) {
            out.append('\n');
            for (int i = 0; i < sequence.items().size(); i++) {
                Tree.Mapping item = (Tree.Mapping) sequence.items().get(i);
                String name = Shape.identity(fields, item);
                String inner = path + "." + (name == null ? Integer.toString(i) : name);
                fields(fields, item, inner, indent + "- ", indent + "  ", outer);
            }
        } else if (value instanceof Tree.Mapping map && !map.entries().isEmpty()) {
            out.append('\n');
            map.entries().forEach((key, entry) -> {
                out.append(indent).append(word(key)).append(':');
                leaf(entry.value(), path + "." + key, outer);
            });
        } else {
            leaf(value, path, outer);
        }
    }

    private void leaf(Tree value, String path, String outer) {
        Set<String> stated = stated(new Shape.Leaf(Object.class, null), value);
        String shared = shared(stated);
        boolean whole = !shared.isEmpty();
        String text = flow(value, !whole);
        out.append(' ')
                .append(whole && outer.isEmpty() ? "{value: " + text + ", source: " + quoted(shared) + "}" : text)
                .append(comment(value));
        stated.remove("");
        if (!stated.isEmpty()) {
            String place = value.origin().place();
            sources.add(new Assumption(path, flow(value, false), String.join("; ", stated), place));
        }
    }

    private static String comment(Tree value) {
        return "  # " + value.origin().place() + "\n";
    }

    /** The sources of all values, names apart; empty text for a value that states none. */
    private static Set<String> stated(Shape shape, Tree tree) {
        Set<String> all = new LinkedHashSet<>();
        if (shape instanceof Shape.Fields fields && tree instanceof Tree.Mapping map) {
            for (Shape.Field field : fields.fields()) {
                Tree value = map.present(field.key());
                if (value != null && !fields.identity().contains(field.key())) {
                    all.addAll(stated(field.shape(), value));
                }
            }
        } else if (shape instanceof Shape.Items list && list.item() instanceof Shape.Fields) {
            Tree.items(tree).forEach(item -> all.addAll(stated(list.item(), item)));
        } else {
            for (Tree.Scalar scalar : Tree.scalars(tree)) {
                String source = scalar.source();
                all.add(source == null ? "" : source);
            }
        }
        return all;
    }

    /** The one source of several; empty where there is none or more than one. */
    private static String shared(Set<String> stated) {
        return stated.size() == 1 ? stated.iterator().next() : "";
    }

    /** A tree on one line. */
    static String flow(Tree tree, boolean withSources) {
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
                + Suggestion.HIDDEN
                        .matcher(escaped)
                        .replaceAll(c -> String.format("\\\\U%08X", c.group().codePointAt(0)))
                + '"';
    }
}
