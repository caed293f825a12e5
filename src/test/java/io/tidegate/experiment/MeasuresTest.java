package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five cells that met the same in both phases, and the values that are measured of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeasuresTest {
    private static final int PRO = FiveCells.PRO;
    /** Measuring begins five minutes after the warm-up, and lasts 1200 s. */
    private static final double START = 300;

    private Measured measured = new Measured(new TreeMap<>(), 0);

    @BeforeAll
    void measure() throws ScenarioException {
        LoadedScenario loaded = ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), List.of());
        measured = FiveCells.measured(loaded, (cell, phase, g) -> write(cell, g));
    }

    private static void write(CellOutcome out, int g) {
        out.offered[PRO] = 100;
        out.abandoned[PRO] = g;
        out.attempts[PRO] = 150;
        out.cutSessions[PRO] = 7;
        out.outputTokens[PRO] = 1000;
        out.people.goodTokens[PRO] = 900;
        out.tasks.cut[PRO] = 1;
        out.tasks.completed[PRO] = 3;
        out.tasks.wastedTokens[PRO] = 10;
        out.tasks.usefulTokens[PRO] = 80;
        out.tasks.keptTokens[PRO] = 10;
        out.churn.accounts[PRO] = 50;
        out.churn.churned[PRO] = 5;
        out.limited.active[PRO] = 20;
        out.limited.limited[PRO] = 5;
        out.limited.activeDays[PRO] = 40;
        out.limited.limitedDays[PRO] = 2;
        out.limited.lockoutSeconds[PRO] = 6000;
        out.restarts = 2;
        out.readings.add(START, 10);
        out.watts[0].add(START, 1000);
        out.watts[1].add(START, 500);
        out.cappedReadings[0] = 1;
        // Kept; down in every cell; kept, as 4 % failed; down, as 6 % failed, but not without the first cell.
        double[] failed = {0, 1, g == 0 ? 2 : 0, g == 0 ? 3 : 0};
        for (int minute = 0; minute < failed.length; minute++) {
            out.people.minuteTries[PRO].add(START + 60 * minute, 10);
            out.people.minuteFaults[PRO].add(START + 60 * minute, failed[minute]);
        }
    }

    private Replicates get(String name) {
        return Objects.requireNonNull(measured.get(MeasureName.parse(name)), name);
    }

    @ParameterizedTest
    @CsvSource({
        "abandoned_share, 0.02",
        "tries_per_request, 1.5",
        "cut_sessions, 35",
        "good_share, 0.9",
        "goodput, 3.75",
        "sla_up, 0.5",
        "tasks_cut_share, 0.25",
        "wasted_share, 0.1",
        "limited_share, 0.25",
        "limited_days_share, 0.05",
        "lockout, 300",
        "churned_share, 0.1",
    })
    void whatAPlanMetAndAllMet(String measure, double value) {
        assertThat(get(measure + "{phase=before,plan=pro}").value()).isCloseTo(value, within(1e-12));
        assertThat(get(measure + "{phase=after}").value()).isCloseTo(value, within(1e-12));
    }

    @Test
    void minutesAreJudgedAgainWithoutEachCell() {
        assertThat(get("sla_up{phase=before,plan=pro}").leftOut()).containsExactly(0.75, 0.5, 0.5, 0.5, 0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "power, site=home, 500",
        "power, site=annex, 250",
        "power, , 750",
        "capped_share, site=home, 0.1",
        "capped_share, site=annex, 0",
        "capped_share, , 0.05",
        "restarts, , 10",
    })
    void whatSitesAndReplicasMet(String measure, String label, double value) {
        String more = label == null ? "" : "," + label;
        assertThat(get(measure + "{phase=before" + more + "}").value()).isCloseTo(value, within(1e-12));
    }

    @Test
    void tiersHaveNoWeeks() {
        assertThat(measured.get(MeasureName.parse("limited_share{phase=before,tier=tier-1}")))
                .isNull();
        assertThat(measured.get(MeasureName.parse("good_share{phase=before,tier=tier-1}")))
                .isNotNull();
    }

    /** What the list promises is measured, and nothing else. */
    @Test
    void everyMeasureIsListedWithItsLabels() {
        List<String> found = new ArrayList<>();
        for (String text : measured.values().keySet()) {
            MeasureName name = MeasureName.parse(text);
            MeasureInfo info = Measures.all().stream()
                    .filter(each -> each.measure().equals(name.measure()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text));
            for (Map.Entry<String, String> label : name.labels().entrySet()) {
                assertThat(label.getKey().equals("phase") || info.labels().contains(label.getKey()))
                        .as(text)
                        .isTrue();
            }
            assertThat(info.of().isEmpty() ? name.of().isEmpty() : info.of().contains(name.of()))
                    .as(text)
                    .isTrue();
            found.add(info.measure());
        }
        assertThat(found)
                .containsAll(Measures.all().stream().map(MeasureInfo::measure).toList());
    }
}
