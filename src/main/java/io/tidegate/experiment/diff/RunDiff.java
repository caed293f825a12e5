package io.tidegate.experiment.diff;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.MeasuresFile;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.ScenarioDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two runs.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}
 * @param base name of the first run's scenario
 * @param head name of the second's
 * @param paired whether intervals of differences come from the same people and draws in both
 * @param sameCode whether the same build of the program made both, whatever its version says
 * @param changes of the scenario, sorted by path
 * @param measures selected values that both have; of headlines those that at least one knows
 * @param onlyBase names of selected values that only the first has
 * @param onlyHead names of selected values that only the second has
 * @param gates gated values
 */
public record RunDiff(
        int schemaVersion,
        String base,
        String head,
        boolean paired,
        boolean sameCode,
        List<Edit> changes,
        List<Compared> measures,
        List<String> onlyBase,
        List<String> onlyHead,
        List<GateResult> gates) {
    /** Changes when a key is renamed or removed. */
    public static final int SCHEMA_VERSION = 1;

    /** What is compared unless more is asked for: what users meet, and how full each model is. */
    public static final List<MeasurePattern> HEADLINES = headlines();

    public RunDiff {
        changes = List.copyOf(changes);
        measures = List.copyOf(measures);
        onlyBase = List.copyOf(onlyBase);
        onlyHead = List.copyOf(onlyHead);
        gates = List.copyOf(gates);
    }

    /**
     * What is asked.
     *
     * @param paired whether the runs are compared group by group, see {@link Pairing}
     * @param all whether every value is compared
     * @param more values compared beside the headlines
     * @param gates what must not get worse
     * @param headlinesTolerance by how much no headline may get worse, as a share; NaN where that is not asked
     */
    public record Question(
            boolean paired, boolean all, List<MeasurePattern> more, List<Gate> gates, double headlinesTolerance) {}

    private static List<MeasurePattern> headlines() {
        List<MeasurePattern> all = new ArrayList<>();
        for (String who : List.of("", "{plan=*}", "{tier=*}")) {
            for (String what : List.of("denied_share", "p50(ttft)", "p90(ttft)", "p90(queue_wait)")) {
                all.add(MeasurePattern.parse(what + who));
            }
        }
        all.add(MeasurePattern.parse("utilisation{model=*}"));
        return List.copyOf(all);
    }

    /**
     * Compares two runs that may be compared.
     *
     * @throws IllegalArgumentException if a pattern fits no value of either; the message names it
     */
    public static RunDiff of(
            MeasuresFile base, MeasuresFile head, List<ScenarioDiff.Change> changes, Question question) {
        List<MeasurePattern> more = new ArrayList<>(question.more());
        question.gates().forEach(gate -> more.add(gate.what()));
        Map<MeasureName, Replicates> before = values(base.measured(), more);
        Map<MeasureName, Replicates> after = values(head.measured(), more);
        List<MeasureName> names = sorted(before, after, base.head().populations());
        more.forEach(pattern -> requireAny(pattern, names));
        List<Compared> measures = new ArrayList<>();
        List<String> onlyBase = new ArrayList<>();
        List<String> onlyHead = new ArrayList<>();
        for (MeasureName name : names) {
            Replicates was = before.get(name);
            Replicates is = after.get(name);
            if (question.all() || any(more, name) || (any(HEADLINES, name) && (isKnown(was) || isKnown(is)))) {
                if (was != null && is != null) {
                    measures.add(Compared.of(name, was, is, question.paired()));
                } else {
                    (was == null ? onlyHead : onlyBase).add(name.toString());
                }
            }
        }
        return new RunDiff(
                SCHEMA_VERSION,
                base.head().scenario(),
                head.head().scenario(),
                question.paired(),
                base.head().code().equals(head.head().code()),
                changes.stream().map(Edit::of).toList(),
                measures,
                onlyBase,
                onlyHead,
                gates(question, names, before, after));
    }

    /** All values; of those by region or kind, which are many, the ones that are asked for. */
    private static Map<MeasureName, Replicates> values(Measured measured, List<MeasurePattern> asked) {
        Map<MeasureName, Replicates> all = new TreeMap<>(measured.crossing().all(name -> any(asked, name)));
        measured.values().forEach((name, value) -> all.put(MeasureName.parse(name), value));
        return all;
    }

    private static boolean any(List<MeasurePattern> patterns, MeasureName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static boolean isKnown(@Nullable Replicates value) {
        return value != null && !Double.isNaN(value.value());
    }

    private static void requireAny(MeasurePattern pattern, List<MeasureName> names) {
        if (names.stream().noneMatch(pattern::matches)) {
            throw new IllegalArgumentException("neither run measured " + pattern
                    + names.stream()
                            .filter(pattern::isOfSame)
                            .findFirst()
                            .map(each -> "; there is, for example, " + each)
                            .orElse(""));
        }
    }

    /** By what is measured of whom: all together first, plans and tiers in the scenario's order, then the rest. */
    private static List<MeasureName> sorted(
            Map<MeasureName, Replicates> before, Map<MeasureName, Replicates> after, List<String> populations) {
        TreeSet<MeasureName> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        Map<Integer, List<MeasureName>> byWho = new TreeMap<>();
        for (MeasureName name : all) {
            String plan = name.labels().getOrDefault("plan", name.labels().getOrDefault("tier", ""));
            boolean elsewhere =
                    name.labels().containsKey("model") || name.labels().containsKey("site");
            int at = populations.indexOf(plan);
            byWho.computeIfAbsent(
                            elsewhere ? populations.size() + 1 : plan.isEmpty() ? -1 : at < 0 ? populations.size() : at,
                            key -> new ArrayList<>())
                    .add(name);
        }
        return byWho.values().stream().flatMap(List::stream).toList();
    }

    /** Each value once, with the least tolerance asked for it. Headlines that the first run does not know are not gated. */
    private static List<GateResult> gates(
            Question question,
            List<MeasureName> names,
            Map<MeasureName, Replicates> before,
            Map<MeasureName, Replicates> after) {
        Map<MeasureName, Double> tolerances = new LinkedHashMap<>();
        for (MeasureName name : names) {
            Replicates was = before.get(name);
            if (!Double.isNaN(question.headlinesTolerance()) && any(HEADLINES, name) && isKnown(was)) {
                tolerances.put(name, question.headlinesTolerance());
            }
            for (Gate gate : question.gates()) {
                if (gate.what().matches(name)) {
                    tolerances.merge(name, gate.tolerance(), StrictMath::min);
                }
            }
        }
        List<GateResult> results = new ArrayList<>();
        tolerances.forEach((name, tolerance) -> results.add(GateResult.of(
                name, tolerance, before.get(name), after.get(name), question.paired(), tolerances.size())));
        return results;
    }

    /** The gated values that had an outcome. */
    public List<GateResult> with(GateResult.Outcome outcome) {
        return gates.stream().filter(each -> each.outcome() == outcome).toList();
    }
}
