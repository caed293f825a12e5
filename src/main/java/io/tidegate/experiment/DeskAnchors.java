package io.tidegate.experiment;

import io.tidegate.experiment.AnchorList.Claim;
import io.tidegate.experiment.AnchorList.Kind;
import io.tidegate.experiment.TeamSizes.Use;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.scenario.Catalog;
import io.tidegate.scenario.TokenPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Published figures of enterprise developers: what a day of one costs, and what a seat uses in a busy minute by the size of the
 * team. Nothing if a scenario has no such plan, or a model class without a published price.
 */
final class DeskAnchors {
    private static final String PLAN = "enterprise-seat";
    private static final String SOURCE =
            "provider's documentation on the costs of its coding agent, enterprise customers";
    private static final double USD = 13;
    private static final double DEAR = 30;
    private static final double CHEAP_SHARE = 90;
    private static final double SHARE_TOLERANCE = 5;
    /** Percentiles beside {@link TeamSizes#USUAL}, to show how much it matters. */
    private static final List<Double> OTHERS = List.of(0.99, 0.9999);

    /**
     * Published use of a seat in a minute, for which limits are to be provided.
     *
     * @param seats seats of the team that is simulated, within the published size
     * @param tokens least and greatest tokens
     * @param requests least and greatest requests
     */
    private record Advice(int seats, Range tokens, Range requests) {}

    /** From a least to a greatest value. */
    private record Range(double least, double most) {
        double middle() {
            return (least + most) / 2;
        }

        Range over(double by) {
            return new Range(least / by, most / by);
        }
    }

    private static final List<Advice> ADVICE = List.of(
            new Advice(3, new Range(200_000, 300_000), new Range(5, 7)),
            new Advice(12, new Range(100_000, 150_000), new Range(2.5, 3.5)),
            new Advice(35, new Range(50_000, 75_000), new Range(1.25, 1.75)),
            new Advice(75, new Range(25_000, 35_000), new Range(0.62, 0.87)),
            new Advice(300, new Range(15_000, 20_000), new Range(0.37, 0.47)),
            new Advice(1000, new Range(10_000, 15_000), new Range(0.25, 0.35)));

    private final FleetModel fleet;
    private final PhaseSpan phase;
    private final AnchorList anchors;

    DeskAnchors(FleetModel fleet, PhaseSpan phase, AnchorList anchors) {
        this.fleet = fleet;
        this.phase = phase;
        this.anchors = anchors;
    }

    /** Walks the developers and adds what is published of them. */
    void add() {
        List<TokenPrice> prices = new ArrayList<>();
        fleet.models()
                .forEach(model -> Catalog.prices().stream()
                        .filter(price -> price.model().equals(model.name()))
                        .forEach(prices::add));
        for (int plan = 0; plan < fleet.demand().plans().size(); plan++) {
            if (fleet.demand().plans().get(plan).name().equals(PLAN)
                    && prices.size() == fleet.models().size()) {
                DeveloperDays days = new DeveloperDays(prices);
                TeamSizes teams = new TeamSizes();
                new DeveloperWalk(fleet, plan, phase).walk((seat, day, second, request) -> {
                    days.request(seat, day, second, request);
                    teams.request(seat, day, second, request);
                });
                days.close();
                developerDay(days);
                teamSizes(teams);
            }
        }
    }

