package io.tidegate.experiment;

import io.tidegate.experiment.RunSummary.Model;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.experiment.RunSummary.Quantiles;
import io.tidegate.experiment.RunSummary.Series;
import io.tidegate.experiment.RunSummary.Site;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.fleet.PoolModel;
import io.tidegate.limits.Denial;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.PhaseSpec;
import io.tidegate.scenario.SlaSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** One phase of a summary from the outcomes of its groups of cells. */
final class PhaseSummary {
    private static final double MEGAWATT = 1e6;
    private static final int CDF_POINTS = 200;

    private final FleetModel fleet;
    private final PhaseSpec spec;
    private final SlaSpec sla;
    private final PhaseSpan span;
    private final Groups groups;
    private final int cells;

    PhaseSummary(PhaseSpec spec, SlaSpec sla, PhaseOutcome outcome) {
        this.fleet = outcome.fleet();
        this.spec = spec;
        this.sla = sla;
        this.span = outcome.span();
        this.groups = outcome.statistics();
        this.cells = outcome.groups().stream().mapToInt(g -> g.cells).sum();
    }

    Phase phase() {
        List<Population> populations = new ArrayList<>();
        for (int p = 0; p <= fleet.populations(); p++) {
            populations.add(population(p));
        }
        List<Model> models = new ArrayList<>();
        for (int m = 0; m < fleet.models().size(); m++) {
            models.add(model(m));
        }
        List<Site> sites = new ArrayList<>();
        for (int s = 0; s < fleet.sites().size(); s++) {
            sites.add(site(s));
        }
        EngineSummary engine = new EngineSummary(fleet, groups);
        double hours = (span.end() - span.measureFrom()) / 3600;
        return new Phase(
                spec.name(),
                spec.label(),
                spec.start().toString(),
                hours,
                populations,
                models,
                sites,
                engine.engine(),
                engine.pools(),
                series(),
                new PeopleSummary(fleet, span, sla, groups).people());
    }

    private Population population(int p) {
        Map<String, Long> denied = new LinkedHashMap<>();
        Map<String, Estimate> deniedShare = new LinkedHashMap<>();
        for (Denial reason : Denial.values()) {
            long count = groups.denied(p, reason);
            denied.put(reason.name(), count);
            if (count > 0) {
                deniedShare.put(reason.name(), groups.deniedShare(p, reason).estimate());
            }
        }
        List<LatencyHistogram> waits = groups.waits(p);
        LatencyHistogram wait = new LatencyHistogram();
        waits.forEach(wait::add);
        boolean api = p >= fleet.demand().plans().size() && p < fleet.populations();
        return new Population(
                Groups.populationName(fleet, p),
                api,
                groups.total(p, g -> g.offered),
                groups.total(p, g -> g.served),
                groups.total(p, g -> g.lost),
                groups.total(p, g -> g.attempts),
                denied,
                groups.deniedShare(p).estimate(),
                deniedShare,
                groups.lostShare(p).estimate(),
                groups.total(p, g -> g.cutSessions),
                groups.cachedShare(p).estimate(),
                quantiles(waits),
                quantiles(groups.ttfts(p)),
                quantiles(groups.tpots(p)),
                wait.count() == 0 ? List.of() : wait.cdf(CDF_POINTS));
    }

    private static Quantiles quantiles(List<LatencyHistogram> groups) {
        List<Replicates> all = Replicates.quantiles(groups, 0.5, 0.9, 0.99);
        return new Quantiles(
                all.get(0).estimate(), all.get(1).estimate(), all.get(2).estimate());
    }

    private Model model(int m) {
        IntPredicate mine = p -> fleet.pools().get(p).model() == m;
        List<List<LatencyHistogram>> latency = groups.ofModel(m);
        return new Model(
                fleet.models().get(m).name(),
                pools(mine, g -> g.replicas).stream().mapToDouble(d -> d).sum() / cells,
                ratio(mine, g -> g.workSeconds, g -> g.onLineSeconds),
                ratio(mine, g -> g.busySeconds, g -> g.onLineSeconds),
                ratio(mine, g -> g.batchSeconds, g -> g.busySeconds),
                quantiles(latency.get(0)),
                quantiles(latency.get(1)),
                quantiles(latency.get(2)));
    }

