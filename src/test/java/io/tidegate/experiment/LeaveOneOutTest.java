package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.Calibration.Place;
import io.tidegate.experiment.Calibration.Point;
import io.tidegate.scenario.Experts;
import io.tidegate.scenario.StepConfiguration;
import io.tidegate.scenario.StepMeasurement;
import io.tidegate.serving.FittedRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
    private static final double LEVEL = 32;

    /** Whatever is measured at a level, the bits of its prediction are the same: it comes from the others alone. */
    @Test
    void whatIsHeldOutLeavesNoTrace() {
        for (Experts experts : List.of(new Experts.None(), new Experts.Known(40), new Experts.Unknown())) {
            double[] twice = LeaveOneOut.predict(withLevelTimes(2), experts);
            double[] tenfold = LeaveOneOut.predict(withLevelTimes(10), experts);
            List<StepMeasurement> rows = withLevelTimes(1);
            for (int i = 0; i < twice.length; i++) {
                if (isLevel(rows.get(i))) {
                    assertThat(twice[i]).isEqualTo(tenfold[i]);
                }
            }
        }
    }

    /** A level that is all wrong is predicted as it should have been, and its own error shows. */
    @Test
    void anOutlyingLevelIsPredictedByTheOthers() {
        List<StepMeasurement> right = withLevelTimes(1);
        List<StepMeasurement> rows = withLevelTimes(2);
        double[] predicted = LeaveOneOut.predict(rows, new Experts.Known(40));
        for (int i = 0; i < predicted.length; i++) {
            if (isLevel(rows.get(i))) {
                assertThat(predicted[i]).isCloseTo(right.get(i).seconds(), Percentage.withPercentage(0.01));
            }
        }
    }

    @Test
    void placesAndErrorsOfACalibration() {
        StepConfiguration configuration =
                new StepConfiguration("made-up", 8, new Experts.Known(40), FittedRange.EVERYWHERE, withLevelTimes(2));
        Calibration calibration = Calibration.of(configuration);
        assertThat(calibration.levels()).isEqualTo(14);
        for (Point point : calibration.points()) {
            boolean least = point.axis().equals("batch") ? point.level() == 1 : point.level() == 128;
            boolean greatest = point.axis().equals("batch") ? point.level() == 512 : point.level() == 8192;
            assertThat(point.place()).isEqualTo(least ? Place.LOWEST : greatest ? Place.HIGHEST : Place.INTERIOR);
        }
        List<Point> level = calibration.points().stream()
                .filter(point -> point.axis().equals("batch") && point.level() == LEVEL)
                .toList();
        assertThat(level)
                .hasSize(6)
                .allSatisfy(point -> assertThat(point.heldOutError()).isCloseTo(-0.5, Percentage.withPercentage(0.02)));
        assertThat(Calibration.heldOut(List.of(calibration), place -> true).count())
                .isEqualTo(calibration.points().size());
    }

    @Test
    void threeLevelsAreTooFewToHoldOneOut() {
        List<StepMeasurement> rows = new ArrayList<>(withLevelTimes(1));
        rows.removeIf(row -> row.axis().equals("prefill") || row.level() > 4);
        assertThat(LeaveOneOut.predict(rows, new Experts.None())).hasSize(18).containsOnly(Double.NaN);
    }

    @Test
    void quantilesLieOnTheLineBetweenValues() {
        RelativeErrors errors = RelativeErrors.of(DoubleStream.of(-0.4, 0.1, Double.NaN, 0.2, -0.3, 0.0));
        assertThat(errors.count()).isEqualTo(5);
        assertThat(errors.median()).isEqualTo(0.2);
        assertThat(errors.p90()).isCloseTo(0.36, Percentage.withPercentage(1e-9));
        assertThat(RelativeErrors.of(DoubleStream.empty()).median()).isNaN();
    }

    private static boolean isLevel(StepMeasurement row) {
        return row.axis().equals("batch") && row.level() == LEVEL;
    }

    private static List<StepMeasurement> withLevelTimes(double factor) {
        return StepRows.of(StepRows.EXPERTS, x -> x).stream()
                .map(row -> !isLevel(row)
                        ? row
                        : new StepMeasurement(
                                row.row(), row.axis(), row.level(), row.lengths(), row.steps(), factor * row.seconds()))
                .toList();
    }
}
