package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Closed forms of the multiplier; times in days, with a lag of ten. */
class InducedDemandTest {
    private static final double DAY = 86_400;
    private static final double LAG = 10;
    private static final double E = 2.718281828459045;

    private static InducedDemand induced(double elasticity, double[] days, double... ratios) {
        List<Double> one = List.of(1.0);
        PlanSpec plan = new PlanSpec("pro", 1, 1, 1, 0, 0, 1, 0, 0, one, one, "day", "day", Audience.CONSUMER);
        DynamicsSpec spec = new DynamicsSpec("pro", 0, elasticity, LAG * DAY, 0, 0, 0);
        double[] from = new double[days.length + 1];
        from[0] = Double.NEGATIVE_INFINITY;
        double[][] ratio = new double[1][days.length + 1];
        ratio[0][0] = 1;
        for (int i = 0; i < days.length; i++) {
            from[i + 1] = days[i] * DAY;
            ratio[0][i + 1] = ratios[i];
        }
        return new InducedDemand(List.of(plan), List.of(spec), from, ratio);
    }

    private static void assertIs(InducedDemand induced, double day, double expected) {
        assertThat(induced.of(0, day * DAY)).as("day %s", day).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aRaiseIsFollowedWithItsLag() {
        InducedDemand induced = induced(0.5, new double[] {100}, 4);
        assertThat(induced.of(0, 99 * DAY)).isEqualTo(1);
        assertIs(induced, 100, 1);
        assertIs(induced, 110, 2 - 1 / E);
        assertIs(induced, 130, 2 - 1 / (E * E * E));
        assertIs(induced, 1000, 2);
    }

    @Test
    void aCutIsFollowedDownwards() {
        InducedDemand induced = induced(1, new double[] {0}, 0.25);
        assertIs(induced, 0, 1);
        assertIs(induced, 10, 0.25 + 0.75 / E);
        assertIs(induced, 1000, 0.25);
    }

    /** Twice the budget for one lag, then half of the first: each begins where the one before had come to. */
    @Test
    void aSecondChangeBeginsWhereTheFirstHadCome() {
        InducedDemand induced = induced(1, new double[] {0, 10}, 2, 0.5);
        double there = 2 - 1 / E;
        assertIs(induced, 10, there);
        assertIs(induced, 20, 0.5 + (there - 0.5) / E);
        assertIs(induced, 1000, 0.5);
    }

    @Test
    void aChangeOfSomethingElseChangesNothing() {
        InducedDemand once = induced(0.3, new double[] {0}, 3);
        InducedDemand again = induced(0.3, new double[] {0, 4}, 3, 3);
        for (int day = 0; day < 40; day++) {
            assertIs(again, day, once.of(0, day * DAY));
        }
    }

    @Test
    void withoutElasticityNothingEverChanges() {
        InducedDemand induced = induced(0, new double[] {0, 5}, 7, 0.1);
        for (int day = -1; day < 40; day++) {
            assertThat(induced.of(0, day * DAY)).isEqualTo(1);
        }
    }

    @Test
    void aPlanWithoutDynamicsIsNotMoved() {
        assertThat(DynamicsSpec.of(List.of(new DynamicsSpec("pro", 1, 1, 1, 1, 1, 1)), "free"))
                .isEqualTo(new DynamicsSpec("free", 0, 0, 14 * DAY, 0, 0, 0));
        assertThat(InducedDemand.NONE.of(3, 1e9)).isEqualTo(1);
    }

    /** A month of days is the month; a limited day and the rest drive away independently. */
    @Test
    void hazardsOfDaysMakeTheMonth() {
        DynamicsSpec spec = new DynamicsSpec("pro", 0, 0, 1, 0.3, 0.2, 0.6);
        double stay = 1;
        double away = 1;
        for (int day = 0; day < 30; day++) {
            stay *= 1 - spec.leaves(false);
            away *= 1 - spec.returns();
        }
        assertThat(stay).isCloseTo(0.7, within(1e-12));
        assertThat(away).isCloseTo(0.4, within(1e-12));
        assertThat(1 - spec.leaves(true)).isCloseTo((1 - spec.leaves(false)) * 0.8, within(1e-12));
        assertThat(new DynamicsSpec("pro", 0, 0, 1, 0, 0, 0).leaves(true)).isZero();
        assertThat(new DynamicsSpec("pro", 0, 0, 1, 1, 0, 1).leaves(false)).isEqualTo(1);
    }
}
