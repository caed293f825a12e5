package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.limits.Denial;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The measured values of a run by name: what expectations, sweeps and comparisons are about. */
public final class Measures {
    private static final List<String> TIMES = List.of("queue_wait", "ttft", "tpot");
    private static final double[] LEVELS = {0.5, 0.9, 0.99};

    private final FleetModel fleet;
    private final PhaseOutcome outcome;
    private final Groups groups;
    private final MeasureName labels;
    private final double faults;
    private final Map<String, Replicates> values = new TreeMap<>();

    private Measures(PhaseOutcome outcome, MeasureName labels, double faults) {
        this.outcome = outcome;
        this.faults = faults;
        this.fleet = outcome.fleet();
        this.groups = outcome.statistics();
        this.labels = labels;
    }

    /** Every measure that there is. */
    public static List<MeasureInfo> all() {
        return MeasureList.ALL;
    }

    /** What a measure is, by its word, such as {@code p99}; nothing where there is none of that name. */
    public static Optional<MeasureInfo> info(String measure) {
        return MeasureList.ALL.stream()
                .filter(each -> each.measure().equals(measure))
                .findFirst();
    }

    /** The values of all phases and variants that were run. */
    static Measured of(LoadedScenario loaded, List<PhaseRun> runs, List<PhaseOutcome> outcomes) {
        TreeMap<String, Replicates> all = new TreeMap<>();
        List<Crossing.Phase> crossing = new ArrayList<>();
        long requests = 0;
        for (int i = 0; i < runs.size(); i++) {
            PhaseRun run = runs.get(i);
            MeasureName labels = MeasureName.of("", "").with("phase", phase(loaded, run));
            if (!run.variant().isEmpty()) {
                labels = labels.with("variant", run.variant());
            }
            all.putAll(new Measures(
                            outcomes.get(i), labels, loaded.scenario().sla().faults())
                    .values());
            crossing.add(new CrossingSummary(outcomes.get(i)).phase(labels));
            for (CellOutcome group : outcomes.get(i).groups()) {
                requests += group.simulated;
            }
        }
        return new Measured(all, requests, new Crossing(crossing));
    }

    /** The name of the scenario's phase that a run is of, whatever its variant. */
    public static String phase(LoadedScenario loaded, PhaseRun run) {
        int variants = Math.max(1, loaded.variants().size());
        return loaded.scenario()
                .phases()
                .get(loaded.runs().indexOf(run) / variants)
                .name();
    }

    private Map<String, Replicates> values() {
        int plans = fleet.demand().plans().size();
        for (int p = 0; p <= fleet.populations(); p++) {
            String name = Groups.populationName(fleet, p);
            population(p, p == fleet.populations() ? labels : labels.with(p < plans ? "plan" : "tier", name));
        }
        for (int m = 0; m < fleet.models().size(); m++) {
            int model = m;
            IntPredicate mine = p -> fleet.pools().get(p).model() == model;
            model(mine, labels.with("model", fleet.models().get(m).name()));
            times(groups.ofModel(m), labels.with("model", fleet.models().get(m).name()));
        }
        model(p -> true, labels);
        put("restarts", labels, groups.ratio(g -> g.restarts, g -> g.cells).times(fleet.injectionCells()));
        for (int s = 0; s < fleet.sites().size(); s++) {
            int site = s;
            site(i -> i == site, labels.with("site", fleet.sites().get(s).spec().name()));
        }
        site(i -> true, labels);
        return values;
    }

    private void population(int p, MeasureName where) {
        fleetWide("offered", where, p, g -> g.offered);
        fleetWide("served", where, p, g -> g.served);
        fleetWide("lost", where, p, g -> g.lost);
        fleetWide("attempts", where, p, g -> g.attempts);
        fleetWide("cut_sessions", where, p, g -> g.cutSessions);
        put("denied_share", where, groups.deniedShare(p));
        for (Denial reason : Denial.values()) {
            if (groups.denied(p, reason) > 0) {
                put("denied_share", where.with("reason", reason.name()), groups.deniedShare(p, reason));
            }
        }
        put("lost_share", where, groups.lostShare(p));
        put("cached_share", where, groups.cachedShare(p));
        new PeopleMeasures(outcome, faults, p, (measure, value) -> put(measure, where, value)).all();
        times(List.of(groups.waits(p), groups.ttfts(p), groups.tpots(p)), where);
    }

    private void times(List<List<LatencyHistogram>> histograms, MeasureName where) {
        for (int t = 0; t < TIMES.size(); t++) {
            List<Replicates> quantiles = Replicates.quantiles(histograms.get(t), LEVELS);
            for (int k = 0; k < LEVELS.length; k++) {
                put(new MeasureName("p" + Math.round(100 * LEVELS[k]), TIMES.get(t), where.labels()), quantiles.get(k));
            }
            put(new MeasureName("mean", TIMES.get(t), where.labels()), Replicates.mean(histograms.get(t)));
        }
    }

    private void model(IntPredicate mine, MeasureName where) {
        ToDoubleFunction<CellOutcome> onLine = g -> PhaseSummary.sum(mine, g.onLineSeconds);
        ToDoubleFunction<CellOutcome> busy = g -> PhaseSummary.sum(mine, g.busySeconds);
        put("utilisation", where, groups.ratio(g -> PhaseSummary.sum(mine, g.workSeconds), onLine));
        put("busy", where, groups.ratio(busy, onLine));
        put("batch", where, groups.ratio(g -> PhaseSummary.sum(mine, g.batchSeconds), busy));
    }

    private void site(IntPredicate mine, MeasureName where) {
        ToDoubleFunction<CellOutcome> readings = g -> PhaseSummary.total(g.readings);
        put(
                "power",
                where,
                groups.ratio(g -> ofSites(mine, s -> PhaseSummary.total(g.watts[s])), readings)
                        .times(fleet.injectionCells()));
        double sites = ofSites(mine, s -> 1);
        put(
                "capped_share",
                where,
                groups.ratio(g -> ofSites(mine, s -> g.cappedReadings[s]), g -> sites * readings.applyAsDouble(g)));
    }

    private double ofSites(IntPredicate mine, IntToDoubleFunction amount) {
        return IntStream.range(0, fleet.sites().size())
                .filter(mine)
                .mapToDouble(amount)
                .sum();
    }

    private void fleetWide(String measure, MeasureName where, int population, Function<CellOutcome, long[]> count) {
        put(
                measure,
                where,
                groups.ratio(g -> groups.sum(population, p -> (double) count.apply(g)[p]), g -> g.cells)
                        .times(fleet.injectionCells()));
    }

    private void put(String measure, MeasureName where, Replicates value) {
        put(new MeasureName(measure, "", where.labels()), value);
    }

    private void put(MeasureName name, Replicates value) {
        values.put(name.toString(), value);
    }
}
