package io.tidegate.report;

import io.tidegate.experiment.People;
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
import java.util.List;
import java.util.Map;

/** A run small enough to write its report by hand: two phases, one plan, one model class, one site, five of ten cells. */
final class SmallRun {
    private static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, 5);

    private SmallRun() {}

    static RunSummary summary() {
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                "small",
                "A small run",
                "0.1.0",
                42,
                5,
                10,
                1,
                0.25,
                12_345,
                "local time, Europe/Vienna",
                List.of(18_000.0, 18_900.0),
                5 * 3600,
                11 * 3600,
                List.of(),
                List.of(
                        phase("=before", "before", 0.0625, 0.75, estimate(1.5, 0.12)),
                        phase("after", "after", 0, 0.5, estimate(0.2, 0.016))),
                List.of(new Difference("pro", "TTFT p50, s", "before", "after", estimate(-1.3, 0.11), 4.5)),
                List.of(new Anchor(
                        "tier 1 limit", "ITPM to RPM", "times", 1, Double.NaN, 8, "yes", "predicted", true, "")),
                List.of(new Assumed("demand.plans.pro.users", "6.0 M", "assumed: a|b")),
                List.of("Few cells."));
    }

    private static Phase phase(String name, String label, double denied, double use, Estimate ttft) {
        Population pro = new Population(
                "pro",
                false,
                6000,
                5900,
                100,
                6400,
                Map.of("WINDOW_5H", (long) (denied * 6400), "WEEKLY", 0L),
                estimate(denied, denied / 10),
                denied > 0 ? Map.of("WINDOW_5H", estimate(denied, denied / 10)) : Map.of(),
                estimate(0.0166, 0.002),
                30,
                estimate(0.9, 0.004),
                new Quantiles(estimate(0.0832, 0.004), estimate(2, 0.25), UNKNOWN),
                new Quantiles(ttft, estimate(12.5, 1), UNKNOWN),
                new Quantiles(estimate(0.05, 0.001), UNKNOWN, UNKNOWN),
                List.of(new double[] {0, 0.25}, new double[] {1, 0.75}, new double[] {10, 1}));
        Model opus = new Model(
                "opus",
                14,
                estimate(use, 0.01),
                estimate(0.8, 0.01),
                estimate(48.25, 1.5),
                pro.queueWait(),
                pro.ttft(),
                pro.tpot());
        return new Phase(
                name,
                label,
                "2026-05-05T05:00",
                0.5,
                List.of(pro),
                List.of(opus),
                List.of(new Site("east", 99_840, estimate(use, 0.01), estimate(233, 2), 246, 300, 0.001)),
                new Engine(
                        5900,
                        590_000,
                        59_000,
                        23_600,
                        11_800,
                        12,
                        Map.of("HBM", estimate(0.75, 0.01), "EVICTED", estimate(0.25, 0.01))),
                List.of(
                        new Pool("east-opus", 20_000, 10_000, 0.0625, 0, 0.25, 0.25),
                        new Pool("east-haiku", 3_600, 1_800, 0, 0, 0, 0)),
                new Series(
                        Map.of("pro", List.of(use, use)),
                        List.of(1.0, 1.0),
                        Map.of("opus", List.of(ttft, UNKNOWN)),
                        Map.of("opus", List.of(estimate(12.5, 1), UNKNOWN)),
                        Map.of("pro", List.of(denied, -0.5)),
                        Map.of("east", List.of(233.0, 233.5))),
                People.NONE);
    }

    private static Estimate estimate(double value, double halfWidth) {
        return new Estimate(value, halfWidth, 5);
    }
}
