package io.tidegate.experiment.sweep;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Version;
import io.tidegate.scenario.Expectation;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.Scenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import io.tidegate.scenario.SweepSpec;
import io.tidegate.scenario.Varied;
import io.tidegate.scenario.VarySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sweep of which every point was bound and checked, and is bound again when it is run. Runs of one replication meet the same people and draws at all points, as
 * these follow from the seed, the replication and the cell alone.
 */
public final class SweepPlan {
    /** What must not differ between points, and what to do instead. */
    private static final Map<String, String> ALIKE = alike();

    private static final int ENOUGH_MISTAKES = 20;

    private final ScenarioSource source;
    private final List<String> sets;
    private final Scenario base;
    private final SweepHead head;
    private final List<String> warnings;
    private final Twins twins;

    private SweepPlan(ScenarioSource source, List<String> sets, Scenario base, SweepHead head, List<String> warnings) {
        this.source = source;
        this.sets = List.copyOf(sets);
        this.base = base;
        this.head = head;
        this.warnings = warnings;
        this.twins = Twins.of(head.points());
    }

    /**
     * Where a sweep is described, for messages.
     *
     * @param source the scenario
     * @param options whether what is varied was given on the command line, by {@code --vary}
     */
    private record Places(ScenarioSource source, boolean options) {
        String of(VarySpec spec) {
            return options ? "--vary " + spec.path() : source.place("sweep.vary." + spec.path()) + ": " + spec.path();
        }

        String ofSweep() {
            return options ? "--vary" : source.place("sweep");
        }

        /** A mistake of a value that was set, as it was typed or where it was written. */
        String shown(String message, List<String> paths, List<String> values) {
            for (int i = 0; i < paths.size(); i++) {
                String set = "--set " + (paths.get(i) + "=" + values.get(i)).replaceAll("\\p{Cntrl}", " ") + ": ";
                if (message.startsWith(set)) {
                    String where = options
                            ? "--vary " + paths.get(i) + "=" + values.get(i)
                            : source.place("sweep.vary." + paths.get(i)) + ": " + paths.get(i) + "=" + values.get(i);
                    return where + ": " + message.substring(set.length());
                }
            }
            return message;
        }
    }

    /**
     * Makes and checks all points.
     *
     * @param source the scenario
     * @param sets values of every point, each {@code path=value}
     * @param spec the design
     * @param expect what is expected of every point
     * @param options whether what is varied was given on the command line, by {@code --vary}
     * @param code identity of the program, see {@link CodeIdentity}
     * @throws ScenarioException if anything is wrong with the scenario, the design or a point, with everything that is
     */
    public static SweepPlan of(
            ScenarioSource source,
            List<String> sets,
            SweepSpec spec,
            List<Expectation> expect,
            boolean options,
            String code)
            throws ScenarioException {
        Places places = new Places(source, options);
        LoadedScenario base = source.with(sets);
        List<Varied> varied = varied(spec, places);
        List<List<String>> points;
        try {
            points = Designs.points(spec, varied);
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(List.of(places.ofSweep() + ": " + e.getMessage()));
        }
        if ((long) points.size() * spec.replications() > SweepHead.MOST_RUNS) {
            throw new ScenarioException(List.of(places.ofSweep() + ": more than " + SweepHead.MOST_RUNS + " runs, as "
                    + points.size() + " points with " + spec.replications() + " replications each"));
        }
        List<String> paths = varied.stream().map(Varied::path).toList();
        Set<String> mistakes = new LinkedHashSet<>();
        Set<String> warnings = new LinkedHashSet<>();
        for (VarySpec each : spec.vary()) {
            source.setAgain(each.path())
                    .forEach(what -> warnings.add(places.of(each) + ": " + what.text() + ", and there holds"));
        }
        List<SweepHead.Point> bound = new ArrayList<>();
        for (int point = 0; point < points.size() && mistakes.size() < ENOUGH_MISTAKES; point++) {
            List<String> values = points.get(point);
            try {
                String scenario = source.with(sets(sets, paths, values)).sha256();
                bound.add(new SweepHead.Point(scenario, values, numbers(varied, values)));
            } catch (ScenarioException e) {
                for (String message : e.messages()) {
                    String shown = places.shown(message, paths, values);
                    mistakes.add(shown.equals(message) ? message + " (where " + where(paths, values) + ")" : shown);
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(List.copyOf(mistakes));
        }
        List<SweepHead.Axis> axes = varied.stream().map(SweepPlan::axis).toList();
        SweepHead head = new SweepHead(
                Version.text(),
                code,
                base.scenario().name(),
                base.scenario().title(),
                spec.replications(),
                labels(base),
                axes,
                expect.stream().map(Expectation::withoutFolder).toList(),
                bound);
        return new SweepPlan(source, sets, base.scenario(), head, List.copyOf(warnings));
    }

    private static List<String> labels(LoadedScenario base) {
        List<String> labels = new ArrayList<>();
        int variants = Math.max(1, base.variants().size());
        for (int i = 0; i < base.runs().size(); i++) {
            String phase = base.scenario().phases().get(i / variants).name();
            String variant = base.runs().get(i).variant();
            MeasureName where = MeasureName.of("", "").with("phase", phase);
            labels.add((variant.isEmpty() ? where : where.with("variant", variant)).toString());
        }
        return labels;
    }

    private static SweepHead.Axis axis(Varied varied) {
        return new SweepHead.Axis(varied.path(), varied.dimension() == null ? "" : SweepHead.word(varied.dimension()));
    }

    private static List<Double> numbers(List<Varied> varied, List<String> values) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < varied.size(); i++) {
            numbers.add(varied.get(i).number(values.get(i)));
        }
        return numbers;
    }

