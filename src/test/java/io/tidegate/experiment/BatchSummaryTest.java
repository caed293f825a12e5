package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.People.Batch;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outcomes of batch jobs written by hand, and what is said of them. Populations of tiny: three plans, tier-1, negotiated. */
class BatchSummaryTest {
    private static final int TIER_1 = 3;
    private static final int NEGOTIATED = 4;
    private static final String JOBS =
            "jobs: 1, size: 800, size-sigma: 2, lengths: servegen-retrieval, cached-share: 0.5, mix: [0.5, 0.5]}";

    private static List<Batch> summary(String batch, List<CellOutcome> cells) throws ScenarioException {
        LoadedScenario loaded =
                ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), List.of("demand.batch=" + batch));
        FleetModel fleet = FleetModels.of(loaded.scenario());
        return new BatchSummary(fleet, span(loaded), new Groups(fleet, cells)).all();
    }

    /** Twenty minutes. */
    private static PhaseSpan span(LoadedScenario loaded) {
        return FleetModels.span(
                loaded.scenario().run(), loaded.scenario().phases().get(0));
    }

    private static List<CellOutcome> cells() throws ScenarioException {
        LoadedScenario loaded = ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), List.of());
        List<CellOutcome> all = new ArrayList<>();
        for (int g = 0; g < 5; g++) {
            all.add(new CellOutcome(5, 2, 2, 4, 2, span(loaded)));
        }
        return all;
    }

    @Test
    void withoutJobsNothingIsSaid() throws ScenarioException {
        assertThat(summary("[]", cells())).isEmpty();
    }

    @Test
    void tiersWithJobsHaveARowAndAllTogetherOne() throws ScenarioException {
        List<CellOutcome> cells = cells();
        for (int g = 0; g < 5; g++) {
            CellOutcome cell = cells.get(g);
            cell.batch.jobs[TIER_1] = 10;
            cell.batch.finished[TIER_1] = 5;
            cell.batch.withinHour[TIER_1] = 4;
            cell.batch.queuedSeconds[TIER_1] = 1200 * 7;
            cell.batch.peakQueued[TIER_1] = 20;
            cell.batch.deepest[TIER_1] = 10L + g;
            cell.batch.served[NEGOTIATED] = 3;
            cell.batch.finished[NEGOTIATED] = 5;
            for (int i = 0; i < 60; i++) {
                cell.batch.time(TIER_1).record(100);
            }
        }
        cells.get(2).batch.refused[TIER_1][Denial.BATCH_QUEUE.code()] = 6;
        cells.get(3).batch.refused[TIER_1][Denial.BATCH_QUEUE.code()] = 1;
        cells.get(3).batch.refused[NEGOTIATED][Denial.SPEND.code()] = 2;
        List<Batch> rows = summary("[{tier: negotiated, " + JOBS + ", {tier: tier-1, " + JOBS + "]", cells);
        assertThat(rows).extracting(Batch::name).containsExactly("tier-1", "negotiated", People.ALL_TIERS);
        Batch tier = rows.get(0);
        assertThat(tier.jobs()).isEqualTo(50);
        assertThat(tier.refused()).isEqualTo(Map.of("BATCH_QUEUE", 7L));
        assertThat(tier.withinHour().value()).isCloseTo(0.8, within(1e-12));
        assertThat(tier.time().p50().value()).isCloseTo(100, within(0.1));
        assertThat(tier.time().p90().isKnown()).as("of 300 jobs").isFalse();
        assertThat(tier.queued()).isCloseTo(35, within(1e-9));
        assertThat(tier.peak()).isEqualTo(100);
        assertThat(tier.deepest()).isEqualTo(14);
        Batch all = rows.get(2);
        assertThat(all.served()).isEqualTo(15);
        assertThat(all.finished()).isEqualTo(50);
        assertThat(all.withinHour().value()).isCloseTo(0.4, within(1e-12));
        assertThat(all.refused()).isEqualTo(Map.of("BATCH_QUEUE", 7L, "SPEND", 2L));
    }

    @Test
    void outcomesOfCellsAdd() throws ScenarioException {
        List<CellOutcome> cells = cells();
        CellOutcome first = cells.get(0);
        CellOutcome second = cells.get(1);
        for (CellOutcome cell : List.of(first, second)) {
            cell.batch.dropped[TIER_1] = 3;
            cell.batch.refused[TIER_1][Denial.BATCH_QUEUE.code()] = 2;
            cell.batch.outputTokens[TIER_1] = 5;
            cell.batchLoad.add(301, 0.5);
        }
        first.batch.deepest[TIER_1] = 9;
        second.batch.deepest[TIER_1] = 4;
        second.batch.time(TIER_1).record(60);
        first.merge(second);
        assertThat(first.batch.dropped[TIER_1]).isEqualTo(6);
        assertThat(first.batch.refused[TIER_1][Denial.BATCH_QUEUE.code()]).isEqualTo(4);
        assertThat(first.batch.outputTokens[TIER_1]).isEqualTo(10);
        assertThat(first.batch.deepest[TIER_1]).isEqualTo(9);
        assertThat(first.batch.time(TIER_1).count()).isEqualTo(1);
        assertThat(first.batchLoad.get(0)).isEqualTo(1);
    }
}
