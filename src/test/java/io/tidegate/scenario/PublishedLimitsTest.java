package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.LimitsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published limits and prices: that each number has a source, and some of the numbers. */
class PublishedLimitsTest {
    @TempDir
    private Path folder;

    @Test
    void everyLimitHasASourceAndIsListedOnce() {
        List<PublishedLimit> all = Catalog.limits();

        assertThat(all).hasSizeGreaterThan(100);
        assertThat(all)
                .noneMatch(limit -> limit.source().isBlank()
                        || limit.per().isBlank()
                        || limit.limit().isBlank());
        assertThat(all.stream()
                        .map(l -> List.of(l.provider(), l.holder(), l.scope(), l.since(), l.limit(), l.per()))
                        .distinct())
                .hasSameSizeAs(all);
        assertThat(all.stream().map(PublishedLimit::provider).distinct())
                .containsExactly("Anthropic", "OpenAI", "Google", "xAI");
        assertThat(all).filteredOn(limit -> Double.isNaN(limit.value())).hasSize(1);
    }

    /** Of every table at least the two ends, as they are published. */
    @ParameterizedTest
    @CsvSource({
        "API tier 1, Opus, before 2026-05-06, minute, 50 30000 8000",
        "API tier 4, Opus, before 2026-05-06, minute, 4000 2000000 400000",
        "API tier 1, Opus, 2026-05-06, minute, 50 500000 80000",
        "API tier 2, Opus, 2026-05-06, minute, 1000 2000000 200000",
        "API tier 3, Opus, 2026-05-06, minute, 2000 5000000 400000",
        "API tier 4, Opus, 2026-05-06, minute, 4000 10000000 800000",
        "API tier 2, Sonnet, spring 2026, minute, 1000 450000 90000",
        "API tier 1, Haiku, spring 2026, minute, 50 50000 10000",
        "API tier 3, Haiku, spring 2026, minute, 2000 1000000 200000",
        "API tier 4, Haiku, spring 2026, minute, 4000 4000000 800000",
        "API Start, Opus and Sonnet, mid-2026, minute, 1000 2000000 400000",
        "API Scale, Opus and Sonnet, mid-2026, minute, 10000 10000000 2000000",
        "API Scale, all, mid-2026, month, 200000",
        "API tier 3, batches, spring 2026, queue, 300000",
        "Max 20x, Sonnet, 2025-08-28, week, 240 480",
        "Max 5x, Opus, 2025-08-28, week, 15 35",
        "Max 20x, all, 2025, 5 hours from first use, 900",
        "API tier 5, all, 2026-05, minute, 10000 40000000",
        "API tier 2, project, 2026, month, 2000"
    })
    void tablesAreThoseOfTheirSources(String holder, String scope, String since, String per, String values) {
        assertThat(Catalog.limits().stream()
                        .filter(l -> l.holder().equals(holder) && l.scope().equals(scope))
                        .filter(l -> l.since().equals(since) && l.per().equals(per))
                        .map(l -> String.valueOf((long) l.value()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(values);
    }

    /** Ratios: writes 1.25 and 2, reads 0.1, output 5 times input; 5, 3 and 1 USD per million input tokens. */
    @Test
    void pricesHaveTheirRatiosAndASource() {
        assertThat(Catalog.prices())
                .extracting(p -> p.model() + " " + p.input())
                .containsExactly("opus 5.0", "sonnet 3.0", "haiku 1.0");
        for (TokenPrice price : Catalog.prices()) {
            assertThat(price.cacheWrite()).isEqualTo(1.25 * price.input());
            assertThat(price.cacheWriteHour()).isEqualTo(2 * price.input());
            assertThat(price.cacheRead()).isEqualTo(price.input() / 10);
            assertThat(price.output()).isEqualTo(5 * price.input());
            assertThat(price.source()).isNotBlank();
        }
        // A million each: 0.5 + 6.25 + 25 USD.
        assertThat(Catalog.prices().get(0).usd(1e6, 1e6, 1e6)).isEqualTo(31.75);
    }

    private LoadedScenario under(String overlay) throws IOException, ScenarioException {
        Files.copy(Path.of("scenarios/capacity-injection.yaml"), folder.resolve("capacity-injection.yaml"));
        Path file = Files.writeString(
                folder.resolve("under.yaml"),
                "extends: [capacity-injection.yaml, catalog:" + overlay + "]\nname: under\n");
        return ScenarioLoader.load(file, List.of());
    }

    private static LimitsSpec shipped() throws ScenarioException {
        return ScenarioLoader.load(Path.of("scenarios/capacity-injection.yaml"), List.of())
                .scenario()
                .limits();
    }

    /** The default scenario starts with the limits of April, so that laying these over it changes nothing. */
    @Test
    void aprilIsWhatTheDefaultScenarioStartsWith() throws IOException, ScenarioException {
        LoadedScenario april = under("limits-2026-04");
        assertThat(april.scenario().limits()).isEqualTo(shipped());
        assertThat(april.sources())
                .filteredOn(a -> a.path().startsWith("limits.api") && !a.path().contains("negotiated"))
                .isNotEmpty()
                .allMatch(a -> a.source().contains("documentation"));
    }

    @Test
    void mayRaisesTokensOfTheFirstModelAndEndsThePeak() throws IOException, ScenarioException {
        LimitsSpec before = shipped();
        LimitsSpec may = under("limits-2026-05").scenario().limits();
        assertThat(may.peak().plans()).containsExactly("free");
        assertThat(may.peak().factor()).isEqualTo(before.peak().factor());
        assertThat(may.plans()).isEqualTo(before.plans());
        for (int i = 0; i < may.api().size(); i++) {
            ApiLimit was = before.api().get(i);
            ApiLimit is = may.api().get(i);
            assertThat(is.rpm()).isEqualTo(was.rpm());
            boolean raised = was.model().equals("opus") && !was.tier().equals("negotiated");
            assertThat(is.itpm() > was.itpm()).isEqualTo(raised);
            assertThat(is.otpm() > was.otpm()).isEqualTo(raised);
        }
        assertThat(may.api()).contains(new ApiLimit("tier-3", "opus", 2000, 5e6, 400e3));
    }
}
