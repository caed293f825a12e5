package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped scenario of a retry storm has one: of its two variants, with the same people and draws, only one tries ten times. */
class RetryStormTest {
    @Test
    void moreRetriesAreMoreTriesAndMoreOfThemDenied() throws ScenarioException, InterruptedException {
        RunSummary summary = new Experiment(
                        ScenarioLoader.load(Path.of("scenarios/retry-storm.yaml"), List.of()),
                        new ModelTables(),
                        2,
                        (done, tasks, requests) -> {})
                .run()
                .summary();
        Population two = all(summary, 0);
        Population ten = all(summary, 1);
        assertThat(two.deniedShare().value()).isGreaterThan(0.1);
        assertThat(ten.deniedShare().value() - ten.deniedShare().halfWidth())
                .isGreaterThan(two.deniedShare().value() + two.deniedShare().halfWidth());
        assertThat(tries(two)).isBetween(1.1, 1.5);
        assertThat(tries(ten)).isGreaterThan(1.5 * tries(two));
        assertThat(ten.served()).isGreaterThan(two.served());
    }

    private static Population all(RunSummary summary, int phase) {
        return summary.phases().get(phase).populations().stream()
                .filter(each -> each.name().equals("all"))
                .findFirst()
                .orElseThrow();
    }

    private static double tries(Population population) {
        return (double) population.attempts() / population.offered();
    }
}
