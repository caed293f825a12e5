package io.tidegate.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text of a scenario and of all that it extends, read once, from which scenarios with other values can be bound. Immutable. */
public final class ScenarioSource {
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
        Tree whole = Overlay.merge(files.catalogue(written), written, Shape.document(), problems);
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

    /**
     * Paths of events that set a path again, a part of it or something around it, each such as
     * {@code events.limits-raised.set.limits.plans.pro.window}.
     */
    public List<String> setAgain(String path) {
        List<String> again = new ArrayList<>();
        for (Tree event : Tree.items(((Tree.Mapping) whole).get("events"))) {
            if (event instanceof Tree.Mapping map && map.get("set") instanceof Tree.Mapping later) {
                for (String other : later.entries().keySet()) {
                    if ((path + ".").startsWith(other + ".") || (other + ".").startsWith(path + ".")) {
                        again.add("events." + Tree.text(event, "name") + ".set." + other);
                    }
                }
            }
        }
        return again;
    }
}
