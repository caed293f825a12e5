package io.tidegate.experiment.solve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.solve.Reading.Level;
import io.tidegate.experiment.solve.Walk.Bracket;
import io.tidegate.measure.Replicates;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Crossings of curves that are known. */
class WalkTest {
    private int looks;

    /** A margin with five groups whose jackknife has a given half-width. */
    private static Replicates margin(double value, double halfWidth) {
        // Left-out values ±e, ±e and 0: s² = 4/5·4e², and the half-width is 2.776·s.
        double e = halfWidth / 2.776445 / Math.sqrt(3.2);
        return Replicates.of(value, new double[] {value - e, value + e, value - e, value + e, value});
    }

    private Walk walk(LongToDoubleFunction curve, double halfWidth, long last) {
        return new Walk(
                position -> {
                    looks++;
                    return Reading.of(margin(curve.applyAsDouble(position), halfWidth));
                },
                last,
                position -> 1);
    }

    @Test
    void aStraightLineIsCrossedAtOnce() throws Exception {
        Walk walk = walk(x -> 700.5 - x, 0, 1000);
        walk.look(400);
        assertThat(walk.cross(60)).isEqualTo(new Bracket(700, 701));
        assertThat(looks).isLessThan(8);
    }

    /** A queue's wait from idle to full: 1/(1 − x) crosses 20 at 0.95. */
    @Test
    void aQueueIsCrossedInFewLooks() throws Exception {
        Walk walk = walk(x -> 20 - 1 / (1 - x / 10_001.0), 0, 10_000);
        walk.look(0);
        assertThat(walk.cross(600)).isEqualTo(new Bracket(9500, 9501));
        assertThat(looks).isLessThan(25);
    }

    @Test
    void edgesAreWhereTheIntervalHoldsZero() throws Exception {
        Walk walk = walk(x -> 500 - x, 40, 1000);
        walk.look(480);
        walk.cross(60);
        Bracket surely = walk.edge(Level.SURELY);
        Bracket possibly = walk.edge(Level.POSSIBLY);
        // At the edges themselves, and by a fifth of the half-width farther at the most.
        assertThat(surely.meets()).isBetween(451L, 459L);
        assertThat(possibly.fails()).isBetween(541L, 549L);
    }

    @Test
    void endsWithoutACrossingAreFound() throws Exception {
        Walk high = walk(x -> 1, 0, 1000);
        high.look(400);
        assertThat(high.cross(60)).isEqualTo(new Bracket(1000, 1001));
        Walk low = walk(x -> -1, 0, 1000);
        low.look(400);
        assertThat(low.cross(60)).isEqualTo(new Bracket(-1, 0));
    }

    @Test
    void whatIsNotKnownNeverMeets() throws Exception {
        Walk walk = walk(x -> x < 300 ? 1 : Double.NaN, 0, 1000);
        walk.look(100);
        assertThat(walk.cross(60)).isEqualTo(new Bracket(299, 300));
        assertThat(Reading.of(margin(Double.NaN, 0)).meets(Level.MEASURED)).isFalse();
        assertThat(Reading.of(margin(Double.NaN, 0)).meets(Level.SURELY)).isFalse();
        assertThat(Reading.of(margin(Double.NaN, 0)).meets(Level.POSSIBLY)).isTrue();
    }
}
