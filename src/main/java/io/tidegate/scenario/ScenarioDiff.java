package io.tidegate.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two resolved scenarios. Listed things are told apart by their names, values are compared as what they mean
 * ({@code 1 k} is {@code 1000}), and what is not written counts as its default; places, comments and sources do not count.
 */
public final class ScenarioDiff {
    private static final Shape.Fields SHAPE = Shape.DOCUMENT;
    private static final String COMMENT = "  # ";
    private static final Pattern PLACE = Pattern.compile("(.+):([1-9][0-9]{0,8})");
    private static final int LONGEST = 120;

    /** What became of a path. */
    public enum Kind {
        /** Only the second has it. */
        ADDED,
        /** Only the first has it. */
        REMOVED,
        /** Its value is another. */
        CHANGED
    }

    /**
     * A difference.
     *
     * @param kind what became of the path
     * @param path such as {@code limits.plans.pro.window}
     * @param base value in the first, on one line; empty where that has none
     * @param head value in the second; empty where that has none
     * @param file where the value, or what is nearest around it, was written in the second; empty where that is not known
     * @param line the line there, from 1; 0 where it is not known
     */
    public record Change(Kind kind, String path, String base, String head, String file, int line) {}

    private final List<String> lines;
    private final List<Change> changes = new ArrayList<>();

    private ScenarioDiff(String head) {
        this.lines = head.lines().toList();
    }

    /**
     * Compares two files as {@link LoadedScenario#resolvedYaml()} gives them.
     *
     * @return the differences, sorted by path
     * @throws ScenarioException if a file cannot be read or is no map
     */
    public static List<Change> between(Path base, Path head) throws ScenarioException {
        Problems problems = new Problems();
        SourceFiles files = new SourceFiles(problems);
        return between(files.read(base), files.read(head), problems);
    }

    /** Compares two texts, which messages call by their names. */
    static List<Change> between(String base, String head) throws ScenarioException {
        return between(
                new SourceFiles.Text("base", "base", base, null, null),
                new SourceFiles.Text("head", "head", head, null, null),
                new Problems());
    }

    private static List<Change> between(SourceFiles.Text base, SourceFiles.Text head, Problems problems)
            throws ScenarioException {
        Tree.Mapping before = tree(base, problems);
        Tree.Mapping after = tree(head, problems);
        problems.throwIfAny();
        ScenarioDiff diff = new ScenarioDiff(head.text());
        diff.compare("", SHAPE, before, after, after.origin().line());
        diff.changes.sort(Comparator.comparing(Change::path));
        return List.copyOf(diff.changes);
    }

    private static Tree.Mapping tree(SourceFiles.Text text, Problems problems) throws ScenarioException {
        Tree tree = YamlReader.file(text.text(), text.shown(), text.name(), problems);
        if (tree instanceof Tree.Mapping map) {
            return map;
        }
        throw problems.fatal(tree.origin(), "need a map with keys " + String.join(", ", SHAPE.keys()));
    }

    /** Compares what stands at a path; {@code around} is a line of the second text near which it would stand. */
    private void compare(String path, @Nullable Shape shape, @Nullable Tree base, @Nullable Tree head, int around) {
        int line = head == null ? around : head.origin().line();
        if (base instanceof Tree.Mapping before && head instanceof Tree.Mapping after) {
            maps(path, shape, before, after);
        } else if (named(shape, base) && named(shape, head)) {
            items(path, ((Shape.Items) Objects.requireNonNull(shape)).item(), base, head, line);
        } else if (base != null || head != null) {
            String was = base == null ? "" : Rendering.flow(base, false);
            String is = head == null ? "" : Rendering.flow(head, false);
            if (!was.equals(is) && !meanTheSame(shape, base, head)) {
                add(path, was, is, line);
            }
        }
    }

    private void maps(String path, @Nullable Shape shape, Tree.Mapping base, Tree.Mapping head) {
        Set<String> rest = new LinkedHashSet<>(base.entries().keySet());
        rest.addAll(head.entries().keySet());
        if (shape instanceof Shape.Fields fields) {
            for (Shape.Field field : fields.fields()) {
                rest.remove(field.key());
                compare(
                        inner(path, field.key()),
                        field.shape(),
                        value(field, base),
                        value(field, head),
                        head.origin().line());
            }
        }
        for (String key : rest) {
            compare(
                    inner(path, key),
                    null,
                    base.present(key),
                    head.present(key),
                    head.origin().line());
        }
    }

    private static @Nullable Tree value(Shape.Field field, Tree.Mapping map) {
        Tree value = field.value(map);
        return value instanceof Tree.Scalar scalar && scalar.isNull() ? null : value;
    }

    /** Whether all of a list have names, each of its own. */
    private static boolean named(@Nullable Shape shape, @Nullable Tree tree) {
        return shape instanceof Shape.Items list
                && tree instanceof Tree.Sequence sequence
                && byName(list.item(), tree).size() == sequence.items().size();
    }

    private static Map<String, Tree> byName(Shape item, @Nullable Tree list) {
        Map<String, Tree> all = new LinkedHashMap<>();
        for (Tree each : Tree.items(list)) {
            String name = Shape.identity(item, each);
            if (name != null) {
                all.put(name, each);
            }
        }
        return all;
    }

    private void items(String path, Shape item, @Nullable Tree base, @Nullable Tree head, int line) {
        Map<String, Tree> before = byName(item, base);
        Map<String, Tree> after = byName(item, head);
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            compare(inner(path, name), item, before.get(name), after.get(name), line);
        }
        List<String> was = before.keySet().stream().filter(after::containsKey).toList();
        List<String> is = after.keySet().stream().filter(before::containsKey).toList();
        if (!was.equals(is)) {
            add(path, "order " + String.join(", ", was), "order " + String.join(", ", is), line);
        }
    }

    private static boolean meanTheSame(@Nullable Shape shape, @Nullable Tree base, @Nullable Tree head) {
        if (shape instanceof Shape.Leaf leaf
                && leaf.type() != Tree.Mapping.class
                && base instanceof Tree.Scalar before
                && head instanceof Tree.Scalar after) {
            try {
                return Scalars.parse(before.text(), leaf.type(), leaf.unit())
                        .equals(Scalars.parse(after.text(), leaf.type(), leaf.unit()));
            } catch (IllegalArgumentException unreadable) {
                return false;
            }
        }
        return false;
    }

    private void add(String path, String base, String head, int line) {
        Kind kind = base.isEmpty() ? Kind.ADDED : head.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
        String comment = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        int at = comment.lastIndexOf(COMMENT);
        Matcher place = PLACE.matcher(at < 0 ? "" : comment.substring(at + COMMENT.length()));
        boolean known = place.matches();
        changes.add(new Change(
                kind,
                path,
                cut(base),
                cut(head),
                known ? place.group(1) : "",
                known ? Integer.parseInt(place.group(2)) : 0));
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    private static String inner(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
