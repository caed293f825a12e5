package io.tidegate.experiment.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tidegate.experiment.solve.Solution.Status;
import io.tidegate.scenario.ScenarioException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers against the closed form of an M/G/1 queue. */
class SolverTest {
    private static final int REPLICAS = 40;

    private static Solution solve(
            String vary, double seconds, @Nullable Boolean greatest, double tolerance, long budget, String... sets)
            throws Exception {
        SolveSpec spec = new SolveSpec(
                VariedPath.parse(vary), List.of(OneAtATime.waitBelow(seconds)), greatest, tolerance, budget);
        return Solver.solve(OneAtATime.evaluator(2, sets), spec);
    }

    /**
     * The greatest load with a mean wait below half a second. Of 8 seeds the interval holds the true answer in all but 2 at the
     * most: at a coverage of 95 % a right program fails with probability 0.006; the seeds are fixed.
     */
    @Test
    void theTrueLoadLiesWithinTheInterval() throws Exception {
        double truth = OneAtATime.requestsForWait(0.5, REPLICAS) / 1e6;
        int missed = 0;
        double sum = 0;
        for (int seed = 1; seed <= 8; seed++) {
            Solution found = solve("demand.api.requests=1 M..6 M", 0.5, null, 0.1, 0, "run.seed=" + seed);
            assertThat(found.status()).isEqualTo(Status.ANSWERED);
            assertThat(found.greatest()).isTrue();
            assertThat(found.value()).isBetween(found.from(), found.to());
            assertThat(found.evaluations()).isLessThan(20);
            sum += found.value() / 8;
            missed += truth < found.from() || truth > found.to() ? 1 : 0;
        }
        assertThat(missed).isLessThanOrEqualTo(2);
        // The answers of single seeds deviate by about 6 %, so that their mean does by 2 %: four times that.
        assertThat(sum).isCloseTo(truth, withinPercentage(8));
    }

    /** The least capacity, in whole replicas of which each cell has one more or not. */
    @Test
    void theLeastCapacityIsWhole() throws Exception {
        Solution found = solve(
                "supply.pools.home.replicas=40..160",
                0.25,
                null,
                0.05,
                0,
                "demand.api.requests=6 M",
                "run.cells=5",
                "phases.steady.length=15 min");
        assertThat(found.status()).isEqualTo(Status.ANSWERED);
        assertThat(found.greatest()).isFalse();
        assertThat(found.answer()).matches("\\d+");
        assertThat(found.notes()).singleElement().asString().contains("5 cells of 10 see one replica more for every 2");
        // Replicas that bring the load of each to that of the closed form.
        double truth = 6e6 / OneAtATime.requestsForWait(0.25, 1);
        assertThat(truth).isBetween(found.from() - 2, found.to());
    }

    /**
     * The least injection. At a share s the fleet has 10·25 %/s cells, each with 4 replicas of its own and its part of the 100; the
     * load is that which 11 replicas a cell serve with the wait asked for, which 100/7 cells have, at 17.5 %. The fleet is whole
     * cells, so that the answer may be off by one: 1.2 points.
     */
    @Test
    void theLeastInjectionIsThatOfTheClosedForm() throws Exception {
        double load = 10 * OneAtATime.requestsForWait(0.5, 11);
        SolveSpec spec = new SolveSpec(
                VariedPath.parse("injection-share=10 %..25 %"), List.of(OneAtATime.waitBelow(0.5)), null, 0.1, 0);
        Solution found = Solver.solve(
                OneAtATime.evaluator(OneAtATime.INJECTED, 2, "demand.api.requests=" + StrictMath.round(load)), spec);
        assertThat(found.status()).isEqualTo(Status.ANSWERED);
        assertThat(found.greatest()).isFalse();
        assertThat(17.5).isBetween(found.from() - 1.2, found.to() + 1.2);
        assertThat(found.to() - found.from()).isLessThan(10);
        assertThat(found.notes()).anyMatch(each -> each.contains("whole cells"));
    }

    /** More replications, as many as the budget lets, bring the interval down; requests never exceed it. */
    @Test
    void aBudgetBuysANarrowerAnswer() throws Exception {
        String vary = "demand.api.requests=1 M..6 M";
        Solution rough = solve(vary, 0.5, true, 0.06, 0);
        Solution fine = solve(vary, 0.5, true, 0.06, 1_600_000);
        assertThat(fine.requests()).isBetween(rough.requests(), 1_600_000L);
        assertThat(fine.replications()).isGreaterThan(rough.replications());
        assertThat(fine.to() - fine.from()).isLessThan(0.9 * (rough.to() - rough.from()));
    }

    @Test
    void whatIsMetEverywhereOrNowhereHasNoAnswer() throws Exception {
        String vary = "demand.api.requests=1 M..2 M";
        assertThat(solve(vary, 100, null, 0.05, 0).status()).isEqualTo(Status.MET_EVERYWHERE);
        assertThat(solve(vary, 0.001, null, 0.05, 0).status()).isEqualTo(Status.MET_NOWHERE);
    }

    @Test
    void aValueThatNothingDependsOnIsCalledSo() throws Exception {
        Solution flat = solve("demand.chat.second-turn=0.1..0.9", 0.5, null, 0.05, 0);
        assertThat(flat.status()).isEqualTo(Status.FLAT);
        assertThat(flat.evaluations()).isZero();
    }

    @Test
    void fewerThanFiveCellsHaveNoInterval() throws Exception {
        Solution few = solve("demand.api.requests=1 M..6 M", 0.5, null, 0.1, 0, "run.cells=4");
        assertThat(few.status()).isEqualTo(Status.NO_INTERVAL);
        assertThat(few.reason()).contains("fewer than five");
    }

    @Test
    void aValueThatTheScenarioRefusesIsRefused() {
        assertThatThrownBy(() -> solve("demand.api.requests=-1 M..6 M", 0.5, null, 0.1, 0))
                .isInstanceOf(ScenarioException.class);
        assertThatThrownBy(() -> solve("demand.api.request=1 M..6 M", 0.5, null, 0.1, 0))
                .isInstanceOf(ScenarioException.class);
    }

    @Test
    void bytesDoNotDependOnThreads() throws Exception {
        SolveSpec spec = new SolveSpec(
                VariedPath.parse("demand.api.requests=1 M..6 M"), List.of(OneAtATime.waitBelow(0.5)), true, 0.1, 0);
        assertThat(Solver.solve(OneAtATime.evaluator(1), spec)).isEqualTo(Solver.solve(OneAtATime.evaluator(2), spec));
    }
}
