package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.AnchorList.Claim;
import io.tidegate.experiment.AnchorList.Kind;
import io.tidegate.experiment.RunSummary.Anchor;
import org.junit.jupiter.api.Test;

class AnchorListTest {
    private static Anchor verdict(double low, double high, double value) {
        AnchorList list = new AnchorList();
        list.add(new Claim("name", "published", "%", low, high, Kind.PREDICTED), value, "words", "too few", "too many");
        return list.all().get(0);
    }

    @Test
    void verdictsFollowFromTheInterval() {
        assertThat(verdict(6, 8, 6).met()).isTrue();
        assertThat(verdict(6, 8, 8).met()).isTrue();
        assertThat(verdict(6, 8, 5.9).met()).isFalse();
        assertThat(verdict(6, 8, 8.1).met()).isFalse();
        assertThat(verdict(6, 8, 7))
                .isEqualTo(new Anchor("name", "published", "%", 6, 8, 7, "words", "predicted", true, ""));
    }

    @Test
    void anOpenEndMissesNothing() {
        assertThat(verdict(Double.NaN, 5, -1e9).met()).isTrue();
        assertThat(verdict(Double.NaN, 5, 5.1).met()).isFalse();
        assertThat(verdict(1, Double.NaN, 1e9).met()).isTrue();
        assertThat(verdict(1, Double.NaN, 0.9).met()).isFalse();
    }

    @Test
    void whyNamesTheDifferenceAndTheSide() {
        assertThat(verdict(6, 8, 7).why()).isEmpty();
        assertThat(verdict(6, 8, 5.25).why()).isEqualTo("0.750 below 6.00 %: too few");
        assertThat(verdict(6, 8, 30).why()).isEqualTo("22.0 above 8.00 %: too many");
    }
}
