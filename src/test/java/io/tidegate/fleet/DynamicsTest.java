package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.Subscribers;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Demand of cells that grows, follows budgets and loses users. */
class DynamicsTest {
    private static final double MIDNIGHT = SmallFleet.at(0, 0);
    private static final PhaseSpan SPAN = SmallFleet.span(DAY, HOUR, 2 * HOUR);

    private static DynamicsSpec growth(String plan, double growth) {
        return new DynamicsSpec(plan, growth, 0, 1, 0, 0, 0);
    }

    private static DynamicsSpec churn(String plan, double aMonth, double perLimitedDay, double winBack) {
        return new DynamicsSpec(plan, 0, 0, 1, aMonth, perLimitedDay, winBack);
    }

    /** Every session a single request: what is offered is what is started. */
    private static SmallFleet starts() {
        return new SmallFleet().singleRequests();
    }

    private static CellOutcome run(FleetModel fleet, PhaseSpan span, int cell) {
        return new CellSimulation(fleet, span, 0, cell).run((part, requests) -> {});
    }

    private static void assertSame(CellOutcome one, CellOutcome other) {
        assertThat(one.offered).isEqualTo(other.offered);
        assertThat(one.served).isEqualTo(other.served);
        assertThat(one.lost).isEqualTo(other.lost);
        assertThat(one.attempts).isEqualTo(other.attempts);
        assertThat(one.inputTokens).isEqualTo(other.inputTokens);
        assertThat(one.outputTokens).isEqualTo(other.outputTokens);
        assertThat(one.workSeconds).isEqualTo(other.workSeconds);
        assertThat(one.batchSeconds).isEqualTo(other.batchSeconds);
        assertThat(one.simulated).isEqualTo(other.simulated);
        assertThat(one.churn).usingRecursiveComparison().isEqualTo(other.churn);
    }

    @Test
    void noCellLosesAnAccountAsItsPlanGrows() {
        SmallFleet small = starts();
        small.cells = 7;
        small.dynamics = List.of(growth("pro", 0.6));
        for (int users = 0; users < 40; users++) {
            small.proUsers = users;
            FleetModel fleet = small.build();
            int[] before = new int[7];
            for (int months = 0; months < 40; months++) {
                double t = MIDNIGHT + months * 365.2425 / 12 * DAY;
                int sum = 0;
                for (int cell = 0; cell < 7; cell++) {
                    int accounts = fleet.accounts(PRO, cell, t);
                    assertThat(accounts).isGreaterThanOrEqualTo(before[cell]);
                    before[cell] = accounts;
                    sum += accounts;
                }
                assertThat((double) sum).isCloseTo(users * StrictMath.pow(1.6, months / 12.0), within(7.0));
                assertThat(months > 0 || sum == users).isTrue();
            }
            assertThat(fleet.accounts(FREE, 3, MIDNIGHT + 1e9)).isEqualTo(fleet.accounts(FREE, 3, MIDNIGHT));
        }
    }

    @Test
    void growingManyCellsOfOneSizeIsExact() {
        SmallFleet small = starts();
        small.cells = 100;
        small.proUsers = 1000;
        small.dynamics = List.of(growth("pro", 0.04));
        FleetModel fleet = small.build();
        int sum = 0;
        for (int cell = 0; cell < 100; cell++) {
            sum += fleet.accounts(PRO, cell, MIDNIGHT + 365.2425 * DAY);
        }
        assertThat(sum).isEqualTo(1040);
    }

    /** A year on, on the same weekday, everyone starts what they started, and the new ones something more. */
    @Test
    void aYearLaterTheSameUsersStartTheSame() {
        SmallFleet small = starts();
        small.dynamics = List.of(growth("pro", 0.5));
        FleetModel fleet = small.build();
        PhaseSpan later =
                SmallFleet.span(SmallFleet.DATE.plusDays(364), SmallFleet.at(10, 0) + 364 * DAY, DAY, HOUR, 2 * HOUR);
        CellOutcome before = run(fleet, SPAN, 0);
        CellOutcome after = run(fleet, later, 0);
        for (int p = 0; p < 4; p++) {
            for (int b = 0; b < SPAN.bins(); b++) {
                double more = after.attemptSeries[p].get(b) - before.attemptSeries[p].get(b);
                assertThat(more).isGreaterThanOrEqualTo(0);
                assertThat(p == PRO || more == 0).isTrue();
            }
        }
        assertThat(after.offered[PRO]).isGreaterThan(before.offered[PRO] + 20);
        assertThat(after.churn.accounts).containsExactly(60, 60, 0, 0);
    }

