package io.tidegate.experiment.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariedPathTest {
    @ParameterizedTest
    @CsvSource({
        "a.b=2 M credits..9 M credits, a.b=2 M credits, a.b=2.001 M credits, a.b=9 M credits, 7000",
        "a.b = 2..9 M credits, a.b=2 M credits, a.b=2.001 M credits, a.b=9 M credits, 7000",
        "a.b=10 %..40 %, a.b=10 %, a.b=10.01 %, a.b=40 %, 3000",
        "a.b=-1.5..0.05, a.b=-1.5, a.b=-1.499, a.b=0.05, 1550",
        "a.b=1..3.0005, a.b=1, a.b=1.001, a.b=3.0005, 2001",
        "a.b=2026-05-06..2026-06-03, a.b=2026-05-06T00:00, a.b=2026-05-07T00:00, a.b=2026-06-03T00:00, 28",
        "a.b=2026-05-06T05:00..2026-06-03T05:00, a.b=2026-05-06T05:00, a.b=2026-05-07T05:00, a.b=2026-06-03T05:00, 28",
    })
    void rungsAreRoundValues(String text, String first, String second, String last, long rungs) {
        VariedPath vary = VariedPath.parse(text);
        assertThat(vary.set(0)).isEqualTo(first);
        assertThat(vary.set(1)).isEqualTo(second);
        assertThat(vary.rungs()).isEqualTo(rungs);
        assertThat(vary.set(rungs)).isEqualTo(last);
    }

    @Test
    void stepsOfWholeNumbersEndAtTheEnd() {
        VariedPath vary = VariedPath.parse("a=40..100").by(62);
        assertThat(vary.rungs()).isEqualTo(1);
        assertThat(vary.set(1)).isEqualTo("a=100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b",
                "a.b=1",
                "a.b=1..",
                "=1..2",
                "a=2..1",
                "a=1..1",
                "a=1 h..2 min",
                "a=x..y",
                "a=1 h..2",
                "a=2026-05-06..2026-13-01",
                "a=2026-05-06T05:00..2026-05-07",
                "a=2026-05-06..3"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> VariedPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
