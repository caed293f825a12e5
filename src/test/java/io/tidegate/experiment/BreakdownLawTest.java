package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.PartCounts;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.workload.SessionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Sums over the breakdown are, to the last request and token, what other counters say by population, by kind and by region, each on
 * its own.
 */
class BreakdownLawTest {
    private static final ModelTables TABLES = new ModelTables();
    private static final int KINDS = SessionKind.values().length;
    private static final int BATCH = SessionKind.BATCH.ordinal();

    private static long refused(PartCounts part) {
        return LongStream.of(part.denied).sum();
    }

    /** What some cells of a fleet gave together; {@code regions} counts the one that is none. */
    private record Cells(CellOutcome out, int populations, int regions) {
        /** Sums over the combinations of some populations, regions and kinds; a negative one is any, of kinds any but batch. */
        long sum(int population, int region, int kind, ToLongFunction<PartCounts> count) {
            long sum = 0;
            for (int p = 0; p < populations; p++) {
                for (int r = 0; r < regions; r++) {
                    for (int k = 0; k < KINDS; k++) {
                        PartCounts part = out.breakdown.find(p, r, k);
                        boolean mine = (population < 0 || p == population) && (region < 0 || r == region);
                        if (part != null && mine && (kind < 0 ? k != BATCH : k == kind)) {
                            sum += count.applyAsLong(part);
                        }
                    }
                }
            }
            return sum;
        }

        void assertSums() {
            for (int p = 0; p < populations; p++) {
                byPopulation(p);
                for (int k = 0; k < KINDS; k++) {
                    assertThat(sum(p, -1, k, c -> c.offered)).isEqualTo(out.people.offeredByKind[p][k]);
                    assertThat(sum(p, -1, k, c -> c.served)).isEqualTo(out.people.servedByKind[p][k]);
                    assertThat(sum(p, -1, k, BreakdownLawTest::refused)).isEqualTo(out.people.deniedByKind[p][k]);
                }
                for (int r = 0; r < regions; r++) {
                    assertThat(sum(p, r, -1, c -> c.offered)).isEqualTo(out.people.offeredByRegion[p][r]);
                    assertThat(sum(p, r, -1, c -> c.served)).isEqualTo(out.people.servedByRegion[p][r]);
                    assertThat(sum(p, r, -1, BreakdownLawTest::refused)).isEqualTo(out.people.deniedByRegion[p][r]);
                }
            }
        }

        void byPopulation(int p) {
            assertThat(sum(p, -1, -1, c -> c.offered)).isEqualTo(out.offered[p]);
            assertThat(sum(p, -1, -1, c -> c.tries)).isEqualTo(out.attempts[p]);
            assertThat(sum(p, -1, -1, c -> c.served)).isEqualTo(out.served[p]);
            assertThat(sum(p, -1, -1, c -> c.lost)).isEqualTo(out.lost[p]);
            assertThat(sum(p, -1, -1, c -> c.abandoned)).isEqualTo(out.abandoned[p]);
            assertThat(sum(p, -1, -1, c -> c.good)).isEqualTo(out.people.goodRequests[p]);
            assertThat((double) sum(p, -1, -1, c -> c.inputTokens)).isEqualTo(out.inputTokens[p]);
            assertThat((double) sum(p, -1, -1, c -> c.cachedTokens)).isEqualTo(out.cachedTokens[p]);
            assertThat((double) sum(p, -1, -1, c -> c.outputTokens)).isEqualTo(out.outputTokens[p]);
            assertThat((double) sum(p, -1, -1, c -> c.goodTokens)).isEqualTo(out.people.goodTokens[p]);
            assertThat((double) sum(p, -1, -1, c -> c.wastedTokens)).isEqualTo(out.wastedTokens[p]);
            for (Denial reason : Denial.values()) {
                long[][] byModel = out.denied[p];
                assertThat(sum(p, -1, -1, c -> c.denied[reason.code()]))
                        .isEqualTo(Arrays.stream(byModel)
                                .mapToLong(each -> each[reason.code()])
                                .sum());
            }
            long firstTokens = IntStream.range(0, out.denied[p].length)
                    .mapToLong(m -> out.ttft(p, m).count())
                    .sum();
            assertThat(sum(p, -1, -1, c -> c.ttft.count())).isEqualTo(firstTokens);
            assertThat(sum(p, -1, BATCH, c -> c.offered)).isEqualTo(out.batch.requests[p]);
            assertThat(sum(p, -1, BATCH, c -> c.served)).isEqualTo(out.batch.served[p]);
            assertThat((double) sum(p, -1, BATCH, c -> c.outputTokens)).isEqualTo(out.batch.outputTokens[p]);
        }
    }

    private static Cells simulate(String file, int cells, String... sets) throws Exception {
        CellModel model = new CellModel(ScenarioLoader.load(Path.of("scenarios", file), List.of(sets)), TABLES);
        List<CellOutcome> all = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            all.add(model.simulate(new CellTask(0, 0, cell, false), (part, requests) -> {}));
        }
        CellOutcome out = all.get(0);
        all.subList(1, cells).forEach(out::merge);
        return new Cells(
                out,
                model.fleet(0).populations(),
                model.fleet(0).demand().regions().size() + 1);
    }

    /** Two regions, and chat, coding, agents and single requests of which too many come for users without patience. */
    @Test
    void ofASmallFleetThatIsTooFull() throws Exception {
        Cells cells = simulate(
                "tiny.yaml",
                2,
                "run.warm-up=1 min",
                "run.pre-roll=1 d",
                "demand.reactions=[{plan: pro, resume: 0.5, patience: 2 s}]",
                "demand.surges=[{name: surge, at: 2026-05-05T07:00, zone: America/Los_Angeles, length: 2 min, factor: 20}]",
                "limits.overload={max-wait: 20 s, shed: [free]}",
                "phases.before.length=3 min");
        cells.assertSums();
        assertThat(cells.sum(1, 0, SessionKind.CHAT.ordinal(), c -> c.abandoned))
                .isPositive();
        assertThat(cells.sum(1, -1, -1, c -> c.wastedTokens)).isPositive();
        assertThat(cells.sum(1, 1, SessionKind.CODING.ordinal(), c -> c.lost)).isPositive();
        assertThat(cells.sum(-1, 2, SessionKind.STREAM.ordinal(), c -> c.tries - c.offered))
                .isPositive();
    }

    /** Every mechanism, batch jobs too. */
    @Test
    void ofEverything() throws Exception {
        Cells cells = simulate(
                "everything-on.yaml",
                1,
                "run.cells=1",
                "run.warm-up=1 min",
                "run.pre-roll=1 d",
                "demand.swarms=[{plan: pro, share: 1, fan-out: 3}]",
                "phases.after.length=4 min");
        cells.assertSums();
        assertThat(cells.sum(-1, cells.regions - 1, BATCH, c -> c.served)).isPositive();
        assertThat(cells.sum(-1, -1, SessionKind.SUBAGENT.ordinal(), c -> c.served))
                .isPositive();
    }
}
