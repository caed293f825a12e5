package io.tidegate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    @Test
    void secondsAreDecadesOrOneTwoFive() {
        assertThat(Ticks.seconds(0.02, 2))
                .extracting(Tick::label)
                .containsExactly("20 ms", "50 ms", "0.1 s", "0.2 s", "0.5 s", "1 s", "2 s");
        assertThat(Ticks.seconds(0.01, 100))
                .extracting(Tick::label)
                .containsExactly("10 ms", "0.1 s", "1 s", "10 s", "100 s");
    }

    @Test
    void perCentsAreRound() {
        assertThat(Ticks.percent(1.416))
                .extracting(Tick::label)
                .containsExactly("0 %", "20 %", "40 %", "60 %", "80 %", "100 %", "120 %", "140 %");
        assertThat(Ticks.percent(0.01))
                .extracting(Tick::label)
                .startsWith("0 %", "0.2 %")
                .endsWith("1 %");
    }

    @ParameterizedTest
    @CsvSource({"0.07, 0.05, 0.1", "0.1, 0.1, 0.1", "13, 10, 20", "1, 1, 1", "60, 50, 100"})
    void boundsAreOneTwoFive(double value, double below, double above) {
        assertThat(Ticks.below(value)).isCloseTo(below, within(1e-12));
        assertThat(Ticks.above(value)).isCloseTo(above, within(1e-12));
    }

    @Test
    void labelsAreMovedApartAboutTheirMeanAndKeptInside() {
        assertThat(EdgeLabels.spread(new double[] {10, 100}, 15, 0, 200)).containsExactly(10, 100);
        assertThat(EdgeLabels.spread(new double[] {50, 50, 50}, 15, 0, 200)).containsExactly(35, 50, 65);
        assertThat(EdgeLabels.spread(new double[] {199, 200}, 15, 0, 200)).containsExactly(185, 200);
        assertThat(EdgeLabels.spread(new double[] {0, 1}, 15, 0, 200)).containsExactly(0, 15);
        assertThat(EdgeLabels.spread(new double[] {}, 15, 0, 200)).isEmpty();
    }
}
