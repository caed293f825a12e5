package io.tidegate.experiment.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.MeasuresFile;
import io.tidegate.experiment.RunHead;
import io.tidegate.experiment.diff.GateResult.Outcome;
import io.tidegate.measure.Replicates;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two runs by hand: means of five numbers each, whose intervals are those of a textbook. */
class RunDiffTest {
    private static final String TTFT = "p50(ttft){phase=after,plan=pro}";
    private static final String UTILISATION = "utilisation{model=opus,phase=after}";
    private static final double[] FIVE = {1.0, 2.0, 3.0, 4.0, 5.0};
    /** Student's 97.5 % point of 4 degrees of freedom, from tables. */
    private static final double T4 = 2.7764;

    static RunHead head(long seed, int replications) {
        return new RunHead(
                "hand",
                "1",
                "c0de",
                "0".repeat(64),
                seed,
                replications,
                5,
                5,
                5,
                "UTC",
                0.05,
                List.of("free", "pro", "tier-1"),
                List.of(new RunHead.Span("after", "after", "after", "", "2026-05-05T07:00", 600)));
    }

    private static MeasuresFile file(Map<String, Replicates> values) {
        return new MeasuresFile(head(1, 1), new Measured(new TreeMap<>(values), 7));
    }

    private static MeasuresFile file(String name, double... values) {
        return file(Map.of(name, Replicates.mean(values)));
    }

    private static RunDiff diff(MeasuresFile base, MeasuresFile head, boolean paired, String... gates) {
        List<Gate> parsed = List.of(gates).stream().map(Gate::parse).toList();
        return RunDiff.of(base, head, List.of(), new RunDiff.Question(paired, true, List.of(), parsed, Double.NaN));
    }

