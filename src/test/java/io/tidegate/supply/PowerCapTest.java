package io.tidegate.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PowerCapTest {
    @Test
    void aCapBelowTheDrawStretchesComputingOnly() {
        assertThat(PowerCap.computeStretch(299e6, 300e6)).isEqualTo(1);
        assertThat(PowerCap.computeStretch(300e6, 300e6)).isEqualTo(1);
        assertThat(PowerCap.computeStretch(1.5 * 300e6, 300e6)).isCloseTo(Math.pow(1.5, 0.63), within(1e-12));
        assertThat(PowerCap.computeStretch(2, 1)).as("twice the draw").isCloseTo(1.5476, within(1e-4));
    }

    /** Eight H200 at 500 W kept these shares of their throughput at 700 W, all bound by computing (MLPerf Inference v4.1). */
    @ParameterizedTest
    @CsvSource({"31303, 25262", "29228, 23113"})
    void aCapCostsAboutWhatWasMeasured(double free, double capped) {
        ReplicaPower node = new ReplicaPower(ReplicaPowerTest.HOPPER, 8);
        double stretch = PowerCap.computeStretch(node.wallWatts(700), node.wallWatts(0), node.wallWatts(500));
        assertThat(stretch).as("only the devices give way").isCloseTo(Math.pow(1.4, 0.63), within(1e-12));
        assertThat(1 / stretch).isCloseTo(capped / free, within(0.02));
        assertThat(PowerCap.computeStretch(node.wallWatts(700), node.wallWatts(500)))
                .as("spread over all of the node the same cap would seem to cost less")
                .isLessThan(stretch);
    }

    @Test
    void anEnvelopeThatHoldsNotEvenTheNodesIsRefused() {
        assertThatThrownBy(() -> PowerCap.computeStretch(10, 5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fixedWatts: must be 0 to below the envelope of 5.0 W, found 5.0");
    }
}
