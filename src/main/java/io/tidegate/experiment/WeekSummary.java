package io.tidegate.experiment;

import io.tidegate.experiment.People.Fairness;
import io.tidegate.experiment.People.Limited;
import io.tidegate.experiment.People.Times;
import io.tidegate.experiment.People.UserWeeks;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Inequality;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What limits did to users in the week before a phase, plan by plan. */
final class WeekSummary {
    private static final double MINUTE = 60;
    private static final int CURVE = 100;

    private final FleetModel fleet;
    private final List<LimitedUsers> groups;
    private final int plans;

    WeekSummary(FleetModel fleet, List<CellOutcome> outcomes) {
        this.fleet = fleet;
        this.groups = outcomes.stream().map(outcome -> outcome.limited).toList();
        this.plans = fleet.demand().plans().size();
    }

    /** Every plan, and all of them. */
    List<UserWeeks> all() {
        List<UserWeeks> all = new ArrayList<>();
        for (int p = 0; p <= plans; p++) {
            all.add(week(p));
        }
        return all;
    }

    private UserWeeks week(int p) {
        double users = 0;
        double exhausted = 0;
        for (LimitedUsers group : groups) {
            users += sum(p, group.active);
            exhausted += sum(p, group.windowsExhausted);
        }
        return new UserWeeks(
                p < plans ? fleet.demand().plans().get(p).name() : People.ALL_PLANS,
                (long) users,
                new Limited(
                        share(p, g -> g.limited, g -> g.active),
                        share(p, g -> g.byWindow, g -> g.active),
                        share(p, g -> g.byWeek, g -> g.active)),
                new Limited(
                        share(p, g -> g.limitedDays, g -> g.activeDays),
                        share(p, g -> g.windowDays, g -> g.activeDays),
                        share(p, g -> g.capDays, g -> g.activeDays)),
                ratio(g -> sum(p, g.lockoutSeconds) / MINUTE, g -> sum(p, g.active)),
                times(p, LimitedUsers::windowExhaustion),
                times(p, LimitedUsers::capExhaustion),
                (long) exhausted,
                ratio(g -> sum(p, g.taken), g -> sum(p, g.windowsExhausted)),
                jackknife(without -> variation(p, without)),
                fairness(p));
    }

    private Estimate share(
            int p, Function<LimitedUsers, long[]> numerator, Function<LimitedUsers, long[]> denominator) {
        return ratio(g -> sum(p, numerator.apply(g)), g -> sum(p, denominator.apply(g)));
    }

    private Estimate ratio(ToDoubleFunction<LimitedUsers> numerator, ToDoubleFunction<LimitedUsers> denominator) {
        return Replicates.ratio(
                        groups.stream().mapToDouble(numerator).toArray(),
                        groups.stream().mapToDouble(denominator).toArray())
                .estimate();
    }

    /** A statistic of all groups but one, whose number is given; of all where it is that of none. */
    private interface Statistic {
        double without(int group);
    }

    private Estimate jackknife(Statistic statistic) {
        int n = groups.size();
        return Replicates.of(n, statistic::without, statistic.without(n)).estimate();
    }

    /** Standard deviation over mean of the credits got from exhausted windows; unknown for fewer than two. */
    private double variation(int p, int without) {
        double n = 0;
        double sum = 0;
        double squares = 0;
        for (int g = 0; g < groups.size(); g++) {
            if (g != without) {
                n += sum(p, groups.get(g).windowsExhausted);
                sum += sum(p, groups.get(g).taken);
                squares += sum(p, groups.get(g).takenSquares);
            }
        }
        double variance = (squares - sum * sum / n) / (n - 1);
        return n < 2 || sum == 0 ? Double.NaN : StrictMath.sqrt(StrictMath.max(0, variance)) / (sum / n);
    }

    private Times times(int p, BiFunction<LimitedUsers, Integer, LatencyHistogram> which) {
        List<LatencyHistogram> histograms = new ArrayList<>();
        for (LimitedUsers group : groups) {
            LatencyHistogram sum = LatencyHistogram.compact();
            for (int plan = 0; plan < plans; plan++) {
                if (isIn(p, plan)) {
                    sum.add(which.apply(group, plan));
                }
            }
            histograms.add(sum);
        }
        return new Times(quantile(histograms, 0.5), quantile(histograms, 0.9));
    }

    private static Estimate quantile(List<LatencyHistogram> histograms, double p) {
        Estimate units = Replicates.quantile(histograms, p).estimate();
        double unit = LimitedUsers.EXHAUSTION_UNIT;
        return new Estimate(units.value() * unit, units.halfWidth() * unit, units.n());
    }

    private Fairness fairness(int p) {
        Inequality all = use(p, groups.size());
        return new Fairness(
                jackknife(without -> use(p, without).jain()),
                jackknife(without -> use(p, without).gini()),
                all.giniError(),
                all.topShare(0.01),
                all.topShare(0.1),
                all.lorenz(CURVE));
    }

    private Inequality use(int p, int without) {
        Inequality sum = new Inequality();
        for (int g = 0; g < groups.size(); g++) {
            for (int plan = 0; plan < plans; plan++) {
                if (g != without && isIn(p, plan)) {
                    sum.merge(groups.get(g).use[plan]);
                }
            }
        }
        return sum;
    }

    private boolean isIn(int p, int plan) {
        return p == plans || p == plan;
    }

    private double sum(int p, long[] counts) {
        double sum = 0;
        for (int plan = 0; plan < plans; plan++) {
            sum += isIn(p, plan) ? counts[plan] : 0;
        }
        return sum;
    }

    private double sum(int p, double[] amounts) {
        double sum = 0;
        for (int plan = 0; plan < plans; plan++) {
            sum += isIn(p, plan) ? amounts[plan] : 0;
        }
        return sum;
    }
}