    /** What a site's power readings say, scaled from the simulated cells to the fleet. */
    private Site site(int s) {
        IntPredicate mine = p -> fleet.pools().get(p).site() == s;
        double gpus = 0;
        for (int p = 0; p < fleet.pools().size(); p++) {
            PoolModel pool = fleet.pools().get(p);
            if (pool.site() == s) {
                double replicas = 0;
                for (CellOutcome group : groups.outcomes()) {
                    replicas += group.replicas[p];
                }
                gpus += replicas * pool.spec().gpus() * fleet.injectionCells() / cells;
            }
        }
        double perCell = fleet.injectionCells() / MEGAWATT;
        double peak = 0;
        double capped = 0;
        double readings = 0;
        for (CellOutcome group : groups.outcomes()) {
            peak += group.peakWatts[s] * perCell / cells;
            capped += group.cappedReadings[s];
            readings += total(group.readings);
        }
        double envelope = fleet.sites().get(s).spec().envelope() / MEGAWATT;
        double scaled = fleet.sites().get(s).spec().ramp() == null
                ? envelope * fleet.injectionCells() / fleet.cells()
                : envelope;
        return new Site(
                fleet.sites().get(s).spec().name(),
                gpus,
                ratio(mine, g -> g.workSeconds, g -> g.onLineSeconds),
                groups.ratio(g -> total(g.watts[s]) * perCell, g -> total(g.readings))
                        .estimate(),
                peak,
                scaled,
                readings == 0 ? 0 : capped / readings);
    }

    /** Sum over all bins. */
    static double total(BinnedSeries series) {
        double sum = 0;
        for (int b = 0; b < series.bins(); b++) {
            sum += series.get(b);
        }
        return sum;
    }

    private List<Double> pools(IntPredicate which, Function<CellOutcome, double[]> amount) {
        List<Double> all = new ArrayList<>();
        for (CellOutcome group : groups.outcomes()) {
            all.add(sum(which, amount.apply(group)));
        }
        return all;
    }

    /** Sum over some of the amounts. */
    static double sum(IntPredicate which, double[] amounts) {
        double sum = 0;
        for (int p = 0; p < amounts.length; p++) {
            sum += which.test(p) ? amounts[p] : 0;
        }
        return sum;
    }

    private Estimate ratio(
            IntPredicate which,
            Function<CellOutcome, double[]> numerator,
            Function<CellOutcome, double[]> denominator) {
        return groups.ratio(g -> sum(which, numerator.apply(g)), g -> sum(which, denominator.apply(g)))
                .estimate();
    }

    private Series series() {
        int bins = span.bins();
        Map<String, List<Double>> load = new LinkedHashMap<>();
        Map<String, List<Double>> denied = new LinkedHashMap<>();
        for (int p = 0; p < fleet.populations(); p++) {
            int population = p;
            load.put(
                    Groups.populationName(fleet, p),
                    byBin(bins, b -> at(g -> g.load[population], b) / (span.bin() * cells)));
            denied.put(
                    Groups.populationName(fleet, p),
                    byBin(
                            bins,
                            b -> share(
                                    at(g -> g.deniedSeries[population], b), at(g -> g.attemptSeries[population], b))));
        }
        if (!fleet.demand().batch().isEmpty()) {
            load.put(Series.BATCH, byBin(bins, b -> at(g -> g.batchLoad, b) / (span.bin() * cells)));
        }
        List<Double> capacity = byBin(bins, b -> {
            double offered = 0;
            for (int p = 0; p < fleet.populations(); p++) {
                int population = p;
                offered += at(g -> g.load[population], b);
            }
            double onLine = at(g -> g.loadOnLine, b);
            return onLine == 0 ? 1 : offered / onLine;
        });
        Map<String, List<Estimate>> p50 = new LinkedHashMap<>();
        Map<String, List<Estimate>> p90 = new LinkedHashMap<>();
        for (int m = 0; m < fleet.models().size(); m++) {
            p50.put(fleet.models().get(m).name(), ttft(m, 0.5));
            p90.put(fleet.models().get(m).name(), ttft(m, 0.9));
        }
        Map<String, List<Double>> megawatts = new LinkedHashMap<>();
        for (int s = 0; s < fleet.sites().size(); s++) {
            int site = s;
            megawatts.put(
                    fleet.sites().get(s).spec().name(),
                    byBin(
                            bins,
                            b -> share(at(g -> g.watts[site], b), at(g -> g.readings, b))
                                    * fleet.injectionCells()
                                    / MEGAWATT));
        }
        return new Series(load, capacity, p50, p90, denied, megawatts);
    }

    private List<Estimate> ttft(int model, double p) {
        List<Estimate> all = new ArrayList<>();
        for (int b = 0; b < span.bins(); b++) {
            all.add(Replicates.quantile(groups.ofBin(model, b), p).estimate());
        }
        return all;
    }

    private double at(Function<CellOutcome, BinnedSeries> series, int bin) {
        double sum = 0;
        for (CellOutcome group : groups.outcomes()) {
            sum += series.apply(group).get(bin);
        }
        return sum;
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private static List<Double> byBin(int bins, IntToDoubleFunction value) {
        List<Double> all = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            all.add(value.applyAsDouble(b));
        }
        return all;
    }
}