    private static String where(List<String> paths, List<String> values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            parts.add(paths.get(i) + "=" + values.get(i));
        }
        return String.join(", ", parts).replaceAll("\\p{Cntrl}", " ");
    }

    /** Names and the number of replications do not determine a run, so that all points agree on them. */
    private static List<String> sets(List<String> sets, List<String> paths, List<String> values) {
        List<String> all = new ArrayList<>(sets);
        all.addAll(List.of("name=point", "title=point", "run.replications=1", "run.anchors=usual"));
        for (int i = 0; i < paths.size(); i++) {
            all.add(paths.get(i) + "=" + values.get(i));
        }
        return all;
    }

    private static List<Varied> varied(SweepSpec spec, Places places) throws ScenarioException {
        List<Varied> all = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (VarySpec each : spec.vary()) {
            try {
                requireFree(each.path(), all);
                all.add(Varied.of(places.source, each));
            } catch (IllegalArgumentException e) {
                mistakes.add(places.of(each) + ": " + e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(mistakes);
        }
        return all;
    }

    private static void requireFree(String path, List<Varied> others) {
        ALIKE.forEach((fixed, instead) -> {
            if (ScenarioSource.overlap(path, fixed)) {
                throw new IllegalArgumentException("cannot be varied: " + instead);
            }
        });
        for (Varied other : others) {
            if (other.path().equals(path)) {
                throw new IllegalArgumentException("is varied twice");
            }
            if (ScenarioSource.overlap(path, other.path())) {
                throw new IllegalArgumentException("overlaps with " + other.path() + ", which is varied too");
            }
        }
    }

    private static Map<String, String> alike() {
        Map<String, String> alike = new LinkedHashMap<>();
        String paired = "points are compared by the same people and draws; ";
        alike.put("run.seed", paired + "--set run.seed=N sets it for all of them");
        alike.put("run.cells", paired + "--set run.cells=N sets them for all of them");
        alike.put("run.fleet-cells", paired + "--set run.fleet-cells=N sets them for all of them");
        alike.put("run.replications", "--replications N runs each point so often");
        for (String path : List.of("run.anchors", "name", "title", "expect", "sweep")) {
            alike.put(path, "no run depends on it");
        }
        return alike;
    }

    /** The scenario whose values are varied. */
    public Scenario base() {
        return base;
    }

    /** What the sweep is. */
    public SweepHead head() {
        return head;
    }

    /** What is allowed but doubtful, each with its place. */
    public List<String> warnings() {
        return warnings;
    }

    /** The numbers of the runs that one determines, its own among them, in order: {@code point·replications + replication}. */
    List<Integer> indices(int point, int replication) {
        List<Integer> indices = new ArrayList<>(1);
        for (int twin = twins.first(point); twin >= 0; twin = twins.next(twin)) {
            indices.add(twin * head.replications() + replication);
        }
        return indices;
    }

    /** Which points are one scenario. */
    Twins twins() {
        return twins;
    }

    /** A run; points that are the same scenario share that of the first of them. */
    PlannedRun run(int point, int replication) {
        return new Planned(this, twins.first(point), replication);
    }

    private record Planned(SweepPlan plan, int point, int replication) implements PlannedRun {
        @Override
        public String name() {
            return "point " + point + " of " + plan.head.scenario();
        }

        @Override
        public String key() {
            return plan.head.key(point, replication);
        }

        @Override
        public LoadedScenario bind() {
            List<String> paths =
                    plan.head.axes().stream().map(SweepHead.Axis::path).toList();
            List<String> values = plan.head.points().get(point).values();
            try {
                return plan.source.with(sets(plan.sets, paths, values));
            } catch (ScenarioException never) {
                throw new IllegalStateException(name() + " was accepted before", never);
            }
        }

        @Override
        public RunTask task() {
            return new RunTask(point, replication, name(), bind().resolvedYaml(), key());
        }
    }
}
