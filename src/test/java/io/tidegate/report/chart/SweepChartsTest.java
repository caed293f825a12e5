package io.tidegate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import io.tidegate.report.chart.SweepData.Measure;
import io.tidegate.report.chart.SweepData.Varied;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepChartsTest {
    @TempDir
    private Path folder;

    private static Measure measure(String name, boolean moreIsWorse, double... values) {
        List<Estimate> all = new ArrayList<>();
        for (double value : values) {
            all.add(new Estimate(value, 0.1 * value, 5));
        }
        return new Measure(name, Dimension.TIME, moreIsWorse, all);
    }

    private static SweepData grid() {
        return new SweepData(
                "a sweep",
                "4 points",
                true,
                List.of(
                        new Varied(
                                "limits.window", List.of("10 M credits", "10 M credits", "9 M credits", "9 M credits")),
                        new Varied("routing.router", List.of("random", "affinity", "random", "affinity"))),
                List.of(measure("p90(ttft)", true, 4, 3, 2, 1), measure("p50(ttft)", true, 1, 2, 3, 4)));
    }

    /** A grid of two paths over numbers. */
    private static SweepData numbers() {
        return new SweepData(
                "a sweep",
                "4 points",
                true,
                List.of(new Varied("b", List.of("1", "2", "1", "2")), new Varied("a", List.of("1", "1", "2", "2"))),
                List.of(measure("wait", true, 1, 3, 5, 11)));
    }

    @Test
    void valuesAreOrderedBySizeWhereTheyHaveOneUnit() {
        Varied window = grid().paths().get(0);
        assertThat(window.isNumeric()).isTrue();
        assertThat(window.unit()).isEqualTo("M credits");
        assertThat(window.distinct()).containsExactly("9 M credits", "10 M credits");
        assertThat(window.at(0)).isEqualTo(10);
        Varied router = grid().paths().get(1);
        assertThat(router.isNumeric()).isFalse();
        assertThat(router.distinct()).containsExactly("random", "affinity");
        assertThat(router.at(3)).isEqualTo(1);
        Varied mixed = new Varied("x", List.of("1 s", "1 min"));
        assertThat(mixed.isNumeric()).isFalse();
    }

    @Test
    void theFrontIsWhatNoOtherPointBetters() {
        SweepData data = new SweepData(
                "a sweep",
                "5 points",
                false,
                List.of(new Varied("x", List.of("1", "2", "3", "4", "5"))),
                List.of(measure("cost", true, 1, 2, 2, 3, 1), measure("served", false, 5, 9, 8, 9, 5)));
        assertThat(ParetoChart.front(data)).containsExactly(0, 4, 1);
    }

    @Test
    void aPointThatIsNotKnownIsNotOnTheFront() {
        SweepData data = new SweepData(
                "a sweep",
                "3 points",
                false,
                List.of(new Varied("x", List.of("1", "2", "3"))),
                List.of(measure("cost", true, Double.NaN, 2, 3), measure("wait", true, 0, 2, 1)));
        assertThat(ParetoChart.front(data)).containsExactly(1, 2);
    }

    /** Of 1, 3, 5, 11 over a grid of two paths the mean is 5; a = 1, 2 have means 2 and 8, b = 1, 2 have 3 and 7. */
    @Test
    void mainEffectsAreMeansAtTheEndsLessThatOfAll() {
        assertThat(EffectsChart.fits(numbers())).isTrue();
        assertThat(EffectsChart.effects(numbers()))
                .containsExactly(new EffectsChart.Effect("a", -3, 3), new EffectsChart.Effect("b", -2, 2));
        assertThat(EffectsChart.fits(grid()))
                .as("one of two paths is no number")
                .isFalse();
    }

    @Test
    void heatNeedsEveryCombinationOfTwoPaths() {
        assertThat(HeatChart.fits(grid())).isTrue();
        SweepData list = new SweepData("a sweep", "4 points", false, grid().paths(), grid().measures());
        assertThat(HeatChart.fits(list)).isFalse();
        SweepData one =
                new SweepData("a sweep", "4 points", true, grid().paths().subList(0, 1), grid().measures());
        assertThat(HeatChart.fits(one)).isFalse();
    }

    @Test
    void scalesHoldTheirValuesAndIntervals() {
        MeasureScale shares = MeasureScale.of(
                Dimension.SHARE, List.of(new Estimate(0.03, 0.01, 5), new Estimate(Double.NaN, Double.NaN, 5)));
        assertThat(shares.logarithmic()).isFalse();
        assertThat(shares.from()).isZero();
        assertThat(shares.to()).isGreaterThan(0.04);
        MeasureScale times =
                MeasureScale.of(Dimension.TIME, List.of(new Estimate(0.1, 0.5, 5), new Estimate(40, Double.NaN, 5)));
        assertThat(times.logarithmic()).isTrue();
        assertThat(times.from()).isPositive().isLessThanOrEqualTo(0.1);
        assertThat(times.clip(-0.4)).isEqualTo(times.from());
        assertThat(times.to()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void everyPictureIsDrawn() throws IOException {
        ResponseChart.write(grid(), folder.resolve("lines.png"));
        HeatChart.write(grid(), folder.resolve("heat.png"));
        ParetoChart.write(grid(), folder.resolve("pareto.png"));
        SweepData dots = new SweepData("a sweep", "4 points", false, grid().paths(), grid().measures());
        ResponseChart.write(dots, folder.resolve("dots.png"));
        for (String name : List.of("lines", "heat", "pareto", "dots")) {
            BufferedImage image = ImageIO.read(folder.resolve(name + ".png").toFile());
            assertThat(image.getWidth()).isEqualTo(Png.WIDTH * Png.SCALE);
            assertThat(colours(image)).as(name).isGreaterThan(20);
        }
        EffectsChart.write(numbers(), folder.resolve("effects.png"));
        assertThat(colours(ImageIO.read(folder.resolve("effects.png").toFile())))
                .isGreaterThan(20);
        SweepData nothing = new SweepData("a sweep", "no points", true, List.of(), List.of());
        assertThatThrownBy(() -> ResponseChart.write(nothing, folder.resolve("none.png")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }
}
