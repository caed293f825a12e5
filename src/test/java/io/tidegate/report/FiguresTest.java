package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.measure.Estimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "812, 812",
        "9640.4, 9640",
        "9999.6, 10.0k",
        "12345, 12.3k",
        "999499, 999k",
        "999500, 1.00M",
        "5.17e9, 5.17G",
        "NaN, –",
        "-12345, -12.3k"
    })
    void countsHaveThreeOrFourDigits(double count, String text) {
        assertThat(Figures.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, NaN, 0 ms",
        "0.00004, NaN, 0.04 ms",
        "0.0832, 0.004, 83.2 ±4.0 ms",
        "0.12, NaN, 120 ms",
        "0.9994, NaN, 999 ms",
        "0.9996, NaN, 1.00 s",
        "1.1, 0.12, 1.10 ±0.12 s",
        "12.5, 0.004, 12.50 ±0.00 s",
        "12.5, 0.01, 12.50 ±0.01 s",
        "360, 12, 360 ±12 s",
        "NaN, NaN, –"
    })
    void durationsChangeTheirUnit(double seconds, double half, String text) {
        assertThat(Figures.duration(new Estimate(seconds, half, 9))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, NaN, 0 %",
        "0, 0, 0 %",
        "0.00001, NaN, <0.01 %",
        "0.062, 0.0031, 6.20 ±0.31 %",
        "0.174, 0.009, 17.4 ±0.9 %",
        "0.0005, 0.00003, 0.050 ±0.003 %",
        "1, NaN, 100.0 %",
        "NaN, NaN, –"
    })
    void sharesAreInPerCent(double share, double half, String text) {
        assertThat(Figures.share(new Estimate(share, half, 9))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.36, 0.12, +0.360 ±0.120", "-1.2, NaN, -1.20", "0, NaN, 0", "1e-9, NaN, 0.000000", "NaN, NaN, –"})
    void changesHaveASign(double change, double half, String text) {
        assertThat(Figures.change(new Estimate(change, half, 9))).isEqualTo(text);
    }
}
