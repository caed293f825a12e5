package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.Dimension;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and ranges as texts that a scenario could hold. */
class VariedTest {
    private static Varied range(String path, String from, String to, int steps, VarySpec.Scale scale) {
        return of(new VarySpec(path, List.of(), from, to, steps, scale));
    }

    private static Varied of(VarySpec spec) {
        try {
            return Varied.of(ScenarioSource.read(Path.of("scenarios/tiny.yaml")), spec);
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "supply.sites.home.envelope, 300 MW, 500 MW, 3, LINEAR, 300 MW; 400 MW; 500 MW",
        "supply.sites.home.envelope, 0, 1 MW, 3, LINEAR, 0 MW; 0.5 MW; 1 MW",
        "limits.plans.pro.window, 1 M credits, 4 M credits, 3, LOG, 1 M credits; 2 M credits; 4 M credits",
        "injection-share, 10 %, 40 %, 4, LINEAR, 10 %; 20 %; 30 %; 40 %",
        "injection-share, 0.1, 0.3, 3, LINEAR, 0.1; 0.2; 0.3",
        "injection-share, 40%, 10%, 3, LINEAR, 40 %; 25 %; 10 %",
        "supply.efficiency, 1, 2, 4, LINEAR, 1; 1.33333333; 1.66666667; 2",
        "supply.pools.home-haiku.replicas, 8, 20, 4, LINEAR, 8; 12; 16; 20",
        "supply.pools.home-haiku.replicas, 1, 2.4 k, 3, LOG, x",
        "supply.pools.home-haiku.replicas, 1, 100, 3, LOG, 1; 10; 100",
        "supply.pools.home-haiku.replicas, 10, 13, 3, LINEAR, 10; 12; 13",
        "supply.pools.home-haiku.replicas, 10, 11, 3, LINEAR, x",
        "events.limits-raised.set.limits.plans.pro.window, 1 M credits, 3 M credits, 2, LINEAR, 1 M credits; 3 M"
                + " credits",
    })
    void stepsAreInTheUnitOfTheirEnds(
            String path, String from, String to, int steps, VarySpec.Scale scale, String expected) {
        if (expected.equals("x")) {
            assertThatThrownBy(() -> range(path, from, to, steps, scale)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(range(path, from, to, steps, scale).levels()).containsExactly(expected.split("; "));
        }
    }

    @Test
    void everyPlaceOfARangeHasAValueAndWholeValuesAreAlike() {
        Varied power = range("supply.sites.home.envelope", "300 MW", "500 MW", 0, VarySpec.Scale.LINEAR);
        assertThat(power.levels()).isEmpty();
        assertThat(power.dimension()).isEqualTo(Dimension.POWER);
        assertThat(power.at(0.25)).isEqualTo("350 MW");
        assertThat(power.number("350 MW")).isEqualTo(350e6);
        Varied whole = range("supply.pools.home-haiku.replicas", "8", "11", 0, VarySpec.Scale.LINEAR);
        int[] count = new int[4];
        for (int i = 0; i < 400; i++) {
            count[Integer.parseInt(whole.at(i / 400.0)) - 8]++;
        }
        assertThat(count).containsOnly(100);
    }

    @Test
    void levelsAreTakenAsTheyAreWritten() {
        Varied mix = of(new VarySpec(
                "demand.plans.pro.chat-mix",
                List.of("[0.9, 0.1]", "[0.5, 0.5]"),
                null,
                null,
                0,
                VarySpec.Scale.LINEAR));
        assertThat(mix.at(0.49)).isEqualTo("[0.9, 0.1]");
        assertThat(mix.at(0.5)).isEqualTo("[0.5, 0.5]");
        assertThat(mix.number("[0.9, 0.1]")).isNaN();
        assertThat(mix.dimension()).isNull();
    }

    @Test
    void refusesWhatIsNeitherValuesNorARange() {
        assertRefused(List.of(), null, null, 0, "LINEAR", "needs either values, or a range");
        assertRefused(List.of("1"), "1", "2", 0, "LINEAR", "needs either values, or a range");
        assertRefused(List.of(), "1", null, 0, "LINEAR", "a range needs from and to");
        assertRefused(List.of("1"), null, null, 3, "LINEAR", "steps and scale are those of a range");
        assertRefused(List.of("1", "1"), null, null, 0, "LINEAR", "has a value twice");
        assertRefused(List.of(), "1", "2", 1, "LINEAR", "needs 2 steps or more");
        assertRefused(
                List.of(), "500 kW", "2 MW", 3, "LINEAR", "needs both ends in one unit, found '500 kW' and '2 MW'");
        assertRefused(List.of(), "2 MW", "2.0 MW", 3, "LINEAR", "has one value at both ends");
        assertRefused(List.of(), "0", "2 MW", 3, "LOG", "only between values above 0");
        assertRefused(List.of(), "2026-05-06T00:00", "2026-06-06T00:00", 3, "LINEAR", "a range needs numbers");
    }

    private static void assertRefused(
            List<String> values, @Nullable String from, @Nullable String to, int steps, String scale, String why) {
        VarySpec spec =
                new VarySpec("supply.sites.home.envelope", values, from, to, steps, VarySpec.Scale.valueOf(scale));
        assertThatThrownBy(() -> of(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
