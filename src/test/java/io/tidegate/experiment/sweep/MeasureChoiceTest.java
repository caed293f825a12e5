package io.tidegate.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.scenario.Scenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names as people write them to the canonical names of columns. */
class MeasureChoiceTest {
    private static final List<String> PHASES = List.of("{phase=before}", "{phase=after}");
    private static final List<String> VARIANTS = List.of(
            "{phase=before,variant=a}",
            "{phase=before,variant=b}",
            "{phase=after,variant=a}",
            "{phase=after,variant=b}");

    private static List<String> names(String text, List<String> labels) {
        try {
            Scenario tiny = ScenarioSource.read(Path.of("scenarios/tiny.yaml"))
                    .with(List.of())
                    .scenario();
            return MeasureChoice.names(text, labels, tiny);
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutAPhaseAllPhasesAreMeant() {
        assertThat(names("p99(ttft){plan=pro}", PHASES))
                .containsExactly("p99(ttft){phase=before,plan=pro}", "p99(ttft){phase=after,plan=pro}");
        assertThat(names("utilisation", VARIANTS))
                .containsExactlyElementsOf(
                        VARIANTS.stream().map(each -> "utilisation" + each).toList());
        assertThat(names("utilisation{ variant=b, phase=after }", VARIANTS))
                .containsExactly("utilisation{phase=after,variant=b}");
        assertThat(names("denied_share{reason=RPM,phase=after}", PHASES))
                .containsExactly("denied_share{phase=after,reason=RPM}");
    }

    @Test
    void phasesOfSeveralWordsKeepTheirQuotes() {
        List<String> odd = List.of("{phase=\"two, later\"}");
        assertThat(MeasureChoice.usual(odd)).startsWith("p50(ttft){phase=\"two, later\"}");
        assertThat(MeasureChoice.info("p50(ttft){phase=\"two, later\"}")).isPresent();
    }

    @Test
    void aMistakeIsLocated() {
        assertThatThrownBy(() -> names("p99(ttft){plan=pros}", PHASES))
                .hasMessage("need a plan, one of free, pro, max-5x, found 'pros' — did you mean 'pro'?, at column 16 of"
                        + " 'p99(ttft){plan=pros}'");
    }

    @Test
    void whatThereIsNotIsRefused() {
        for (String bad : List.of(
                "",
                "p99",
                "p99(ttft",
                "p99(ttft){plan}",
                "utilisation(ttft)",
                "p99(ttft){phase=never}",
                "p99(ttft){plan=gold}",
                "p99(ttft){site=home}",
                "p99(ttft){variant=a}",
                "p99(ttft){plan=pro,plan=pro}")) {
            assertThatThrownBy(() -> names(bad, PHASES)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void atMostSixAreShownUnasked() {
        assertThat(MeasureChoice.usual(PHASES))
                .hasSize(6)
                .startsWith("p50(ttft){phase=before}", "p50(ttft){phase=after}");
        assertThat(MeasureChoice.usual(VARIANTS)).hasSize(4);
        List<String> many = new java.util.ArrayList<>(VARIANTS);
        many.addAll(
                List.of("{phase=x,variant=a}", "{phase=x,variant=b}", "{phase=y,variant=a}", "{phase=y,variant=b}"));
        assertThat(MeasureChoice.usual(many)).hasSize(6).endsWith("p50(ttft){phase=y,variant=b}");
    }
}
