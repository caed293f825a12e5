package io.tidegate.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplicaPowerTest {
    /** Hopper in a node of eight; decode fitted to a dense model of 405 G parameters in fp8 on eight H100. */
    static final AcceleratorSpec HOPPER = new AcceleratorSpec("h100", 700, 75, 0.95, 379, 237, 70, 8, 1_740, 1.106);

    private static final AcceleratorSpec GB200 =
            new AcceleratorSpec("gb200", 1_200, 150, 0.95, 700, 400, 60, 72, 12_000, 1.12);

    /**
     * A fleet of 150,000 H100, 50,000 H200 and GB200, with 8 % for network, storage and hosts, worked out by hand (MW at a PUE
     * of 1.1, 1.2 and 1.3) from measured watts of a device.
     */
    @ParameterizedTest
    @CsvSource({
        "20000,  75,  150,  79.3,  86.6,  93.8",
        "20000, 400,  600, 176.7, 192.8, 208.8",
        "20000, 480,  800, 203.1, 221.5, 240.0",
        "20000, 600, 1000, 239.9, 261.7, 283.5",
        "20000, 670, 1150, 262.3, 286.2, 310.0",
        "20000, 700, 1200, 271.5, 296.2, 320.9",
        "30000,  75,  150,  83.3,  90.9,  98.5",
        "30000, 700, 1200, 289.5, 315.8, 342.1",
    })
    void aFleetsDrawIsThatWorkedOutByHand(
            int gb200, double hopperWatts, double gb200Watts, double at11, double at12, double at13) {
        double walls = 9_375 * new ReplicaPower(HOPPER, 16).wallWatts(hopperWatts)
                + 6_250 * new ReplicaPower(HOPPER, 8).wallWatts(hopperWatts)
                + gb200 / 4.0 * new ReplicaPower(GB200, 4).wallWatts(gb200Watts);
        double[] expected = {at11, at12, at13};
        for (int i = 0; i < expected.length; i++) {
            SiteSpec site = new SiteSpec("site", 300e6, 1.1 + 0.1 * i, 0.08, null);
            assertThat(SitePower.facilityWatts(site, walls) / 1e6).isCloseTo(expected[i], within(0.0501));
        }
    }

    @Test
    void aNodeOfEightDrawsWhatWasMeasured() {
        ReplicaPower node = new ReplicaPower(HOPPER, 8);
        // MLPerf Inference v4.1, eight H200: 2.40 kW idle, 6.16 kW at a cap of 500 W.
        assertThat(node.wallWatts(75)).isCloseTo(2_400, within(10.0));
        assertThat(node.wallWatts(500)).isCloseTo(6_160, within(10.0));
        assertThat(new ReplicaPower(HOPPER, 2).wallWatts(500)).isEqualTo(node.wallWatts(500) / 4);
    }

    @Test
    void decodeFollowsTheMeasuredServer() {
        double[] watts = new ReplicaPower(HOPPER, 8).decodeWatts(256);
        // Means of a device in the ML.ENERGY benchmark; the fit is within 1 % of them.
        int[][] measured = {{8, 408}, {64, 520}, {128, 576}, {256, 609}};
        for (int[] point : measured) {
            assertThat(watts[point[0]]).isCloseTo(point[1], within(0.01 * point[1]));
        }
        assertThat(watts).hasSize(257);
        assertThat(watts[0]).as("no sequence, no decode").isEqualTo(75);
        assertThat(watts[70]).isCloseTo(379 + 237 * (1 - 1 / Math.E), within(1e-9));
        for (int batch = 1; batch < watts.length; batch++) {
            assertThat(watts[batch]).isGreaterThan(watts[batch - 1]);
        }
    }

    @Test
    void noDeviceDrawsMoreThanItsRatedPower() {
        AcceleratorSpec hot = new AcceleratorSpec("hot", 500, 75, 1, 379, 237, 70, 8, 1_740, 1.106);
        double[] watts = new ReplicaPower(hot, 8).decodeWatts(1_000);
        assertThat(watts[20]).isLessThan(500);
        assertThat(watts[1_000]).isEqualTo(500);
        assertThat(new ReplicaPower(hot, 8).prefillWatts()).isEqualTo(500);
        assertThat(new ReplicaPower(HOPPER, 8).prefillWatts()).isCloseTo(665, within(1e-9));
        assertThatThrownBy(() -> new ReplicaPower(HOPPER, 0)).hasMessage("gpus: must be at least 1, found 0");
    }
}
