package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values by what they measure, and changes of them. */
class MeasureFiguresTest {
    @ParameterizedTest
    @CsvSource({
        "TIME, 5, NaN, 5.00 s, +5.00 s",
        "TIME, -5, NaN, -5.00 s, -5.00 s",
        "TIME, -0.25, 0.01, -250 ±10 ms, -250 ±10 ms",
        "SHARE, 0.125, NaN, 12.5 %, +12.5 points",
        "SHARE, -0.125, NaN, -12.5 %, -12.5 points",
        "POWER, 3e8, NaN, 300 MW, +300 MW",
        "COUNT, -1234567, NaN, -1.23M, -1.23M",
        "FACTOR, NaN, NaN, –, –",
    })
    void read(Dimension dimension, double value, double halfWidth, String text, String change) {
        Estimate estimate = new Estimate(value, halfWidth, 5);
        assertThat(MeasureFigures.value(dimension, estimate)).isEqualTo(text);
        assertThat(MeasureFigures.change(dimension, estimate)).isEqualTo(change);
    }
}
