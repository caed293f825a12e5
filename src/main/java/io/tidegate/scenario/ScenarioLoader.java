package io.tidegate.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scenario file to a {@link Scenario}: read it and what it extends, lay one over the other and the command line over all, bind
 * to records, fold events, check.
 */
public final class ScenarioLoader {
    private static final Shape.Fields SHAPE = Shape.document();

    private ScenarioLoader() {}

    /**
     * Loads a file.
     *
     * @param file the scenario; it may extend files of its folder and of the built-in catalogue
     * @param sets values that win over all, each {@code path=value}
     * @throws ScenarioException if anything is wrong, with everything that is; also if the file cannot be read
     */
    public static LoadedScenario load(Path file, List<String> sets) throws ScenarioException {
        Problems problems = new Problems();
        SourceFiles files = new SourceFiles(problems);
        return resolve(files, files.read(file), sets, problems);
    }

    /**
     * Loads a text; it may extend the built-in catalogue.
     *
     * @param name how messages call it
     * @param text all of it
     * @param sets values that win over all, each {@code path=value}
     * @throws ScenarioException if anything is wrong, with everything that is
     */
    public static LoadedScenario parse(String name, String text, List<String> sets) throws ScenarioException {
        Problems problems = new Problems();
        SourceFiles files = new SourceFiles(problems);
        return resolve(files, new SourceFiles.Text(name, name, text, null, null), sets, problems);
    }

    private static LoadedScenario resolve(
            SourceFiles files, SourceFiles.Text text, List<String> sets, Problems problems) throws ScenarioException {
        Tree.Mapping written = files.chain(text);
        Tree whole = Overlay.merge(files.catalogue(written), written, SHAPE, problems);
        for (String set : sets) {
            whole = option(whole, set, problems);
        }
        Bound all = bind(whole, problems);
        problems.throwIfAny();
        List<String> warnings = ScenarioChecks.check(all.scenario(), whole, all.epochs(), problems);
        problems.throwIfAny();

        Tree.Mapping needed = Pruning.prune((Tree.Mapping) whole, written);
        Scenario scenario = bind(needed, problems).scenario();
        return new LoadedScenario(
                scenario,
                Rendering.sources(SHAPE, needed),
                warnings,
                Rendering.print(SHAPE, needed),
                Canonical.sha256(scenario));
    }

    private static Tree option(Tree whole, String set, Problems problems) throws ScenarioException {
        String option = "--set " + set.replaceAll("\\p{Cntrl}", " ");
        int split = set.indexOf('=');
        if (split <= 0) {
            problems.add(Origin.option(option), "need path=value, such as run.seed=7");
            return whole;
        }
        String path = set.substring(0, split).strip();
        Tree value = YamlReader.option(set.substring(split + 1), option, problems);
        Tree changed = Paths.put(whole, SHAPE, path, value, problems);
        if (changed == null) {
            String hint = Suggestion.of(path, Paths.all(whole, SHAPE));
            problems.add(Origin.option(option), "unknown path " + Suggestion.quote(path) + hint);
            return whole;
        }
        return changed;
    }

    /** Without a scenario only if there are problems. */
    private record Bound(@Nullable Scenario orNothing, List<EventFolding.Epoch> epochs) {
        Scenario scenario() {
            return Objects.requireNonNull(orNothing, "bound without problems");
        }
    }

    private static Bound bind(Tree tree, Problems problems) {
        RecordBinder binder = new RecordBinder(problems);
        Map<String, @Nullable Object> values = binder.values(SHAPE, tree, "");
        Tree limits = tree instanceof Tree.Mapping map ? map.get(EventFolding.ROOT) : null;
        if (values == null || limits == null) {
            return new Bound(null, List.of());
        }
        List<EventSpec> events = new ArrayList<>();
        if (values.remove("events") instanceof List<?> list) {
            list.forEach(event -> events.add((EventSpec) event));
        }
        List<EventFolding.Epoch> epochs = EventFolding.fold(events, limits, problems);
        values.put("changes", epochs.stream().map(EventFolding.Epoch::limits).toList());
        return new Bound((Scenario) binder.construct(SHAPE, values, tree), epochs);
    }
}