    private void developerDay(DeveloperDays days) {
        double perRequest = days.mean() / days.requests();
        double[] shares = days.costShares();
        String cost = String.format(
                Locale.ROOT,
                "a day has %.0f requests at %.3f USD (cache reads %.0f %%, writes %.0f %%, output %.0f %%); it takes %.0f",
                days.requests(),
                perRequest,
                100 * shares[0],
                100 * shares[1],
                100 * shares[2],
                USD / perRequest);
        anchors.add(
                new Claim(
                        "Cost of an active developer-day at list prices, mean",
                        "13 USD (" + SOURCE + ")",
                        "USD",
                        USD * (1 - AnchorList.TOLERANCE),
                        USD * (1 + AnchorList.TOLERANCE),
                        // Sessions a day were chosen with this figure in view.
                        Kind.CALIBRATED),
                days.mean(),
                String.format(Locale.ROOT, "%.1f USD, mean of %,d days", days.mean(), days.count()),
                cost,
                cost);
        double cheap = 100 * days.shareBelow(DEAR);
        double decile = days.quantile(CHEAP_SHARE / 100);
        String spread = String.format(
                Locale.ROOT,
                "the mean is %.1f USD in place of %.0f, and nine of ten days stay below %.1f",
                days.mean(),
                USD,
                decile);
        anchors.add(
                new Claim(
                        "Active developer-days under 30 USD",
                        "90 % (same)",
                        "%",
                        CHEAP_SHARE - SHARE_TOLERANCE,
                        CHEAP_SHARE + SHARE_TOLERANCE,
                        // It depends on the mean, and the spread of developers was chosen with it in view.
                        Kind.CALIBRATED),
                cheap,
                String.format(Locale.ROOT, "%.1f %%; nine of ten days under %.1f USD", cheap, decile),
                spread,
                spread);
        double published = DEAR / USD;
        double skew = decile / days.mean();
        anchors.add(
                new Claim(
                        "Dear developer-days: what one in ten exceeds, over the mean",
                        String.format(Locale.ROOT, "%.2f: 30 over 13 USD (same)", published),
                        "",
                        published * (1 - AnchorList.TOLERANCE),
                        published * (1 + AnchorList.TOLERANCE),
                        // It follows from the recorded sessions: prices and sessions a day hardly move it.
                        Kind.PREDICTED),
                skew,
                String.format(Locale.ROOT, "%.2f", skew),
                "sessions differ less in cost than published; " + spread,
                "sessions differ more in cost than published; " + spread);
    }

    private void teamSizes(TeamSizes teams) {
        List<Use> uses = new ArrayList<>();
        ADVICE.forEach(advice -> uses.add(teams.use(advice.seats(), TeamSizes.USUAL)));
        Use large = uses.get(uses.size() - 1);
        double tokens = large.tokens() / large.requests();
        double published = last().tokens().middle() / last().requests().middle();
        String size = String.format(
                Locale.ROOT,
                "; a request has %,.0f tokens against the published %,.0f, so that there are %s of them",
                tokens,
                published,
                tokens > published ? "fewer" : "more");
        fall("Tokens", teams, uses, a -> a.tokens().over(1000), u -> u.tokens() / 1000, "%.0fk", size);
        fall("Requests", teams, uses, Advice::requests, Use::requests, "%.2f", size);
    }

    private static Advice last() {
        return ADVICE.get(ADVICE.size() - 1);
    }

    private void fall(
            String what,
            TeamSizes teams,
            List<Use> uses,
            Function<Advice, Range> advised,
            ToDoubleFunction<Use> used,
            String format,
            String size) {
        Range most = advised.apply(ADVICE.get(0));
        Range least = advised.apply(last());
        double first = used.applyAsDouble(uses.get(0));
        double end = used.applyAsDouble(uses.get(uses.size() - 1));
        String why = String.format(
                Locale.ROOT,
                "a seat of the smallest teams uses %.2f of the published middle, one of the largest %.2f%s",
                first / most.middle(),
                end / least.middle(),
                size);
        anchors.add(
                new Claim(
                        what + " a minute and seat: fall from teams of 1-5 to 500 and more",
                        String.format(
                                Locale.ROOT,
                                "%.0f-fold: %s a seat (same; advice on which limits to provide, not a measurement)",
                                most.middle() / least.middle(),
                                ADVICE.stream()
                                        .map(a -> String.format(
                                                Locale.ROOT,
                                                format,
                                                advised.apply(a).middle()))
                                        .collect(Collectors.joining(", "))),
                        "times",
                        most.least() / least.most(),
                        most.most() / least.least(),
                        Kind.PREDICTED),
                first / end,
                String.format(
                        Locale.ROOT,
                        "%.1f-fold: %s for teams of %s, in all but one of 1,000 minutes (of 100: %.1f-fold, of 10,000: %.1f)",
                        first / end,
                        uses.stream()
                                .map(u -> String.format(Locale.ROOT, format, used.applyAsDouble(u)))
                                .collect(Collectors.joining(", ")),
                        ADVICE.stream().map(a -> String.valueOf(a.seats())).collect(Collectors.joining(", ")),
                        ratio(teams, used, OTHERS.get(0)),
                        ratio(teams, used, OTHERS.get(1))),
                why,
                why);
    }

    private static double ratio(TeamSizes teams, ToDoubleFunction<Use> used, double quantile) {
        return used.applyAsDouble(teams.use(ADVICE.get(0).seats(), quantile))
                / used.applyAsDouble(teams.use(last().seats(), quantile));
    }
}
