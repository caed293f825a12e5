package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CreditsTest {
    @Test
    void creditsAreThePriceOfARequestInInputTokens() {
        CreditWeights weights = new CreditWeights(1, 1.25, 0.1, 5);
        assertThat(Credits.of(weights, 1, 0, 0, 1, 0)).isEqualTo(1);
        assertThat(Credits.of(weights, 1, 1_000, 100, 10, 1)).isCloseTo(240, within(1e-9));
        // The published mean coding request of a list price of 3 and 15 USD a million tokens: 109,116 cached, 8,827
        // written
        // and 440 produced tokens cost 0.0724 USD.
        assertThat(Credits.of(weights, 1, 109_116, 8_827, 0, 440) * 3e-6).isCloseTo(0.0724, within(5e-5));
        assertThat(Credits.of(weights, 5.0 / 3, 0, 0, 300, 0)).isCloseTo(500, within(1e-9));
    }

    @Test
    void writesThatAreKeptForMoreThanFiveMinutesHaveTheirOwnWeight() {
        CreditWeights weights = new CreditWeights(1, 1.25, 0.1, 5, 2);
        assertThat(Credits.of(weights.keptFor(300), 1, 0, 100, 0, 0)).isEqualTo(125);
        assertThat(Credits.of(weights.keptFor(301), 1, 0, 100, 0, 0)).isEqualTo(200);
        assertThat(Credits.of(weights.keptFor(3600), 1, 10, 0, 3, 1)).isEqualTo(9);
    }
}
