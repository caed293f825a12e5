package io.tidegate.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.scenario.ScenarioSource;
import io.tidegate.scenario.SweepSpec;
import io.tidegate.scenario.SweepSpec.Design;
import io.tidegate.scenario.Varied;
import io.tidegate.scenario.VarySpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Points of designs: how many, in what order, and how evenly spread. */
class DesignsTest {
    private static Varied values(String path, String... values) {
        return varied(new VarySpec(path, List.of(values), null, null, 0, VarySpec.Scale.LINEAR));
    }

    private static Varied range(String path, String from, String to, int steps) {
        return varied(new VarySpec(path, List.of(), from, to, steps, VarySpec.Scale.LINEAR));
    }

    private static Varied varied(VarySpec spec) {
        try {
            return Varied.of(ScenarioSource.read(Path.of("scenarios/tiny.yaml")), spec);
        } catch (io.tidegate.scenario.ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    private static SweepSpec spec(Design design, int points, long seed) {
        return new SweepSpec(design, points, 1, seed, List.of());
    }

    @Test
    void aGridIsEveryCombinationWithTheLastValueFastest() {
        List<Varied> varied = List.of(values("a", "1", "2"), range("b", "10 MW", "30 MW", 3), values("c", "x", "y"));
        List<List<String>> points = Designs.points(spec(Design.GRID, 0, 1), varied);

        assertThat(points).hasSize(12).doesNotHaveDuplicates();
        assertThat(points.get(0)).containsExactly("1", "10 MW", "x");
        assertThat(points.get(1)).containsExactly("1", "10 MW", "y");
        assertThat(points.get(2)).containsExactly("1", "20 MW", "x");
        assertThat(points.get(11)).containsExactly("2", "30 MW", "y");
    }

    @Test
    void aListGoesThroughItsValuesTogether() {
        List<Varied> varied = List.of(values("a", "1", "2", "3"), values("b", "x", "y", "z"));
        assertThat(Designs.points(spec(Design.LIST, 0, 1), varied))
                .containsExactly(List.of("1", "x"), List.of("2", "y"), List.of("3", "z"));
    }

    /** One point in each of n equal parts of every dimension: of the hypercube always, of Sobol's sequence for powers of two. */
    @ParameterizedTest
    @CsvSource({"LATIN_HYPERCUBE, 7, 3", "LATIN_HYPERCUBE, 64, 5", "SOBOL, 16, 5", "SOBOL, 64, 12", "SOBOL, 256, 2"})
    void everyDimensionIsStratified(Design design, int points, int dimensions) {
        for (long seed = 1; seed <= 5; seed++) {
            double[][] cube = Designs.cube(spec(design, points, seed), points, dimensions);
            for (int d = 0; d < dimensions; d++) {
                TreeSet<Integer> parts = new TreeSet<>();
                for (double[] point : cube) {
                    parts.add((int) (point[d] * points));
                }
                assertThat(parts).hasSize(points);
            }
        }
    }

    /** The first two dimensions of Sobol's sequence are a (0, m, 2)-net: each box of area 1/2^m has one of 2^m points. */
    @Test
    void sobolFillsEveryElementaryBox() {
        int m = 6;
        double[][] cube = Designs.cube(spec(Design.SOBOL, 1 << m, 9), 1 << m, 2);
        for (int wide = 0; wide <= m; wide++) {
            TreeSet<Integer> boxes = new TreeSet<>();
            for (double[] point : cube) {
                boxes.add(((int) (point[0] * (1 << wide)) << m) + (int) (point[1] * (1 << (m - wide))));
            }
            assertThat(boxes).hasSize(1 << m);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM", "SOBOL"})
    void moreBeginAlike(Design design) {
        double[][] few = Designs.cube(spec(design, 10, 3), 10, 4);
        double[][] many = Designs.cube(spec(design, 100, 3), 100, 4);
        assertThat(Arrays.deepEquals(few, Arrays.copyOf(many, 10))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM", "SOBOL", "LATIN_HYPERCUBE"})
    void theSeedOfTheDesignDecides(Design design) {
        double[][] one = Designs.cube(spec(design, 8, 1), 8, 2);
        assertThat(Arrays.deepEquals(one, Designs.cube(spec(design, 8, 1), 8, 2)))
                .isTrue();
        assertThat(Arrays.deepEquals(one, Designs.cube(spec(design, 8, 2), 8, 2)))
                .isFalse();
    }

    /** The mean of 4,096 uniform values is within 5 standard errors (0.0226) of 1/2: false alarm 6e-7 a dimension. */
    @Test
    void randomIsUniformAndIndependent() {
        int n = 4096;
        double[][] cube = Designs.cube(spec(Design.RANDOM, n, 1), n, 2);
        double product = 0;
        for (int d = 0; d < 2; d++) {
            int dimension = d;
            assertThat(Arrays.stream(cube)
                            .mapToDouble(point -> point[dimension])
                            .average()
                            .orElseThrow())
                    .isBetween(0.5 - 0.0226, 0.5 + 0.0226);
        }
        for (double[] point : cube) {
            product += 12 * (point[0] - 0.5) * (point[1] - 0.5);
        }
        assertThat(Math.abs(product / n)).isLessThan(5 / Math.sqrt(n));
    }

    @Test
    void sampledValuesLieInTheirRangeAndWholeOnesAreAllReached() {
        List<Varied> varied = List.of(
                range("supply.sites.home.envelope", "300 MW", "500 MW", 0),
                range("supply.pools.home-haiku.replicas", "10", "13", 0),
                values("c", "x", "y"));
        List<List<String>> points = Designs.points(spec(Design.SOBOL, 64, 1), varied);
        List<Integer> whole = new ArrayList<>();
        for (List<String> point : points) {
            assertThat(varied.get(0).number(point.get(0))).isBetween(300e6, 500e6);
            whole.add(Integer.parseInt(point.get(1)));
        }
        // 64 points are 16 to each of four equal parts.
        assertThat(whole).containsOnly(10, 11, 12, 13);
        assertThat(whole.stream().filter(each -> each == 13)).hasSize(16);
        assertThat(points.stream().filter(point -> point.get(2).equals("x"))).hasSize(32);
    }

    @Test
    void refusesWhatCannotBeMade() {
        Varied open = range("a", "1", "2", 0);
        Varied two = values("b", "1", "2");
        Varied three = values("c", "1", "2", "3");
        assertRefused(spec(Design.GRID, 0, 1), List.of(open), "in a grid the range of a needs a number of steps");
        assertRefused(spec(Design.GRID, 5, 1), List.of(two), "the points of a grid follow from its values");
        assertRefused(spec(Design.LIST, 0, 1), List.of(two, three), "as many values of each path, found 2, 3");
        assertRefused(spec(Design.SOBOL, 0, 1), List.of(two), "needs a number of points, 1 to 100000");
        assertRefused(spec(Design.GRID, 0, 1), List.of(), "nothing is varied");
        assertRefused(
                spec(Design.GRID, 0, 1),
                List.of(range("a", "1", "2", 1000), range("b", "1", "2", 1000)),
                "more than 100000 points");
    }

    private static void assertRefused(SweepSpec spec, List<Varied> varied, String why) {
        assertThatThrownBy(() -> Designs.points(spec, varied))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
