package io.tidegate.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a scenario and of all that it extends, read once, from which scenarios with other values can be bound. Immutable. */
public final class ScenarioSource {
    private static final Shape.Fields SHAPE = Shape.DOCUMENT;

    private final Tree whole;
    private final Tree.Mapping written;
    private final Problems found;

    private ScenarioSource(Tree whole, Tree.Mapping written, Problems found) {
        this.whole = whole;
        this.written = written;
        this.found = found;
    }

    /**
     * Reads a file.
     *
     * @param file the scenario; it may extend files of its folder and of the built-in catalogue
     * @throws ScenarioException if it, or what it extends, cannot be read
     */
    public static ScenarioSource read(Path file) throws ScenarioException {
        Problems problems = new Problems();
        SourceFiles files = new SourceFiles(problems);
        return of(files, files.read(file), problems);
    }

    /**
     * Takes a text; it may extend the built-in catalogue.
     *
     * @param name how messages call it
     * @param text all of it
     * @throws ScenarioException if it is no YAML
     */
    public static ScenarioSource parse(String name, String text) throws ScenarioException {
        Problems problems = new Problems();
        return of(new SourceFiles(problems), new SourceFiles.Text(name, name, text, null, null), problems);
    }

    private static ScenarioSource of(SourceFiles files, SourceFiles.Text text, Problems problems)
            throws ScenarioException {
        Tree.Mapping written = files.chain(text);
        Tree whole = Overlay.merge(files.catalogue(written), written, Shape.DOCUMENT, problems);
        return new ScenarioSource(whole, written, problems);
    }

    /**
     * The scenario with some values; may be called from any thread.
     *
     * @param sets values that win over all, each {@code path=value}
     * @throws ScenarioException if anything is wrong, with everything that is
     */
    public LoadedScenario with(List<String> sets) throws ScenarioException {
        return ScenarioLoader.resolve(whole, written, sets, new Problems(found));
    }

    /** File, line and column where a path, or the nearest thing around it that exists, was written; for error messages. */
    public String place(String path) {
        return Paths.locate(whole, SHAPE, path).toString();
    }

    /**
     * A value that is set over another.
     *
     * @param section {@code events} or {@code variants}
     * @param name the event or variant
     * @param path what it sets
     */
    public record SetAgain(String section, String name, String path) {
        /** The path of this setting itself, such as {@code events.raised.set.limits.plans.pro.window}. */
        public String full() {
            return section + "." + name + ".set." + path;
        }

        /** What happens, in words. */
        public String text() {
            return section.substring(0, section.length() - 1) + " " + Suggestion.quote(name) + " sets "
                    + Suggestion.visible(path) + " again";
        }
    }

    /** What sets a path's value again, or a part of it, or what it is a part of. */
    public List<SetAgain> setAgain(String path) {
        List<SetAgain> all = new ArrayList<>();
        for (String section : List.of("events", "variants")) {
            for (Tree item : Tree.items(((Tree.Mapping) whole).get(section))) {
                if (item instanceof Tree.Mapping map && map.get("set") instanceof Tree.Mapping set) {
                    set.entries().keySet().stream()
                            .filter(other -> overlap(path, other))
                            .forEach(other -> all.add(new SetAgain(section, "" + Tree.text(item, "name"), other)));
                }
            }
        }
        return all;
    }

    /** Whether two paths are the same, or one lies within the other. */
    public static boolean overlap(String path, String other) {
        return (path + ".").startsWith(other + ".") || (other + ".").startsWith(path + ".");
    }

    /** What a path may hold, also within what an event or variant sets; nothing where that is not known. */
    Shape.@Nullable Leaf leaf(String path) {
        Shape shape = Paths.shape(whole, SHAPE, path);
        if (shape == null) {
            int set = path.indexOf(".set.");
            return set < 0 ? null : leaf(path.substring(set + ".set.".length()));
        }
        return shape instanceof Shape.Leaf leaf ? leaf : null;
    }
}
