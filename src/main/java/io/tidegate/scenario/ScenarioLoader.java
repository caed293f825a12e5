package io.tidegate.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scenario file to a {@link Scenario}: read it and what it extends, lay one over the other and the command line over all, bind
 * to records, fold events, check; then the same for each of its variants.
 */
public final class ScenarioLoader {
    private static final Shape.Fields SHAPE = Shape.DOCUMENT;

    private ScenarioLoader() {}

    /**
     * Loads a file.
     *
     * @param file the scenario; it may extend files of its folder and of the built-in catalogue
     * @param sets values that win over all, each {@code path=value}
     * @throws ScenarioException if anything is wrong, with everything that is; also if the file cannot be read
     */
    public static LoadedScenario load(Path file, List<String> sets) throws ScenarioException {
        return ScenarioSource.read(file).with(sets);
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
        return ScenarioSource.parse(name, text).with(sets);
    }

    /**
     * Binds and checks a tree.
     *
     * @param laid the scenario on top of the catalogue
     * @param written the scenario alone
     * @param sets values that win over all, each {@code path=value}
     */
    static LoadedScenario resolve(Tree laid, Tree.Mapping written, List<String> sets, Problems problems)
            throws ScenarioException {
        Tree whole = laid;
        for (String set : sets) {
            whole = option(whole, set, problems);
        }
        List<Tree> trees = new ArrayList<>(List.of(whole));
        List<Bound> all = new ArrayList<>(List.of(bind(whole, problems)));
        List<VariantSpec> variants = all.get(0).variants();
        for (VariantSpec variant : variants) {
            Tree changed = Variants.apply(whole, variant, problems);
            trees.add(changed);
            all.add(bind(changed, problems));
        }
        problems.throwIfAny();
        Set<String> warnings = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            Bound each = all.get(i);
            warnings.addAll(ScenarioChecks.check(each.scenario(), trees.get(i), each.epochs(), problems));
            if (i > 0) {
                warnings.addAll(Variants.overridden(trees.get(i), variants.get(i - 1)));
            }
        }
        Variants.check(variants, all.get(0).scenario().phases(), whole, problems);
        problems.throwIfAny();
        Tree.Mapping needed = Pruning.prune((Tree.Mapping) whole, written, trees);
        return pruned(needed, variants, List.copyOf(warnings), all.get(0).extras(whole), problems);
    }

    private static LoadedScenario pruned(
            Tree.Mapping needed, List<VariantSpec> specs, List<String> warnings, Extras extras, Problems problems) {
        Scenario scenario = bind(needed, problems).scenario();
        List<Variants.Variant> variants = new ArrayList<>();
        for (VariantSpec spec : specs) {
            Scenario changed =
                    bind(Variants.apply(needed, spec, problems), problems).scenario();
            variants.add(new Variants.Variant(spec.name(), spec.label(), changed));
        }
        Rendering rendering = new Rendering(SHAPE, needed);
        return new LoadedScenario(
                scenario,
                Variants.runs(scenario, variants),
                rendering.sources(),
                warnings,
                rendering.yaml(),
                variants.isEmpty() ? scenario : new Variants.Whole(scenario, variants),
                extras);
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
    private record Bound(
            @Nullable Scenario orNothing,
            List<EventFolding.Epoch> epochs,
            List<VariantSpec> variants,
            List<ExpectSpec> expect,
            @Nullable SweepSpec sweep) {
        Scenario scenario() {
            return Objects.requireNonNull(orNothing, "bound without problems");
        }

        Extras extras(Tree whole) {
            List<Expectation> placed = new ArrayList<>();
            for (ExpectSpec spec : expect) {
                Origin origin = Paths.locate(whole, SHAPE, "expect." + spec.name() + ".that");
                placed.add(new Expectation(spec, origin.shown(), origin.line()));
            }
            return new Extras(placed, sweep);
        }
    }

    private static Bound bind(Tree tree, Problems problems) {
        RecordBinder binder = new RecordBinder(problems);
        Map<String, @Nullable Object> values = binder.values(SHAPE, tree, "");
        Tree limits = tree instanceof Tree.Mapping map ? map.get(EventFolding.ROOT) : null;
        if (values == null || limits == null) {
            return new Bound(null, List.of(), List.of(), List.of(), null);
        }
        List<EventSpec> events = taken(values, "events", EventSpec.class);
        List<VariantSpec> variants = taken(values, "variants", VariantSpec.class);
        List<ExpectSpec> expect = taken(values, "expect", ExpectSpec.class);
        @Nullable SweepSpec sweep = (SweepSpec) values.remove("sweep");
        List<EventFolding.Epoch> epochs = EventFolding.fold(events, limits, problems);
        values.put("changes", epochs.stream().map(EventFolding.Epoch::limits).toList());
        return new Bound((Scenario) binder.construct(SHAPE, values, tree), epochs, variants, expect, sweep);
    }

    /** Takes a list out of what was bound; an empty one where it is not written. */
    private static <T> List<T> taken(Map<String, @Nullable Object> values, String key, Class<T> type) {
        List<T> all = new ArrayList<>();
        if (values.remove(key) instanceof List<?> list) {
            list.forEach(each -> all.add(type.cast(each)));
        }
        return all;
    }
}
