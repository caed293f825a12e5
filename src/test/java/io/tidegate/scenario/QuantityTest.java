package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.Dimension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units and numbers; expected values are the literals that Java's own compiler rounds. */
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "COUNT, 6 M, 6e6",
        "COUNT, 30k, 3e4",
        "COUNT, 0.5 G, 5e8",
        "COUNT, 17, 17",
        "SHARE, 22 %, 0.22",
        "SHARE, 0.7%, 0.007",
        "SHARE, 0.1, 0.1",
        "FACTOR, 1.25, 1.25",
        "FACTOR, 1e-3, 0.001",
        "FACTOR, -2, -2",
        "TIME, 0, 0",
        "TIME, 0.0, 0",
        "TIME, 20 us, 2e-5",
        "TIME, 0.010201 ms, 1.0201e-5",
        "TIME, 50ms, 0.05",
        "TIME, 3 s, 3",
        "TIME, 1.5 min, 90",
        "TIME, 5 h, 18000",
        "TIME, 26 d, 2246400",
        "POWER, 0, 0",
        "POWER, 700 W, 700",
        "POWER, 1.5 kW, 1500",
        "POWER, 300 MW, 3e8",
        "POWER, 2 GW, 2e9",
        "TOKENS, 4096, 4096",
        "TOKENS, 4096 tok, 4096",
        "TOKENS, 30k, 30000",
        "TOKENS, 1.2 M tok, 1.2e6",
        "CREDITS, 1.8 M credits, 1.8e6",
        "CREDITS, 20 G, 2e10",
        "CREDITS, 5 credits, 5",
        "PER_MINUTE, 50, 50",
        "PER_MINUTE, 50/min, 50",
        "PER_MINUTE, 500 k/min, 5e5",
        "PER_MINUTE, 2 M, 2e6",
    })
    void quantitiesAreHeldInTheBaseUnit(Dimension dimension, String text, double expected) {
        assertThat(Quantity.parse(text, dimension)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIME | 300 | needs a unit, one of us, ms, s, min, h, d, such as 5 min, found '300'",
                "POWER | 300 | needs a unit, one of W, kW, MW, GW, such as 300 MW, found '300'",
                "POWER | 3 mw | unit 'mw' is not one of W, kW, MW, GW, found '3 mw' — did you mean 'MW'?",
                "TIME | 3 parsecs | unit 'parsecs' is not one of us, ms, s, min, h, d, found '3 parsecs'",
                "COUNT | 3 s | unit 's' is not one of k, M, G, found '3 s'",
                "PER_MINUTE | 1 G | unit 'G' is not one of k, M, /min, k/min, M/min, found '1 G'",
                "FACTOR | 3 k | takes no unit, found '3 k'",
                "COUNT | many | need a number, such as 6 M, found 'many'",
                "COUNT | yes | need a number, such as 6 M, found 'yes'",
                "COUNT | 1 000 | need a number, such as 6 M, found '1 000'",
                "COUNT | 1_000 | write a number without underscores, found '1_000'",
                "COUNT | 010 | write a number without leading zeros, found '010'",
                "FACTOR | NaN | need a finite number, found 'NaN'",
                "FACTOR | .inf | need a finite number, found '.inf'",
                "FACTOR | -Infinity | need a finite number, found '-Infinity'",
                "FACTOR | 1e999 | need a finite number, found '1e999'",
                "FACTOR | 0x1F | takes no unit, found '0x1F'",
                "FACTOR | 11111111111111111111111111111111111111111 | too long for a number,"
                        + " found '11111111111111111111111111111111111111111'",
            })
    void anythingElseIsRefusedInWords(Dimension dimension, String text, String message) {
        assertThatThrownBy(() -> Quantity.parse(text, dimension))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
