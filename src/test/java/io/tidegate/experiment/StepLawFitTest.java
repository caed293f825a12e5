package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.scenario.Experts;
import io.tidegate.scenario.StepMeasurement;
import io.tidegate.scenario.StepMix;
import io.tidegate.serving.StepLaw;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StepLawFitTest {
    private static final Percentage EXACT = Percentage.withPercentage(0.01);

    @Test
    void recoversALawFromExactTimes() {
        close(StepLawFit.fit(StepRows.of(StepRows.DENSE, x -> x), new Experts.None()), StepRows.DENSE);
        close(StepLawFit.fit(StepRows.of(StepRows.EXPERTS, x -> x), new Experts.Known(40)), StepRows.EXPERTS);
        close(StepLawFit.fit(StepRows.of(StepRows.EXPERTS, x -> x), new Experts.Unknown()), StepRows.EXPERTS);
    }

    private static void close(StepLaw found, StepLaw law) {
        assertThat(found.c0()).isCloseTo(law.c0(), EXACT);
        assertThat(found.cB()).isCloseTo(law.cB(), EXACT);
        assertThat(found.cK()).isCloseTo(law.cK(), EXACT);
        assertThat(found.cP()).isCloseTo(law.cP(), EXACT);
        assertThat(found.cPC()).isCloseTo(law.cPC(), EXACT);
        assertThat(found.cR()).isCloseTo(law.cR(), EXACT);
        assertThat(found.w()).isCloseTo(law.w(), within(1e-4 * law.w()));
        assertThat(found.n0()).isCloseTo(law.n0(), EXACT);
    }

    /**
     * Of relative errors of 1 %, the six coefficients scatter as least squares says, (AᵀA)⁻¹ σ², here taken 1.1 times as wide for
     * what the loss gives away. Six standard deviations on six coefficients: a false alarm has a probability of 1.2e-8.
     */
    @Test
    void recoversALawFromNoisyTimesWithinTheirStandardError() {
        double sigma = 0.01;
        Random random = new Random(7);
        List<StepMeasurement> rows = StepRows.of(StepRows.DENSE, x -> x * (1 + sigma * random.nextGaussian()));
        StepLaw found = StepLawFit.fit(rows, new Experts.None());
        RealMatrix a = new Array2DRowRealMatrix(rows.size(), 6);
        for (int i = 0; i < rows.size(); i++) {
            StepMix step = rows.get(i).steps().get(0);
            double seconds = StepRows.seconds(StepRows.DENSE, step);
            a.setRow(i, new double[] {
                1 / seconds,
                step.batch() / seconds,
                step.kvTokens() / seconds,
                step.prefill() / seconds,
                step.prefill() * step.position() / seconds,
                step.requests() / seconds
            });
        }
        RealMatrix covariance =
                new LUDecomposition(a.transpose().multiply(a)).getSolver().getInverse();
        double[] is = {found.c0(), found.cB(), found.cK(), found.cP(), found.cPC(), found.cR()};
        StepLaw law = StepRows.DENSE;
        double[] was = {law.c0(), law.cB(), law.cK(), law.cP(), law.cPC(), law.cR()};
        for (int i = 0; i < is.length; i++) {
            double error = 1.1 * sigma * Math.sqrt(covariance.getEntry(i, i));
            assertThat(error).as("coefficient %d is told by the rows", i).isLessThan(0.1 * was[i]);
            assertThat(is[i]).as("coefficient %d", i).isCloseTo(was[i], within(6 * error));
        }
    }

    /** Times that fall with batch and context, and a prefill that costs nothing: signs that no law can have. */
    @Test
    void noCoefficientIsNegative() {
        StepLaw impossible = new StepLaw(30e-3, -20e-6, -0.4e-9, 0, 0, -1e-3, -5e-3, 40, 1, 1);
        List<StepMeasurement> rows = StepRows.of(impossible, x -> x);
        for (Experts experts : List.of(new Experts.None(), new Experts.Known(40), new Experts.Unknown())) {
            StepLaw found = StepLawFit.fit(rows, experts);
            assertThat(List.of(found.c0(), found.cB(), found.cK(), found.cP(), found.cPC(), found.cR(), found.w()))
                    .allMatch(each -> each >= 0);
            assertThat(found.cB()).isZero();
            assertThat(found.cR()).isZero();
            assertThat(found.n0()).isBetween(1.0, 65_536.0);
        }
    }

    @Test
    void aDenseModelHasNoExperts() {
        StepLaw told = StepLawFit.fit(StepRows.of(StepRows.EXPERTS, x -> x), new Experts.None());
        assertThat(told.w()).isZero();
        StepLaw found = StepLawFit.fit(StepRows.of(StepRows.DENSE, x -> x), new Experts.Unknown());
        assertThat(found.w()).as("no rows tell of experts").isZero();
    }

    /** Least squares would spread one threefold time over the law; the loss leaves it nearly alone. */
    @Test
    void oneBadRowBendsTheLawLittle() {
        int[] count = {0};
        List<StepMeasurement> rows = StepRows.of(StepRows.DENSE, x -> count[0]++ == 20 ? 3 * x : x);
        StepLaw found = StepLawFit.fit(rows, new Experts.None());
        for (StepMeasurement row : StepRows.of(StepRows.DENSE, x -> x)) {
            assertThat(StepLawFit.seconds(found, row)).isCloseTo(row.seconds(), Percentage.withPercentage(0.5));
        }
    }

    @Test
    void theMeanOverKindsOfSteps() {
        StepMix plain = new StepMix(0.75, 10, 20_000, 0, 0, 0);
        StepMix mixed = new StepMix(0.25, 10, 20_000, 1000, 500, 1);
        StepMeasurement row = new StepMeasurement("row", "batch", 10, "", List.of(plain, mixed), 1);
        double mean =
                0.75 * StepRows.seconds(StepRows.EXPERTS, plain) + 0.25 * StepRows.seconds(StepRows.EXPERTS, mixed);
        assertThat(StepLawFit.seconds(StepRows.EXPERTS, row)).isCloseTo(mean, within(1e-12));
    }

    @Test
    void noRowsAreRefused() {
        assertThatThrownBy(() -> StepLawFit.fit(List.of(), new Experts.None()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
