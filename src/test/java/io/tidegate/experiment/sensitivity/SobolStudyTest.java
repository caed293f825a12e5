package io.tidegate.experiment.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.Dimension;
import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.experiment.sensitivity.SobolShares.InputShares;
import io.tidegate.measure.Estimate;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs of a scenario that are varied together. */
class SobolStudyTest {
    private static final Path FILE = Path.of("src/test/resources/io/tidegate/experiment/one-at-a-time.yaml");
    private static final List<String> SHORT =
            List.of("run.cells=2", "run.warm-up=0 s", "phases.steady.length=1 min", "demand.api.requests=4 M");
    private static final int ROWS = 16;

    private static Effect effect(String path, String low, String high) {
        Estimate change = new Estimate(1, Double.NaN, 0);
        return new Effect(path, "", "assumed", low, high, change, change, "");
    }

    private static Sensitivity ranked(Effect... effects) {
        Estimate base = new Estimate(1, Double.NaN, 0);
        return new Sensitivity(
                1,
                "queues",
                "",
                "",
                1,
                "wait",
                Dimension.TIME,
                0.2,
                base,
                2,
                10,
                1,
                0,
                0,
                Arrays.asList(effects),
                List.of(),
                List.of());
    }

    private static SobolShares shares(int threads, Effect... effects)
            throws ScenarioException, TextException, InterruptedException {
        ScenarioSource source = ScenarioSource.read(FILE);
        Condition wait = Condition.parse("mean(queue_wait){phase=steady} > 0", Scope.of(source.with(List.of())));
        Evaluator evaluator = new Evaluator(source, SHORT, wait::about, threads, (measured, requests) -> {});
        Sensitivity ranked = ranked(effects);
        return SobolStudy.measure(evaluator, ranked, SobolStudy.candidates(ranked, 2), wait::value, ROWS);
    }

    @Test
    void onlyInputsWithBothValuesAreVaried() {
        Effect half = effect("b", "", "1");
        assertThat(SobolStudy.candidates(
                        ranked(effect("a", "1", "2"), half, effect("c", "1", "2"), effect("d", "1", "2")), 2))
                .extracting(Effect::path)
                .containsExactly("a", "c");
    }

    /** The share of injected requests changes no wait, so that the step's factor explains all: the same at any thread count. */
    @Test
    void anInputWithoutEffectExplainsNothing() throws Exception {
        Effect nothing = effect("injection-share", "20 %", "30 %");
        Effect all = effect("supply.efficiency", "0.8", "1.2");
        SobolShares one = shares(1, nothing, all);
        assertThat(one.inputs()).extracting(InputShares::path).containsExactly("supply.efficiency", "injection-share");
        assertThat(one.inputs().get(1).index())
                .isEqualTo(new SobolIndex(new SobolIndex.Share(0, 0, 0), new SobolIndex.Share(0, 0, 0), 0));
        SobolIndex index = one.inputs().get(0).index();
        // Alone, f(AB) is f(B): the estimate is near 1 whatever f is, with sixteen rows.
        assertThat(index.first().value()).isCloseTo(1, within(0.3));
        assertThat(index.total().value()).isCloseTo(1, within(0.3));
        assertThat(one.evaluations()).isEqualTo(ROWS * 4);
        assertThat(shares(2, nothing, all)).isEqualTo(one);
    }

    /** The last of two points is refused before the first is measured, which may take hours. */
    @Test
    void nothingIsMeasuredWhereAPointIsRefused() throws Exception {
        List<Integer> told = new ArrayList<>();
        Evaluator evaluator = new Evaluator(
                ScenarioSource.read(FILE),
                SHORT,
                (phase, variant) -> true,
                1,
                (measured, requests) -> told.add(measured));
        List<List<String>> points = List.of(List.of("supply.efficiency=1"), List.of("supply.efficiency=-1"));
        assertThatThrownBy(() -> evaluator.values(points, measured -> 0))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("supply.efficiency=-1: ");
        assertThat(told).isEmpty();
    }

    /** Whole numbers stay whole, and a point that is refused is named. */
    @Test
    void aRefusedPointIsNamed() throws Exception {
        SobolShares refused = shares(
                2,
                effect("models.one.token-budget", "250", "260"),
                effect("demand.api.classes.single.share", "0.6", "0.9"));
        assertThat(refused.refused())
                .matches("models\\.one\\.token-budget=\\d+, demand\\.api\\.classes\\.single\\.share=[0-9.]+: .*"
                        + "shares must add up to 1.*");
        assertThat(refused.inputs())
                .allMatch(
                        each -> !each.index().total().isKnown() && each.index().unknown() == 3 * ROWS);
    }
}
