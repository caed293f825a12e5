package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Dimension;
import io.tidegate.experiment.sensitivity.Sensitivity;
import io.tidegate.measure.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of inputs that were not looked at in all cells. */
class SensitivityReportTest {
    private static Sensitivity screened(double size) {
        return new Sensitivity(
                Sensitivity.SCHEMA_VERSION,
                "small",
                "A small one",
                "1.0",
                1,
                "p50(ttft){phase=after}",
                Dimension.TIME,
                0.2,
                new Estimate(2, 0.1, 5),
                5,
                10,
                1,
                1000,
                100,
                List.of(),
                List.of(new Sensitivity.Screened("fleet.gpus", "40", size)),
                List.of());
    }

    @Test
    void theGreatestOfThemIsNamed() {
        assertThat(SensitivityReport.text(screened(0.25)))
                .contains("1 further input did less in the first cells, fleet.gpus with 250 ms;");
    }

    @Test
    void whatCouldNotBeMeasuredIsNotSaidToBeSmall() {
        assertThat(SensitivityReport.text(screened(Double.POSITIVE_INFINITY)))
                .contains(
                        "1 further input was not looked at in all cells; fleet.gpus could not be measured in the first;");
    }
}