    /** A raise of {@code pro}, window times 16, ten days before the date; nothing is denied on either side. */
    private static SmallFleet raised(double elasticity) {
        SmallFleet small = starts();
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 1e9, 1e9));
        small.change(0);
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 16e9, 1e9));
        small.change(MIDNIGHT - 10 * DAY);
        small.dynamics = elasticity < 0 ? List.of() : List.of(new DynamicsSpec("pro", 0, elasticity, DAY, 0, 0, 0));
        return small;
    }

    @Test
    void withoutElasticityARaiseChangesNothing() {
        CellOutcome none = raised(-1).run(SPAN);
        CellOutcome zero = raised(0).run(SPAN);
        assertSame(zero, none);
        assertThat(raised(0.5).run(SPAN).offered[PRO]).isGreaterThan(none.offered[PRO] + 20);
    }

    private static SortedMap<Long, Double> sessions(SmallFleet small, int plan, int from, int to) {
        FleetModel fleet = small.build();
        Subscribers all = new Subscribers(
                fleet.demand(), fleet.sessions(), 5, new int[] {200, 200}, SmallFleet.DATE, -20, 30, fleet.induced());
        SortedMap<Long, Double> sessions = new TreeMap<>();
        for (int user = plan * 200; user < (plan + 1) * 200; user++) {
            all.starts(user, MIDNIGHT + from * DAY, MIDNIGHT + to * DAY, (who, kind, key, t) -> sessions.put(key, t));
        }
        return sessions;
    }

    /**
     * Budgets fourfold in the geometric mean, to the power of a half. Who is active is drawn alike, so given that, counts are
     * Poisson: their difference within 4.4 standard deviations of two independent ones, false alarm below 1e-5.
     */
    @Test
    void whatStartedBeforeARaiseStillStarts() {
        SortedMap<Long, Double> without = sessions(raised(0), PRO, 5, 20);
        SortedMap<Long, Double> with = sessions(raised(0.5), PRO, 5, 20);
        assertThat(with.entrySet().containsAll(without.entrySet())).isTrue();
        double deviation = StrictMath.sqrt(with.size() + 4.0 * without.size());
        assertThat(with.size() - 2.0 * without.size()).isCloseTo(0, within(4.4 * deviation));
        assertThat(without.size()).as("so that the interval is narrow").isGreaterThan(100_000);
        assertThat(sessions(raised(0.5), PRO, -19, -11))
                .as("before the raise")
                .isEqualTo(sessions(raised(0), PRO, -19, -11));
        assertThat(sessions(raised(0.5), FREE, 5, 6)).isEqualTo(sessions(raised(0), FREE, 5, 6));
    }

    /** Half of the users are denied on most days. */
    private static SmallFleet limited(DynamicsSpec... dynamics) {
        SmallFleet small = starts();
        small.resume = 0;
        small.apiRequests = 0;
        small.plans = List.of(plan("free", 20_000, NO_LIMIT), plan("pro", NO_LIMIT, NO_LIMIT));
        small.dynamics = List.of(dynamics);
        return small;
    }

    @Test
    void whatIsNotStartedIsMissingFromWhatIsOffered() {
        PhaseSpan span = SmallFleet.span(0, 0, 3 * DAY);
        CellOutcome all = limited().run(span);
        CellOutcome some =
                limited(churn("free", 0.2, 0.4, 0.3), churn("pro", 0.9, 0.9, 0)).run(span);
        assertThat(all.churn.notStarted).containsOnly(0);
        for (int p = FREE; p <= PRO; p++) {
            assertThat(some.churn.notStarted[p]).isPositive();
            assertThat(some.offered[p] + some.churn.notStarted[p]).isEqualTo(all.offered[p]);
        }
        assertThat(some.churn.churned[FREE]).isGreaterThan(20);
        assertThat(some.churn.churned[PRO]).as("nobody is limited").isBetween(1L, 20L);
    }

    /** Four days that are served, and three that are rolled with one that is served: denials do not depend on any answer. */
    @Test
    void preRollAndServingLoseTheSameUsers() {
        SmallFleet small = limited(churn("free", 0.2, 0.4, 0.9));
        double end = SmallFleet.at(10, 0);
        PhaseSpan rolled = SmallFleet.span(SmallFleet.DATE, end - HOUR, 3 * DAY, DAY, HOUR);
        PhaseSpan served = SmallFleet.span(SmallFleet.DATE, end - HOUR, 0, 4 * DAY, HOUR);
        CellOutcome one = small.run(rolled);
        CellOutcome other = small.run(served);
        assertThat(one.churn).usingRecursiveComparison().isEqualTo(other.churn);
        assertThat(one.offered).isEqualTo(other.offered);
        assertThat(one.churn.churned[FREE]).isGreaterThan(20);
        assertThat(one.churn.wonBack[FREE]).isPositive();
    }

    @Test
    void cellsDoNotDependOnThreads() throws Exception {
        SmallFleet small = limited(churn("free", 0.2, 0.4, 0.9), new DynamicsSpec("pro", 1, 1, DAY, 0.5, 0, 0.5));
        small.cells = 2;
        FleetModel fleet = small.build();
        PhaseSpan span = SmallFleet.span(3 * DAY, HOUR, HOUR);
        var pool = Executors.newFixedThreadPool(2);
        try {
            Future<CellOutcome> first = pool.submit(() -> run(fleet, span, 0));
            Future<CellOutcome> second = pool.submit(() -> run(fleet, span, 1));
            CellOutcome sum = first.get();
            sum.merge(second.get());
            CellOutcome again = run(fleet, span, 0);
            again.merge(run(fleet, span, 1));
            assertSame(sum, again);
            assertThat(sum.churn.churned[FREE]).isPositive();
            assertThat(sum.churn.accounts).containsExactly(60, 40, 0, 0);
        } finally {
            pool.shutdownNow();
        }
    }
}