    private static double[] plus(double more, double... noise) {
        double[] all = FIVE.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] += more + noise[i % noise.length];
        }
        return all;
    }

    /** Differences 1.1, 0.9, 1.0, 1.0, 1.0: mean 1, standard deviation √0.005, whatever the values they lie between. */
    @Test
    void aPairedIntervalIsThatOfTheDifferences() {
        Compared row = diff(file(TTFT, FIVE), file(TTFT, plus(1, 0.1, -0.1, 0, 0, 0)), true)
                .measures()
                .get(0);
        assertThat(row.change().value()).isCloseTo(1, within(1e-12));
        assertThat(row.change().halfWidth()).isCloseTo(T4 * Math.sqrt(0.005 / 5), within(1e-4));
        assertThat(row.base().halfWidth()).isCloseTo(T4 * Math.sqrt(2.5 / 5), within(1e-3));
        assertThat(row.verdict()).isEqualTo(Verdict.WORSE);
    }

    /** Standard deviations √2.5 in both; Welch's degrees of freedom are then 8, for which tables say 2.306. */
    @Test
    void anUnpairedIntervalAddsTheVariances() {
        Compared row =
                diff(file(TTFT, FIVE), file(TTFT, plus(1, 0)), false).measures().get(0);
        assertThat(row.change().halfWidth()).isCloseTo(2.3060 * Math.sqrt(2 * 2.5 / 5), within(1e-3));
        assertThat(row.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    /** One side without any spread has no say in the degrees of freedom: 4 remain. */
    @Test
    void unequalVariancesHaveFewerDegrees() {
        Compared row = diff(file(TTFT, FIVE), file(TTFT, 9, 9, 9, 9, 9), false)
                .measures()
                .get(0);
        assertThat(row.change().halfWidth()).isCloseTo(T4 * Math.sqrt(2.5 / 5), within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "p50(ttft){phase=after}, 1, WORSE",
        "p50(ttft){phase=after}, -1, BETTER",
        "served{phase=after}, 1, BETTER",
        "served{phase=after}, -1, WORSE",
        "served{phase=after}, 0, SAME",
    })
    void verdictsFollowWhatIsWorse(String name, double more, Verdict verdict) {
        assertThat(diff(file(name, FIVE), file(name, plus(more, 0)), true)
                        .measures()
                        .get(0)
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void theSameValueOfOtherGroupsIsUndecided() {
        Compared row = diff(file(TTFT, FIVE), file(TTFT, 5, 4, 3, 2, 1), true)
                .measures()
                .get(0);
        assertThat(row.change().value()).isZero();
        assertThat(row.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void fewGroupsAreTheSameOrUndecided() {
        assertThat(diff(file(TTFT, 1, 2), file(TTFT, 1, 2), true)
                        .measures()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.SAME);
        assertThat(diff(file(TTFT, 1, 2), file(TTFT, 2, 3), true)
                        .measures()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void whatOneRunDoesNotKnowHasNoVerdict() {
        Replicates unknown = Replicates.of(Double.NaN, new double[] {1, 1, 1, 1, 1});
        assertThat(diff(file(TTFT, FIVE), file(Map.of(TTFT, unknown)), true)
                        .measures()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.NO_DATA);
    }

    @Test
    void whatOneRunHasAloneIsListed() {
        RunDiff diff = diff(file(TTFT, FIVE), file(UTILISATION, FIVE), true);
        assertThat(diff.measures()).isEmpty();
        assertThat(diff.onlyBase()).containsExactly(TTFT);
        assertThat(diff.onlyHead()).containsExactly(UTILISATION);
    }

    /** Everyone, then plans and tiers in the scenario's order, then models; others only when they are asked for. */
    @Test
    void headlinesAreInOrder() {
        Map<String, Replicates> values = new TreeMap<>();
        for (String name : List.of(
                UTILISATION,
                "p90(ttft){phase=after,plan=pro}",
                "p90(ttft){phase=after,plan=free}",
                "p90(ttft){phase=after,tier=tier-1}",
                "p90(ttft){phase=after}",
                "p99(ttft){phase=after,plan=pro}",
                "p90(ttft){model=opus,phase=after}",
                "denied_share{phase=after,plan=pro,reason=RPM}")) {
            values.put(name, Replicates.mean(FIVE));
        }
        List<MeasurePattern> more = List.of(MeasurePattern.parse("p99(ttft){plan=*}"));
        RunDiff diff = RunDiff.of(
                file(values), file(values), List.of(), new RunDiff.Question(true, false, more, List.of(), Double.NaN));
        assertThat(diff.measures())
                .extracting(Compared::measure)
                .containsExactly(
                        "p90(ttft){phase=after}",
                        "p90(ttft){phase=after,plan=free}",
                        "p90(ttft){phase=after,plan=pro}",
                        "p99(ttft){phase=after,plan=pro}",
                        "p90(ttft){phase=after,tier=tier-1}",
                        UTILISATION);
    }

    /**
     * A tenth more. At a tolerance near 10 % the differences head - (1 + tolerance)·base have a standard deviation of 0.0010, so that
     * the bound lies 4.604·0.0010/√5 = 0.0021 from their mean: 0.07 % of the base.
     */
    @ParameterizedTest
    @CsvSource({"5, FAILED", "9, FAILED", "9.99, UNDECIDED", "10.01, UNDECIDED", "11, PASSED", "50, PASSED"})
    void aGateFailsBeyondItsTolerance(String percent, Outcome outcome) {
        double[] base = {3.00, 3.01, 2.99, 3.00, 3.00};
        double[] head = {3.30, 3.312, 3.288, 3.301, 3.299};
        RunDiff diff = diff(file(TTFT, base), file(TTFT, head), true, "p50(ttft){plan=pro} " + percent + " %");
        assertThat(diff.gates()).singleElement().satisfies(gate -> {
            assertThat(gate.outcome()).isEqualTo(outcome);
            assertThat(gate.relative().value()).isCloseTo(0.1, within(1e-12));
        });
    }

    /**
     * Differences 1, 1, 1, 1, 1.5: mean 1.1 and standard error 0.1. One gate needs t(4; 99.5 %) = 4.604, so fails; two need
     * t(4; 99.75 %) = 5.598 and fail still; ten need t(4; 99.95 %) = 8.610 and fail; a hundred need t(4; 99.995 %) = 15.5 and do not.
     */
    @ParameterizedTest
    @CsvSource({"1, FAILED", "2, FAILED", "10, FAILED", "100, UNDECIDED"})
    void manyGatesNeedMoreToFail(int gates, Outcome outcome) {
        Map<String, Replicates> base = new TreeMap<>();
        Map<String, Replicates> head = new TreeMap<>();
        for (int i = 0; i < gates; i++) {
            String name = "mean(ttft){phase=after,plan=p" + i + "}";
            base.put(name, Replicates.mean(new double[] {10, 10, 10, 10, 10}));
            head.put(name, Replicates.mean(new double[] {11, 11, 11, 11, 11.5}));
        }
        RunDiff diff = diff(file(base), file(head), true, "mean(ttft){plan=*} 0 %");
        assertThat(diff.gates()).hasSize(gates).allMatch(gate -> gate.outcome() == outcome);
    }

    /** Of what is served less is worse. */
    @Test
    void aGateKnowsWhichWayIsWorse() {
        String served = "served{phase=after}";
        double[] base = {10, 10, 10, 10, 10};
        double[] less = {9, 9, 9, 9, 9.1};
        assertThat(diff(file(served, base), file(served, less), true, "served 5 %")
                        .gates())
                .allMatch(gate -> gate.outcome() == Outcome.FAILED);
        assertThat(diff(file(served, less), file(served, base), true, "served 5 %")
                        .gates())
                .allMatch(gate -> gate.outcome() == Outcome.PASSED);
    }

    /** Without any interval, as here of two cells, and from 0. */
    @Test
    void theSameRunPasses() {
        assertThat(diff(file(TTFT, 1, 2), file(TTFT, 1, 2), true, "p50(ttft){plan=*} 0 %")
                        .gates())
                .allMatch(gate -> gate.outcome() == Outcome.PASSED);
        assertThat(diff(file(TTFT, 0, 0), file(TTFT, 0, 0), true, "p50(ttft){plan=*} 0 %")
                        .gates())
                .allMatch(gate -> gate.outcome() == Outcome.PASSED);
    }

    @Test
    void aWorseningFromZeroFails() {
        RunDiff diff = diff(file(TTFT, 0, 0, 0, 0, 0), file(TTFT, 1, 1, 1, 1, 1.1), true, "p50(ttft){plan=*} 50 %");
        assertThat(diff.with(Outcome.FAILED)).hasSize(1);
        assertThat(diff.gates().get(0).relative().isKnown()).isFalse();
    }

    /** Too few cells, a value that is not known, one that is gone. */
    @Test
    void noDataIsNoPass() {
        String gate = "p50(ttft){plan=pro} 5 %";
        Replicates unknown = Replicates.of(Double.NaN, new double[] {1, 1, 1, 1, 1});
        assertThat(diff(file(TTFT, 1, 2), file(TTFT, 2, 3), true, gate).with(Outcome.NO_DATA))
                .hasSize(1);
        assertThat(diff(file(TTFT, FIVE), file(Map.of(TTFT, unknown)), true, gate)
                        .with(Outcome.NO_DATA))
                .hasSize(1);
        assertThat(diff(file(TTFT, FIVE), file(UTILISATION, FIVE), true, gate).with(Outcome.NO_DATA))
                .hasSize(1);
    }

    /** A headline that the first run does not know is not gated; one that only it knows is, without data. */
    @Test
    void headlinesAreGatedThatTheBaseKnows() {
        Replicates known = Replicates.mean(FIVE);
        Replicates unknown = Replicates.of(Double.NaN, new double[5]);
        RunDiff.Question question = new RunDiff.Question(true, false, List.of(), List.of(), 0.05);
        RunDiff diff = RunDiff.of(
                file(Map.of(TTFT, known, UTILISATION, unknown)),
                file(Map.of(TTFT, unknown, UTILISATION, known)),
                List.of(),
                question);
        assertThat(diff.gates()).extracting(GateResult::measure).containsExactly(TTFT);
        assertThat(diff.gates()).extracting(GateResult::outcome).containsExactly(Outcome.NO_DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p50(ttft)",
                "5 %",
                "p50(ttft) %",
                "p50(ttft) -5 %",
                "p50(ttft) 5",
                "p95(ttft) 5 %",
                "p50 5 %",
                "p50(tfft) 5 %",
                "served(ttft) 5 %",
                "p50(ttft){region=x} 5 %",
                "p50(ttft){plan} 5 %",
                "p50(ttft){plan=pro;x} x 5 %",
                "p50(ttft){plan=a=b} 5 %",
                ""
            })
    void whatIsNoGateIsRefused(String text) {
        assertThatThrownBy(() -> Gate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p50(ttft){plan=pro} 5 %        | p50(ttft){plan=pro}             | 0.05",
                "' p50( ttft ) { plan = pro , phase=\"a, b\" }  0.5%' | 'p50(ttft){phase=\"a, b\",plan=pro}' | 0.005",
                "utilisation 10%                | utilisation                     | 0.10",
                "p50(ttft)5%                    | p50(ttft)                       | 0.05",
            })
    void gatesAreRead(String text, String pattern, double tolerance) {
        Gate gate = Gate.parse(text);
        assertThat(gate.what().toString()).isEqualTo(pattern);
        assertThat(gate.tolerance()).isCloseTo(tolerance, within(1e-15));
    }

    @Test
    void aPatternThatFitsNothingIsRefused() {
        assertThatThrownBy(() -> diff(file(TTFT, FIVE), file(TTFT, FIVE), true, "p50(ttft){plan=por} 5 %"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("neither run measured p50(ttft){plan=por}; there is, for example, " + TTFT);
    }
}
