package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Anchor;
import io.tidegate.experiment.RunSummary.Assumed;
import io.tidegate.experiment.RunSummary.Difference;
import io.tidegate.experiment.RunSummary.Engine;
import io.tidegate.experiment.RunSummary.Model;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Pool;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.experiment.RunSummary.Quantiles;
import io.tidegate.experiment.RunSummary.Series;
import io.tidegate.experiment.RunSummary.Site;
import io.tidegate.measure.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Invented runs of realistic size, for tables and pictures. */
final class RunSummaries {
    private static final List<String> REASONS =
            List.of("WINDOW_5H", "WEEKLY", "RPM", "ITPM", "OTPM", "QUEUE_FULL", "TOO_LARGE", "SITE_DOWN");
    private static final List<String> MODELS = List.of("opus", "sonnet", "haiku");
    private static final int BEFORE = 0;
    private static final int AFTER = 2;

    private final int cells;
    private final int bins;
    private final double binSeconds;
    private final double from;

    private RunSummaries(int cells, int bins, double binSeconds, double from) {
        this.cells = cells;
        this.bins = bins;
        this.binSeconds = binSeconds;
        this.from = from;
    }

    /** Three phases of the morning's peak, eight cells. */
    static RunSummary peak() {
        return new RunSummaries(8, 24, 900, 18_000).run(List.of("before", "announcement day", "after"), MODELS);
    }

    /** Three phases of a whole day, two cells and so no intervals. */
    static RunSummary wholeDay() {
        return new RunSummaries(2, 96, 900, 0).run(List.of("before", "announcement day", "after"), MODELS);
    }

    /** One phase, one bin, two model classes, two cells. */
    static RunSummary single() {
        return new RunSummaries(2, 1, 3600, 21_600).run(List.of("before"), List.of("opus", "sonnet"));
    }

    /** A run in which nothing came and nothing is known. */
    static RunSummary silent() {
        RunSummary whole = peak();
        Estimate unknown = new Estimate(Double.NaN, Double.NaN, 8);
        Quantiles none = new Quantiles(unknown, unknown, unknown);
        List<Phase> phases = whole.phases().stream()
                .map(phase -> new Phase(
                        phase.name(),
                        phase.label(),
                        phase.start(),
                        phase.hours(),
                        phase.populations().stream()
                                .map(p -> new Population(
                                        p.name(), p.api(), 0, 0, 0, 0, Map.of(), unknown, Map.of(), unknown, 0, unknown,
                                        none, none, none, List.of()))
                                .toList(),
                        phase.models().stream()
                                .map(m -> new Model(
                                        m.name(),
                                        m.replicas(),
                                        new Estimate(0, 0, 8),
                                        new Estimate(0, 0, 8),
                                        unknown,
                                        none,
                                        none,
                                        none))
                                .toList(),
                        phase.sites(),
                        new Engine(0, 0, 0, 0, 0, 0, Map.of()),
                        phase.pools(),
                        new Series(
                                Map.of(),
                                phase.series().capacity(),
                                Map.of("opus", Collections.nCopies(24, unknown)),
                                Map.of(),
                                Map.of(),
                                Map.of()),
                        InventedPeople.silent()))
                .toList();
        return with(whole, phases);
    }

