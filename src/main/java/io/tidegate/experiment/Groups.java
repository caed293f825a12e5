package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.limits.Denial;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Statistics over the groups of cells of one phase. The population after the last one is all of them together. */
final class Groups {
    /** Name of all populations together. */
    static final String ALL = "all";

    private final FleetModel fleet;
    private final List<CellOutcome> groups;
    private final int populations;
    private final int models;

    Groups(FleetModel fleet, List<CellOutcome> groups) {
        this.fleet = fleet;
        this.groups = groups;
        this.populations = fleet.populations();
        this.models = fleet.models().size();
    }

    /** A plan's or tier's name. */
    static String populationName(FleetModel fleet, int population) {
        int plans = fleet.demand().plans().size();
        if (population < plans) {
            return fleet.demand().plans().get(population).name();
        }
        return population < fleet.populations()
                ? fleet.demand().api().tiers().get(population - plans).name()
                : ALL;
    }

    private IntPredicate in(int population) {
        return p -> population == populations || p == population;
    }

    /** Sum over the groups of a count by population. */
    long total(int population, Function<CellOutcome, long[]> count) {
        long sum = 0;
        for (CellOutcome group : groups) {
            sum += (long) sum(population, p -> count.apply(group)[p]);
        }
        return sum;
    }

    /** Sum over the populations that one stands for. */
    double sum(int population, IntToDoubleFunction amount) {
        double sum = 0;
        for (int p = 0; p < populations; p++) {
            if (in(population).test(p)) {
                sum += amount.applyAsDouble(p);
            }
        }
        return sum;
    }

    /** Share of a denominator, summed over the groups. */
    Replicates ratio(ToDoubleFunction<CellOutcome> numerator, ToDoubleFunction<CellOutcome> denominator) {
        return Replicates.ratio(
                groups.stream().mapToDouble(numerator).toArray(),
                groups.stream().mapToDouble(denominator).toArray());
    }

    /** Tries refused over tries. */
    Replicates deniedShare(int population) {
        return ratio(g -> sum(population, p -> denied(g, p, null)), g -> sum(population, p -> (double) g.attempts[p]));
    }

    /** Tries refused for a reason over tries. */
    Replicates deniedShare(int population, Denial reason) {
        return ratio(
                g -> sum(population, p -> denied(g, p, reason)), g -> sum(population, p -> (double) g.attempts[p]));
    }

    /** Requests given up over requests offered. */
    Replicates lostShare(int population) {
        return ratio(g -> sum(population, p -> (double) g.lost[p]), g -> sum(population, p -> (double) g.offered[p]));
    }

    /** Input tokens read from the cache over input tokens. */
    Replicates cachedShare(int population) {
        return ratio(g -> sum(population, p -> g.cachedTokens[p]), g -> sum(population, p -> g.inputTokens[p]));
    }

    /** Tries refused for a reason. */
    long denied(int population, Denial reason) {
        double sum = 0;
        for (CellOutcome group : groups) {
            sum += sum(population, p -> denied(group, p, reason));
        }
        return (long) sum;
    }

    private double denied(CellOutcome group, int population, @Nullable Denial reason) {
        long sum = 0;
        for (int m = 0; m < models; m++) {
            for (Denial each : Denial.values()) {
                if (reason == null || each == reason) {
                    sum += group.denied[population][m][each.ordinal()];
                }
            }
        }
        return sum;
    }

    Replicates wait(int population, double p) {
        return Replicates.quantile(waits(population), p);
    }

    Replicates ttft(int population, double p) {
        return Replicates.quantile(ttfts(population), p);
    }

    /** Histograms of queue wait, one a group. */
    List<LatencyHistogram> waits(int population) {
        return merged(in(population), m -> true, (p, m) -> g -> g.wait(p, m));
    }

    /** Histograms of TTFT, one a group. */
    List<LatencyHistogram> ttfts(int population) {
        return merged(in(population), m -> true, (p, m) -> g -> g.ttft(p, m));
    }

    /** Histograms of TPOT, one a group. */
    List<LatencyHistogram> tpots(int population) {
        return merged(in(population), m -> true, (p, m) -> g -> g.tpot(p, m));
    }

    /** The same three of one model class. */
    List<List<LatencyHistogram>> ofModel(int model) {
        return List.of(
                merged(p -> true, m -> m == model, (p, m) -> g -> g.wait(p, m)),
                merged(p -> true, m -> m == model, (p, m) -> g -> g.ttft(p, m)),
                merged(p -> true, m -> m == model, (p, m) -> g -> g.tpot(p, m)));
    }

    /** Histograms of TTFT of one model class in one bin. */
    List<LatencyHistogram> ofBin(int model, int bin) {
        return groups.stream().map(g -> g.ttftInBin(model, bin)).toList();
    }

    private List<LatencyHistogram> merged(
            IntPredicate population,
            IntPredicate model,
            BiFunction<Integer, Integer, Function<CellOutcome, LatencyHistogram>> which) {
        List<LatencyHistogram> all = new ArrayList<>();
        for (CellOutcome group : groups) {
            LatencyHistogram sum = new LatencyHistogram();
            for (int p = 0; p < populations; p++) {
                for (int m = 0; m < models; m++) {
                    if (population.test(p) && model.test(m)) {
                        sum.add(which.apply(p, m).apply(group));
                    }
                }
            }
            all.add(sum);
        }
        return all;
    }

    List<CellOutcome> outcomes() {
        return groups;
    }

    FleetModel fleet() {
        return fleet;
    }
}
