package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.scenario.VarySpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code --vary} means, and what progress says. */
class SweepOptionsTest {
    private static VarySpec values(String path, String... values) {
        return new VarySpec(path, List.of(values), null, null, 0, VarySpec.Scale.LINEAR);
    }

    @Test
    void commasWithinBracketsOrQuotesSeparateNothing() {
        assertThat(VaryText.parse("a.b=1, 2 ,3 k")).isEqualTo(values("a.b", "1", "2", "3 k"));
        assertThat(VaryText.parse("mix=[0.7, 0.3],[0.5, 0.5]")).isEqualTo(values("mix", "[0.7, 0.3]", "[0.5, 0.5]"));
        assertThat(VaryText.parse("m={a: 1, b: [2, 3]},{a: 2}")).isEqualTo(values("m", "{a: 1, b: [2, 3]}", "{a: 2}"));
        assertThat(VaryText.parse("x='a, b',\"c, d\"")).isEqualTo(values("x", "'a, b'", "\"c, d\""));
        assertThat(VaryText.parse("from=\"05:00\",\"06:00\"")).isEqualTo(values("from", "\"05:00\"", "\"06:00\""));
        assertThat(VaryText.parse("a=b=c")).isEqualTo(values("a", "b=c"));
    }

    @Test
    void rangesHaveStepsAndAScaleWhereTheyAreGiven() {
        assertThat(VaryText.parse("p=range(300 MW, 500 MW, 5)"))
                .isEqualTo(new VarySpec("p", List.of(), "300 MW", "500 MW", 5, VarySpec.Scale.LINEAR));
        assertThat(VaryText.parse("p = range(1, 100, 3, log)"))
                .isEqualTo(new VarySpec("p", List.of(), "1", "100", 3, VarySpec.Scale.LOG));
        assertThat(VaryText.parse("p=range(1,100)"))
                .isEqualTo(new VarySpec("p", List.of(), "1", "100", 0, VarySpec.Scale.LINEAR));
        assertThat(VaryText.parse("p=range(1,100,LOG)"))
                .isEqualTo(new VarySpec("p", List.of(), "1", "100", 0, VarySpec.Scale.LOG));
    }

    /** A quarter in 10 seconds leaves 30. */
    @Test
    void theTimeLeftIsSaidOnceThereIsARate() {
        assertThat(ProgressLine.text(0.25, 5_000_000, 10)).isEqualTo(" 25 %  5.0 M requests, 0.50 M/s, 30 s left");
        assertThat(ProgressLine.text(0, 0, 10)).isEqualTo("  0 %  0.0 M requests, 0.00 M/s");
    }

    /** 40 runs were there before; 20 more in 10 seconds are 2 a second, so the other 40 take 20. */
    @Test
    void runsThatWereThereBeforeDoNotCountInTheRate() {
        SweepLine line = new SweepLine(new PrintWriter(new StringWriter()), false, 40, 100);
        assertThat(line.text(60, 10)).isEqualTo("60 of 100 runs, 2.00 runs/s, 20 s left");
    }
}
