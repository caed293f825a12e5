package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesTest {
    @Test
    void aSmallRunReadsAsWrittenByHand() {
        assertThat(Tables.text(SmallRun.summary())).isEqualTo("""
                A small run
                Scenario small, seed 42, tidegate 0.1.0.
                Simulated 12.3k requests in 5 of 10 cells (50.0 % of the fleet), 1 replication.
                Injection: 25.0 % of the capacity before it.
                ± is half the width of the 95 % interval from 5 cells or replications.

                REQUESTS BY PLAN AND TIER
                Counts are of the whole fleet: the simulated cells' × 2. Lost: requests given up after a denial. Denied: tries refused over tries.
                plan or tier  phase   offered  served  lost    lost share  denied share  denied by (share of tries)  cut sessions
                ------------  ------  -------  ------  ----  ------------  ------------  --------------------------  ------------
                pro           before    12.0k   11.8k   200  1.66 ±0.20 %  6.25 ±0.63 %  WINDOW_5H 6.25 %                      60
                              after     12.0k   11.8k   200  1.66 ±0.20 %           0 %                                        60

                LATENCY BY PLAN AND TIER
                Queue wait: arrival at a replica to the first step with the request. TTFT: arrival to first token.
                plan or tier  phase       wait p50      wait p90  wait p99      TTFT p50     TTFT p90  TTFT p99  cached input
                ------------  ------  ------------  ------------  --------  ------------  -----------  --------  ------------
                pro           before  83.2 ±4.0 ms  2.00 ±0.25 s         –  1.50 ±0.12 s  12.5 ±1.0 s         –   90.0 ±0.4 %
                              after   83.2 ±4.0 ms  2.00 ±0.25 s         –    200 ±16 ms  12.5 ±1.0 s         –   90.0 ±0.4 %

                MODEL CLASSES
                Utilisation: work over the time of the replicas on line, without the fixed cost of a step. Busy: with a batch. TPOT: time per output token after the
                first.
                model class  phase   replicas/cell  utilisation         busy      batch      TPOT p50  TPOT p90  TPOT p99
                -----------  ------  -------------  -----------  -----------  ---------  ------------  --------  --------
                opus         before             14  75.0 ±1.0 %  80.0 ±1.0 %  48.3 ±1.5  50.0 ±1.0 ms         –         –
                             after              14  50.0 ±1.0 %  80.0 ±1.0 %  48.3 ±1.5  50.0 ±1.0 ms         –         –

                LATENCY BY MODEL CLASS
                model class  phase       wait p50      wait p90  wait p99      TTFT p50     TTFT p90  TTFT p99
                -----------  ------  ------------  ------------  --------  ------------  -----------  --------
                opus         before  83.2 ±4.0 ms  2.00 ±0.25 s         –  1.50 ±0.12 s  12.5 ±1.0 s         –
                             after   83.2 ±4.0 ms  2.00 ±0.25 s         –    200 ±16 ms  12.5 ±1.0 s         –

                SITES
                Power of the whole site. Capped: share of power readings at the envelope.
                site  phase   GPUs on line  utilisation  mean, MW  peak, MW  envelope, MW  peak of envelope  capped
                ----  ------  ------------  -----------  --------  --------  ------------  ----------------  ------
                east  before         99.8k  75.0 ±1.0 %    233 ±2       246           300            82.0 %  0.10 %
                      after          99.8k  50.0 ±1.0 %    233 ±2       246           300            82.0 %  0.10 %

                SERVING
                Of the simulated cells. Leaps: advances of the simulation, each over one or more steps. Restarts: requests computed again for want of KV cache. HBM,
                HOST: share of the requests with a prefix that found it there; the others lost it.
                phase   served  tokens in  tokens out  steps  steps/request  leaps/request  restarts     HBM  HOST  EXPIRED  EVICTED  ELSEWHERE
                ------  ------  ---------  ----------  -----  -------------  -------------  --------  ------  ----  -------  -------  ---------
                before    5900       590k       59.0k  23.6k              4              2        12  75.0 %     –        –   25.0 %          –
                after     5900       590k       59.0k  23.6k              4              2        12  75.0 %     –        –   25.0 %          –

                STEPS OUTSIDE A PROFILE'S FITTED RANGE
                Share of a pool's steps whose time is extrapolated: longer contexts, or more decoding requests or prefill tokens, than were measured; fewer requests
                than data-parallel ranks.
                pool       phase   steps  outside  context  size  unbalanced
                ---------  ------  -----  -------  -------  ----  ----------
                east-opus  before  20.0k   25.0 %   6.25 %   0 %      25.0 %
                           after   20.0k   25.0 %   6.25 %   0 %      25.0 %

                CHANGES BETWEEN PHASES
                Later minus earlier, paired by cell: the same people and draws in both.
                plan or tier  measure      phases                change  interval
                ------------  -----------  ---------------  -----------  ----------
                pro           TTFT p50, s  before to after  -1.30 ±0.11  excludes 0

                PUBLISHED FIGURES BESIDE THE SIMULATED
                Calibrated: an input was fitted to it. Predicted: it was not.
                anchor        published    simulated  kind       verdict
                ------------  -----------  ---------  ---------  -------
                tier 1 limit  ITPM to RPM  yes        predicted  met

                WARNINGS
                ! Few cells.

                1 input was assumed; summary.md lists it.
                """);
    }

    @Test
    void noLineIsWiderThanPromised() {
        assertThat(Stream.of(
                                RunSummaries.peak(),
                                RunSummaries.wholeDay(),
                                RunSummaries.single(),
                                RunSummaries.silent(),
                                withLongLabels())
                        .flatMap(run -> Tables.text(run).lines()))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Tables.WIDTH));
    }

    @Test
    void aRunOfTwoCellsSaysThatItHasNoIntervals() {
        assertThat(Tables.text(RunSummaries.wholeDay()))
                .contains("no interval (n=2)")
                .doesNotContain("±");
    }

    @Test
    void unknownFiguresAreADash() {
        assertThat(Tables.text(RunSummaries.silent())).contains("–").doesNotContain("NaN");
    }

    @Test
    void labelsCannotMoveTheCursor() {
        RunSummary run = RunSummaries.single();
        Phase phase = run.phases().get(0);
        Phase hostile = renamed(phase, "\u001b[2Jbefore\n\u202e");
        assertThat(Tables.text(RunSummaries.with(run, List.of(hostile))))
                .doesNotContain("\u001b", "\u202e", "before\n");
    }

    private static RunSummary withLongLabels() {
        RunSummary run = RunSummaries.peak();
        List<Phase> phases = new ArrayList<>();
        run.phases()
                .forEach(phase ->
                        phases.add(renamed(phase, phase.label() + " of a span that has a long name".repeat(3))));
        return RunSummaries.with(run, phases);
    }

    private static Phase renamed(Phase phase, String label) {
        return new Phase(
                phase.name(),
                label,
                phase.start(),
                phase.hours(),
                phase.populations(),
                phase.models(),
                phase.sites(),
                phase.engine(),
                phase.pools(),
                phase.series(),
                phase.people());
    }
}
