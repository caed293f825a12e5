package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.People;
import io.tidegate.experiment.People.Batch;
import io.tidegate.experiment.People.Times;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.measure.Estimate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch jobs in tables and files. */
class BatchSheetsTest {
    @TempDir
    Path folder;

    private static Estimate estimate(double value) {
        return new Estimate(value, Double.NaN, 2);
    }

    /** Five of ten cells, so every count is doubled but the deepest queue. */
    private static RunSummary run() {
        RunSummary run = SmallRun.summary();
        Batch batch = new Batch(
                "tier-1",
                150,
                Map.of("BATCH_QUEUE", 12L),
                3,
                140,
                2,
                8,
                estimate(0.75),
                new Times(estimate(1800), estimate(9000)),
                60_000,
                50_000,
                1,
                40,
                100e6,
                25e6,
                15e6,
                4000,
                9000,
                7000);
        Phase phase = run.phases().get(0);
        People people = new People(
                phase.people().services(),
                phase.people().weeks(),
                phase.people().binding(),
                List.of(batch));
        Phase with = new Phase(
                phase.name(),
                phase.label(),
                phase.start(),
                phase.hours(),
                phase.populations(),
                phase.models(),
                phase.sites(),
                phase.engine(),
                phase.pools(),
                phase.series(),
                people);
        return RunSummaries.with(run, List.of(with));
    }

    @Test
    void theTerminalSaysWhatBecameOfJobs() {
        String text = Tables.text(run());
        assertThat(text).contains("BATCH JOBS");
        assertThat(text.lines().filter(line -> line.startsWith("tier-1")).map(line -> line.replaceAll(" +", " ")))
                .containsExactly("tier-1 before 300 24 6 280 4 75.0 % 0.500 2.50 120k 100k 8000 18.0k");
    }

    @Test
    void thePageHasTheRest() {
        assertThat(Markdown.text(run(), List.of()))
                .contains("## Batch jobs", "## Requests of batch jobs")
                .contains("| tier-1 | before | 16 | BATCH\\_QUEUE 24 | 80 | 2 | 200M | 25.0 % | 30.0M | 7000 |");
        assertThat(Markdown.text(SmallRun.summary(), List.of())).doesNotContain("atch jobs");
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        RunSummary run = run();
        Path file = Files.writeString(folder.resolve("summary.json"), SummaryJson.write(run));
        assertThat(SummaryJson.write(SummaryJson.read(file))).isEqualTo(SummaryJson.write(run));
        assertThat(SummaryJson.write(run)).contains("\"within_hour\"", "\"deepest\" : 7000", "\"BATCH_QUEUE\" : 12");
    }
}