    /** The run with other phases. */
    static RunSummary with(RunSummary run, List<Phase> phases) {
        return new RunSummary(
                run.schemaVersion(),
                run.scenario(),
                run.title(),
                run.version(),
                run.seed(),
                run.cells(),
                run.fleetCells(),
                run.replications(),
                run.injectionShare(),
                run.requests(),
                run.span(),
                run.binStarts(),
                run.peakFrom(),
                run.peakTo(),
                run.variants(),
                phases,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private RunSummary run(List<String> labels, List<String> models) {
        List<Double> starts = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            starts.add(from + bin * binSeconds);
        }
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            phases.add(phase(i, labels.get(i), models));
        }
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                "capacity-injection",
                "Colossus 1 added to the fleet at the spring peak of 2026",
                "0.1.0",
                20_260_506L,
                cells,
                624,
                1,
                0.2213,
                51_234_567L,
                "local time, America/Los_Angeles",
                starts,
                5 * 3600,
                11 * 3600,
                List.of(),
                phases,
                differences(),
                List.of(
                        new Anchor(
                                "300 MW envelope",
                                "holds",
                                "MW",
                                Double.NaN,
                                300,
                                246,
                                "246 MW at the peak",
                                "predicted",
                                true,
                                ""),
                        new Anchor(
                                "tokens per second and user, Opus class",
                                "40-63 [published speed boards]",
                                "",
                                40,
                                63,
                                22,
                                "13 before, 22 after",
                                "predicted",
                                false,
                                "18 below 40: steps of large batches take longer"),
                        new Anchor(
                                "paid users newly limited by the peak factor",
                                "about 7 %, Pro most",
                                "%",
                                6,
                                8,
                                6.6,
                                "+6.6 points of paid users",
                                "calibrated",
                                true,
                                "")),
                List.of(
                        new Assumed("demand.plans.pro.users", "6.0 M", "assumed: total within 18-30 M published"),
                        new Assumed("supply.profiles.opus.gpus_per_replica", "32", "assumed | size <unknown>")),
                List.of(
                        "Small cells overstate the queue by 10-50 % near the edge; compare 1/624 with 1/312 cells.",
                        "The share of WINDOW_5H denials rests on an assumed window."));
    }

    private List<Difference> differences() {
        return List.of(
                new Difference("all", "TTFT p50, s", "before", "announcement day", estimate(0.31, 0.2), 4.5),
                new Difference("all", "TTFT p50, s", "before", "after", estimate(-0.83, 0.1), 4.5),
                new Difference("pro", "denied, percentage points", "before", "after", estimate(-5.13, 0.08), 4.5),
                new Difference("tier-1", "denied, percentage points", "before", "after", estimate(-8.81, 0.07), 4.5),
                new Difference("free", "lost, percentage points", "before", "after", estimate(0.02, 2), 4.5));
    }

    private Phase phase(int phase, String label, List<String> models) {
        List<Population> populations = List.of(
                population("free", false, 11_600_000, 0.78, List.of(0.008, 0.0, 0.0), List.of(), phase),
                population(
                        "pro",
                        false,
                        92_000_000,
                        0.90,
                        List.of(0.062, 0.016, 0.007),
                        List.of(0.002, 0.003, 0.004),
                        phase),
                population(
                        "max-5x",
                        false,
                        71_000_000,
                        0.92,
                        List.of(0.094, 0.021, 0.006),
                        List.of(0.006, 0.008, 0.010),
                        phase),
                population(
                        "max-20x",
                        false,
                        66_000_000,
                        0.93,
                        List.of(0.012, 0.002, 0.0),
                        List.of(0.011, 0.012, 0.013),
                        phase),
                population("team", false, 23_000_000, 0.90, List.of(0.018, 0.006, 0.003), List.of(), phase),
                population("enterprise-seat", false, 48_000_000, 0.92, List.of(0.004, 0.001, 0.001), List.of(), phase),
                population("tier-1", true, 9_600_000, 0.55, List.of(), List.of(), phase),
                population("tier-2", true, 16_900_000, 0.55, List.of(), List.of(), phase),
                population("tier-3", true, 24_200_000, 0.55, List.of(), List.of(), phase),
                population("tier-4", true, 677_000_000, 0.55, List.of(), List.of(), phase),
                population("negotiated", true, 4_110_000_000L, 0.55, List.of(), List.of(), phase),
                population(
                        "all",
                        false,
                        5_150_000_000L,
                        0.72,
                        List.of(0.0046, 0.0013, 0.0006),
                        List.of(0.0006, 0.0007, 0.0008),
                        phase));
        List<Model> classes = new ArrayList<>();
        for (String model : models) {
            int m = MODELS.indexOf(model);
            double[] use = {0.74, 0.75, 0.73};
            double[] useAfter = {0.60, 0.63, 0.37};
            double[] replicas = {14, 13, 4};
            double[] replicasAfter = {18, 16, 8};
            double utilisation = phase == AFTER ? useAfter[m] : use[m] + 0.015 * phase;
            classes.add(new Model(
                    model,
                    phase == AFTER ? replicasAfter[m] : replicas[m],
                    estimate(utilisation, 0.01),
                    estimate(0.4 + 0.6 * utilisation, 0.008),
                    estimate(phase == AFTER ? 31.4 : 71.3 + phase, 0.03),
                    quantiles(0.4 * ttft(m, phase, false), 0.3 * ttft(m, phase, true)),
                    quantiles(ttft(m, phase, false), ttft(m, phase, true)),
                    quantiles(phase == AFTER ? 0.046 : 0.077 + 0.01 * phase, 0.13)));
        }
        List<Site> sites = new ArrayList<>();
        sites.add(new Site("us-east", 219_648, estimate(0.72, 0.01), estimate(301.2, 0.004), 315, 420, 0));
        sites.add(new Site("us-central", 249_600, estimate(0.76, 0.01), estimate(330.8, 0.004), 342.4, 450, 0));
        sites.add(new Site("eu-west", 159_744, estimate(0.70, 0.01), estimate(150.1, 0.004), 158, 310, 0));
        if (phase == AFTER) {
            sites.add(new Site("colossus-1", 209_664, estimate(0.58, 0.01), estimate(233, 0.004), 246, 300, 0.0021));
        }
        return new Phase(
                List.of("before", "announcement", "after").get(phase),
                label,
                List.of("2026-05-05T05:00", "2026-05-06T05:00", "2026-06-03T05:00")
                        .get(phase),
                bins * binSeconds / 3600,
                populations,
                classes,
                sites,
                new Engine(
                        42_000_000,
                        1.9e12,
                        2.1e10,
                        310_000_000,
                        120_000_000,
                        1_234,
                        Map.of(
                                "HBM",
                                estimate(0.81, 0.01),
                                "HOST",
                                estimate(0.09, 0.02),
                                "EXPIRED",
                                estimate(0.04, 0.02))),
                List.of(
                        new Pool("opus-east", 200_000_000, 90_000_000, 0.031, 0, 0.12, 0.14),
                        new Pool("haiku-east", 110_000_000, 30_000_000, 0, 0, 0, 0)),
                series(phase, models),
                InventedPeople.of(populations, phase, (int) (from / 3600), bins * binSeconds / 3600, cells));
    }

    private Population population(
            String name,
            boolean api,
            long offered,
            double cached,
            List<Double> window,
            List<Double> weekly,
            int phase) {
        Map<String, Estimate> by = new LinkedHashMap<>();
        if (!window.isEmpty() && window.get(phase) > 0) {
            by.put("WINDOW_5H", estimate(window.get(phase), 0.05));
        }
        if (!weekly.isEmpty()) {
            by.put("WEEKLY", estimate(weekly.get(phase), 0.1));
        }
        if (api && name.startsWith("tier")) {
            boolean first = name.equals("tier-1");
            boolean raised = phase != BEFORE;
            by.put("RPM", estimate(first ? (raised ? 0.084 : 0.041) : 0.001, 0.1));
            by.put("ITPM", estimate(first ? (raised ? 0.002 : 0.088) : raised ? 0.003 : 0.033, 0.1));
            if (!raised) {
                by.put("OTPM", estimate(first ? 0.045 : 0.017, 0.1));
            }
        }
        if (name.equals("negotiated") && phase < AFTER) {
            by.put("QUEUE_FULL", estimate(0.0004, 0.3));
        }
        double share = by.values().stream().mapToDouble(Estimate::value).sum();
        long simulated = StrictMath.round(offered * cells / 624.0);
        long attempts = StrictMath.round(simulated * (1 + share));
        Map<String, Long> denied = new LinkedHashMap<>();
        REASONS.forEach(reason -> denied.put(
                reason, by.containsKey(reason) ? StrictMath.round(by.get(reason).value() * attempts) : 0L));
        long lost = StrictMath.round(simulated * share * 0.5);
        double factor = api ? 0.7 : 1.1;
        double median = factor * ttft(0, phase, false);
        double ninety = factor * ttft(0, phase, true);
        return new Population(
                name,
                api,
                simulated,
                simulated - lost,
                lost,
                attempts,
                denied,
                estimate(share, 0.05),
                by,
                estimate(share * 0.5, 0.06),
                lost / 3,
                estimate(cached, 0.004),
                quantiles(0.4 * median, 0.3 * ninety),
                quantiles(median, ninety),
                quantiles(phase == AFTER ? 0.046 : 0.077, 0.13),
                cdf(0.4 * median, 0.3 * ninety));
    }

    private Series series(int phase, List<String> models) {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("free", 0.001);
        shares.put("pro", 0.027);
        shares.put("max-5x", 0.063);
        shares.put("max-20x", 0.068);
        shares.put("team", 0.017);
        shares.put("enterprise-seat", 0.035);
        shares.put("tier-1", 0.002);
        shares.put("tier-2", 0.003);
        shares.put("tier-3", 0.005);
        shares.put("tier-4", 0.11);
        shares.put("negotiated", 0.669);
        double growth = List.of(1.0, 1.015, 1.02).get(phase);
        Map<String, List<Double>> load = new LinkedHashMap<>();
        shares.forEach((name, share) -> {
            List<Double> values = new ArrayList<>();
            for (int bin = 0; bin < bins; bin++) {
                values.add(0.75 * growth * share * day(bin, name.length()));
            }
            load.put(name, values);
        });
        List<Double> capacity = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            capacity.add(phase == AFTER ? 1.2213 : 1);
        }
        Map<String, List<Estimate>> p50 = new LinkedHashMap<>();
        Map<String, List<Estimate>> p90 = new LinkedHashMap<>();
        for (String model : models) {
            int m = MODELS.indexOf(model);
            p50.put(model, ttftSeries(m, phase, false));
            p90.put(model, ttftSeries(m, phase, true));
        }
        return new Series(load, capacity, p50, p90, Map.of("pro", capacity), Map.of("us-east", capacity));
    }

    private List<Estimate> ttftSeries(int model, int phase, boolean ninety) {
        List<Estimate> values = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            boolean gap = bins > 20 && model == 2 && phase == 1 && bin >= 6 && bin < 9;
            double strain = day(bin, model + phase);
            double value = ttft(model, phase, ninety) * StrictMath.pow(strain, phase == AFTER ? 1.5 : 4);
            values.add(gap ? new Estimate(Double.NaN, Double.NaN, cells) : estimate(value, ninety ? 0.12 : 0.2));
        }
        return values;
    }

    /** The curve of a day, one at its highest, with a little unrest. */
    private double day(int bin, int salt) {
        double hour = (from + (bin + 0.5) * binSeconds) / 3600;
        double curve = 0.82 + 0.18 * StrictMath.cos((hour - 8) * StrictMath.PI / 8);
        return curve * (1 + 0.012 * StrictMath.sin(bin * 2.1 + salt));
    }

    private static double ttft(int model, int phase, boolean ninety) {
        double[][] p50 = {{1.1, 1.5, 0.20}, {1.2, 1.5, 0.17}, {0.08, 0.08, 0.04}};
        double[][] p90 = {{12.5, 14, 6.1}, {8.2, 8.7, 4.0}, {0.8, 0.8, 0.2}};
        return ninety ? p90[model][phase] : p50[model][phase];
    }

    private Quantiles quantiles(double median, double ninety) {
        return new Quantiles(estimate(median, 0.08), estimate(ninety, 0.06), estimate(ninety * 4, 0.1));
    }

    private static List<double[]> cdf(double median, double ninety) {
        double power = StrictMath.log(9) / StrictMath.log(ninety / median);
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i <= 60; i++) {
            double seconds = 0.001 * StrictMath.pow(10, i / 10.0);
            pairs.add(new double[] {seconds, 1 / (1 + StrictMath.pow(seconds / median, -power))});
        }
        return pairs;
    }

    private Estimate estimate(double value, double relative) {
        return new Estimate(value, cells >= 5 ? StrictMath.abs(value) * relative : Double.NaN, cells);
    }
}
