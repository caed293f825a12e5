package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PeopleOutcome;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.measure.Replicates;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What a phase was like for one population, or for all together. */
final class PeopleMeasures {
    private final PhaseOutcome outcome;
    private final Groups groups;
    private final double faults;
    private final int population;
    private final BiConsumer<String, Replicates> put;

    /**
     * Measures of a population.
     *
     * @param faults share of tries above which a minute is down
     * @param population a plan, a tier, or the number after the last for all
     * @param put takes each measure and its value
     */
    PeopleMeasures(PhaseOutcome outcome, double faults, int population, BiConsumer<String, Replicates> put) {
        this.outcome = outcome;
        this.groups = outcome.statistics();
        this.faults = faults;
        this.population = population;
        this.put = put;
    }

    void all() {
        served();
        int plans = outcome.fleet().demand().plans().size();
        if (population < plans || population == outcome.fleet().populations()) {
            users(plans);
        }
    }

    private void served() {
        put.accept("abandoned_share", share(g -> g.abandoned, g -> g.offered));
        put.accept("tries_per_request", share(g -> g.attempts, g -> g.offered));
        put.accept("good_share", groups.ratio(g -> sum(g.people.goodTokens), g -> sum(g.outputTokens)));
        double seconds = outcome.span().end() - outcome.span().measureFrom();
        put.accept(
                "goodput",
                groups.ratio(g -> sum(g.people.goodTokens), g -> seconds * g.cells)
                        .times(outcome.fleet().injectionCells()));
        put.accept("sla_up", up());
        put.accept(
                "tasks_cut_share", groups.ratio(g -> sum(g.tasks.cut), g -> sum(g.tasks.cut) + sum(g.tasks.completed)));
        put.accept(
                "wasted_share",
                groups.ratio(
                        g -> sum(g.tasks.wastedTokens),
                        g -> sum(g.tasks.wastedTokens) + sum(g.tasks.usefulTokens) + sum(g.tasks.keptTokens)));
    }

    /** What only users of plans have. */
    private void users(int plans) {
        put.accept("limited_share", ofWeek(plans, w -> w.limited, w -> w.active));
        put.accept("limited_days_share", ofWeek(plans, w -> w.limitedDays, w -> w.activeDays));
        put.accept(
                "lockout",
                groups.ratio(g -> ofPlans(plans, g.limited.lockoutSeconds), g -> ofPlans(plans, g.limited.active)));
        put.accept("churned_share", share(g -> g.churn.churned, g -> g.churn.accounts));
    }

    /** The share of minutes with a try in which the service kept its promise; NaN without any. */
    private Replicates up() {
        double[][] tries = minutes(o -> o.minuteTries);
        double[][] failed = minutes(o -> o.minuteFaults);
        int n = outcome.groups().size();
        return Replicates.of(n, without -> up(tries, failed, without), up(tries, failed, n));
    }

    private double up(double[][] tries, double[][] failed, int without) {
        int minutes = 0;
        int kept = 0;
        for (int b = 0; b < tries.length; b++) {
            double tried = allBut(tries[b], without);
            minutes += tried > 0 ? 1 : 0;
            kept += tried > 0 && allBut(failed[b], without) <= faults * tried ? 1 : 0;
        }
        return minutes == 0 ? Double.NaN : (double) kept / minutes;
    }

    private static double allBut(double[] counts, int without) {
        double sum = 0;
        for (int g = 0; g < counts.length; g++) {
            sum += g == without ? 0 : counts[g];
        }
        return sum;
    }

    /** Counts by minute and group. */
    private double[][] minutes(Function<PeopleOutcome, BinnedSeries[]> series) {
        List<CellOutcome> all = outcome.groups();
        double[][] counts = new double[all.get(0).people.minuteTries[0].bins()][all.size()];
        for (int g = 0; g < all.size(); g++) {
            BinnedSeries[] mine = series.apply(all.get(g).people);
            for (int b = 0; b < counts.length; b++) {
                int bin = b;
                counts[b][g] = groups.sum(population, p -> mine[p].get(bin));
            }
        }
        return counts;
    }

    private Replicates share(Function<CellOutcome, long[]> part, Function<CellOutcome, long[]> whole) {
        return groups.ratio(g -> sum(part.apply(g)), g -> sum(whole.apply(g)));
    }

    private Replicates ofWeek(int plans, Function<LimitedUsers, long[]> part, Function<LimitedUsers, long[]> whole) {
        ToDoubleFunction<CellOutcome> above = g -> ofPlans(plans, part.apply(g.limited));
        return groups.ratio(above, g -> ofPlans(plans, whole.apply(g.limited)));
    }

    private double ofPlans(int plans, long[] counts) {
        return groups.sum(population, p -> p < plans ? counts[p] : 0);
    }

    private double ofPlans(int plans, double[] amounts) {
        return groups.sum(population, p -> p < plans ? amounts[p] : 0);
    }

    private double sum(long[] counts) {
        return groups.sum(population, p -> (double) counts[p]);
    }

    private double sum(double[] amounts) {
        return groups.sum(population, p -> amounts[p]);
    }
}
