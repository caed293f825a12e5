package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tidegate.scenario.KernelTables;
import io.tidegate.scenario.KernelTables.AttentionTime;
import io.tidegate.scenario.KernelTables.LayerTime;
import io.tidegate.scenario.KernelTablesReader;
import io.tidegate.serving.FittedRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class KernelStepsTest {
    private static final Path MEASURED = Path.of("src/test/resources/io/tidegate/hardware-run/kernels");

    /** Tables whose steps follow a law exactly: every dense layer d(n) = 3 + n/4, heads 5 + n/2, attention linear in its axes. */
    private static KernelTables linear() {
        List<LayerTime> dense = new ArrayList<>();
        List<LayerTime> heads = new ArrayList<>();
        List<AttentionTime> attention = new ArrayList<>();
        for (String layer : KernelTablesReader.DENSE) {
            for (int n : new int[] {1, 100, 4096}) {
                dense.add(new LayerTime(layer, n, 3 + n / 4.0));
            }
        }
        for (String layer : KernelTablesReader.PER_SEQUENCE) {
            heads.add(new LayerTime(layer, 1, 5.5));
            heads.add(new LayerTime(layer, 513, 261.5));
        }
        int[] sizes = {0, 16, 64, 128, 256, 512, 1024, 2048, 4096, 8192};
        for (int p = 0; p <= 2048; p = p == 0 ? 64 : 2 * p) {
            for (int d = 0; d <= 256; d = d == 0 ? 1 : 2 * d) {
                for (int b : p == 0 ? new int[] {0} : sizes) {
                    for (int c : d == 0 ? new int[] {0} : sizes) {
                        attention.add(new AttentionTime(
                                p, b, d, c, 2 + (p > 0 ? 30 : 0) + 1e-3 * p * (b + 0.5 * p) + 1e-2 * d * c));
                    }
                }
            }
        }
        return new KernelTables("m", "d", "e", "bf16", dense, heads, attention);
    }

    @Test
    void composesAStepFromItsKernels() {
        KernelTimes times = new KernelTimes(linear(), 2);
        // Dense: embedding and final norm once, six kinds in each of 2 layers, 2 norms in each: 18 calls. Heads: 2
        // calls.
        double decode = 18 * (3 + 10 / 4.0) + 2 * (5 + 10 / 2.0) + 2 * (2 + 1e-2 * 10 * 300);
        assertThat(times.seconds(10, 300, 0, 0).orElseThrow()).isCloseTo(1e-6 * decode, within(1e-12));
        double prefill = 18 * (3 + 128 / 4.0) + 2 * 5.5 + 2 * (32 + 1e-3 * 128 * (700 + 64));
        assertThat(times.seconds(0, 0, 128, 700).orElseThrow()).isCloseTo(1e-6 * prefill, within(1e-12));
    }

    @Test
    void saysNothingOutsideWhatWasMeasured() {
        KernelTimes times = new KernelTimes(linear(), 2);
        assertThat(times.seconds(257, 300, 0, 0)).isEmpty();
        assertThat(times.seconds(1, 9000, 0, 0)).isEmpty();
        assertThat(times.seconds(0, 0, 4096, 0)).isEmpty();
    }

    @Test
    void stepsFollowTheLawThatKernelsDo() {
        Calibration fit = Calibration.of(KernelSteps.configuration(linear(), 2, 100_000));
        // Chunks between powers of two are read off straight lines, which lie a little above the square in the
        // attention.
        Percentage near = withinPercentage(1);
        assertThat(1e6 * fit.law().c0()).isCloseTo(18 * 3 + 2 * 5 + 2 * 2, near);
        assertThat(1e6 * fit.law().cB()).isCloseTo(18 / 4.0 + 2 / 2.0, near);
        assertThat(1e6 * fit.law().cK()).isCloseTo(2 * 1e-2, near);
        assertThat(1e6 * fit.law().cP()).isCloseTo(18 / 4.0, near);
        assertThat(1e6 * fit.law().cPC()).isCloseTo(2 * 1e-3, near);
        assertThat(1e6 * fit.law().cR()).isCloseTo(2 * 30 + 2 / 2.0, withinPercentage(5));
    }

    @Test
    void refusesTablesOfWhichNoStepFits() {
        assertThatThrownBy(() -> KernelSteps.configuration(linear(), 2, 10))
                .hasMessage("no step of the tables fits in 10 tokens of KV cache");
    }

    @Test
    void fitsTheMeasuredTables() throws Exception {
        Calibration fit = Calibration.of(KernelSteps.configuration(KernelTablesReader.read(MEASURED), 32, 41_392));
        assertThat(fit.configuration().name()).isEqualTo("llama-3-1-8b-nvidia-geforce-rtx-4090-bf16");
        assertThat(fit.configuration().range()).isEqualTo(new FittedRange(16_384, 256, 2048, 1));
        // 16.1 GB of weights at 1,008 GB/s take 15.9 ms.
        assertThat(fit.law().c0()).isBetween(0.0159, 0.0170);
        // The law cannot say that tokens cost little while the weights are read, up to some 256 in a step.
        assertThat(median(fit, KernelSteps.DECODE)).isLessThan(0.025);
        assertThat(median(fit, KernelSteps.PREFILL)).isLessThan(0.16);
        assertThat(median(fit, KernelSteps.MIXED)).isLessThan(0.09);
        assertThat(fit.points()).allMatch(point -> Math.abs(point.fitError()) < 0.42);
        assertThat(KernelSteps.errors(fit)).hasSize(3);
    }

    private static double median(Calibration fit, String axis) {
        return RelativeErrors.of(fit.points().stream()
                        .filter(point -> point.axis().equals(axis))
                        .mapToDouble(Calibration.Point::fitError))
                .median();
    }
}
