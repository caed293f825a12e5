package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.CapSpec;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.WindowSpec;
import io.tidegate.limits.WindowSpec.Counted;
import io.tidegate.limits.WindowSpec.Semantics;
import io.tidegate.workload.ReactionSpec;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios of two other providers' plans, and that each figure of their limits is the published one of the catalogue. */
class PublishedPlansTest {
    private static final double HOUR = 3600;
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static LoadedScenario messages;
    private static LoadedScenario quota;

    @BeforeAll
    static void load() throws ScenarioException {
        messages = ScenarioLoader.load(Path.of("scenarios/plans-per-three-hours.yaml"), List.of());
        quota = ScenarioLoader.load(Path.of("scenarios/plans-daily-quota.yaml"), List.of());
    }

    /** What is doubtful are small cells alone, as in the scenarios below. */
    @Test
    void bothAreValid() {
        assertThat(messages.variants()).containsExactly("credits", "launch", "raised");
        assertThat(quota.variants()).containsExactly("per-minute", "per-day", "money");
        assertThat(messages.warnings()).hasSize(1).allMatch(w -> w.contains("replicas a cell"));
        assertThat(quota.warnings()).hasSize(2).allMatch(w -> w.contains("replicas a cell"));
    }

    /** Where a limit is published, its source is; and what nobody published says so. */
    @Test
    void everyLimitNamesItsSource() {
        assertThat(messages.sources())
                .filteredOn(s -> s.path().startsWith("limits.windows."))
                .isNotEmpty()
                .noneMatch(s -> s.source().startsWith("assumed"));
        assertThat(quota.sources())
                .filteredOn(s -> s.path().matches("limits\\.api\\.projects-.*\\.(rpm|itpm|day-zone)"))
                .hasSize(18)
                .allMatch(s -> s.source().startsWith("ai.google.dev/gemini-api/docs/rate-limits"));
        assertThat(quota.sources())
                .filteredOn(s -> s.path().matches("limits\\.api\\..*otpm"))
                .isNotEmpty()
                .allMatch(s -> s.source().startsWith("assumed"));
    }

    private static LimitsSpec limits(LoadedScenario of, String variant) {
        return scenario(of, variant).limits();
    }

    private static Scenario scenario(LoadedScenario of, String variant) {
        return of.runs().stream()
                .filter(run -> run.variant().equals(variant))
                .findFirst()
                .orElseThrow()
                .scenario();
    }

    /** The published figure, of which the catalogue has exactly one. */
    private static double published(
            String provider, String holder, String scope, String since, String limit, String per) {
        List<PublishedLimit> found = Catalog.limits().stream()
                .filter(l -> l.provider().equals(provider)
                        && l.holder().equals(holder)
                        && l.scope().equals(scope)
                        && l.since().equals(since)
                        && l.limit().equals(limit)
                        && l.per().equals(per))
                .toList();
        assertThat(found)
                .as("%s %s %s %s %s %s", provider, holder, scope, since, limit, per)
                .hasSize(1);
        return found.get(0).value();
    }

    @ParameterizedTest
    @CsvSource({
        "launch, free-standard, free, sonnet, Free, standard model, 2025-08, '5 hours, rolling', 5, SLIDING",
        "launch, plus-standard, pro, sonnet, Plus, standard model, 2025-08-07, '3 hours, rolling', 3, SLIDING",
        "launch, plus-reasoning, pro, opus, Plus, reasoning model, 2025-08-07, week, 168, FIRST_USE",
        "raised, free-standard, free, sonnet, Free, standard model, 2025-08, '5 hours, rolling', 5, SLIDING",
        "raised, plus-standard, pro, sonnet, Plus, standard model, 2025-08-13, '3 hours, rolling', 3, SLIDING",
        "raised, plus-reasoning, pro, opus, Plus, reasoning model, 2025-08-13, week, 168, FIRST_USE"
    })
    void messagesAreThoseOfTheCatalogue(
            String variant,
            String name,
            String plan,
            String model,
            String holder,
            String scope,
            String since,
            String per,
            double hours,
            Semantics semantics) {
        WindowSpec window = limits(messages, variant).windows().stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(window.budget()).isEqualTo(published("OpenAI", holder, scope, since, "messages", per));
        assertThat(window.plans()).containsExactly(plan);
        assertThat(window.models()).containsExactly(model);
        assertThat(window.counts()).isEqualTo(Counted.MESSAGES);
        assertThat(window.length()).isEqualTo(hours * HOUR);
        assertThat(window.semantics()).isEqualTo(semantics);
    }

    /** Whose messages are spent goes on with the smaller model; where credits are the limit nothing is said of messages. */
    @Test
    void messagesTakeThePlaceOfCredits() {
        for (String variant : List.of("launch", "raised")) {
            Scenario scenario = scenario(messages, variant);
            assertThat(scenario.limits().plans()).allMatch(plan -> plan.window() >= 1e12 && plan.weekly() >= 1e12);
            assertThat(scenario.limits().peak().plans()).isEmpty();
            assertThat(scenario.demand().reactions())
                    .extracting(ReactionSpec::plan, ReactionSpec::downgrade)
                    .containsExactly(tuple("free", 1.0), tuple("pro", 1.0));
        }
        LimitsSpec credits = limits(messages, "credits");
        assertThat(credits.windows()).allMatch(window -> window.budget() >= 1e12);
        assertThat(credits.plan("pro").window()).isEqualTo(1.8e6);
        assertThat(scenario(messages, "credits").demand().reactions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"prompts-free, free, Free", "prompts-pro, pro, AI Pro", "prompts-ultra, max-5x, AI Ultra"})
    void promptsAreThoseOfTheCatalogue(String name, String plan, String holder) {
        for (String variant : quota.variants()) {
            WindowSpec window = limits(quota, variant).windows().stream()
                    .filter(w -> w.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(window.budget())
                    .isEqualTo(published("Google", holder, "Gemini 2.5 Pro", "2025-09", "prompts", "day"));
            assertThat(window.plans()).containsExactly(plan);
            assertThat(window.models()).containsExactly("sonnet");
            assertThat(window.counts()).isEqualTo(Counted.MESSAGES);
            assertThat(window.semantics()).isEqualTo(Semantics.CALENDAR);
            assertThat(window.length()).isEqualTo(24 * HOUR);
            assertThat(window.zone()).isEqualTo(PACIFIC);
            assertThat(limits(quota, variant).plan(plan).window()).isGreaterThanOrEqualTo(1e12);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "projects-free, sonnet, API free tier, Gemini 2.5 Pro",
        "projects-free, haiku, API free tier, Gemini 2.5 Flash",
        "projects-1, sonnet, API tier 1, Gemini 2.5 Pro",
        "projects-1, haiku, API tier 1, Gemini 2.5 Flash",
        "projects-2, sonnet, API tier 2, Gemini 2.5 Pro",
        "projects-2, haiku, API tier 2, Gemini 2.5 Flash"
    })
    void ratesAndDaysAreThoseOfTheCatalogue(String tier, String model, String holder, String scope) {
        for (String variant : quota.variants()) {
            ApiLimit limit = limits(quota, variant).api().stream()
                    .filter(l -> l.tier().equals(tier) && l.model().equals(model))
                    .findFirst()
                    .orElseThrow();
            assertThat(limit.rpm()).isEqualTo(published("Google", holder, scope, "2025-11", "requests", "minute"));
            assertThat(limit.itpm()).isEqualTo(published("Google", holder, scope, "2025-11", "input tokens", "minute"));
            assertThat(limit.dayZone()).isEqualTo(PACIFIC);
            double day = published("Google", holder, scope, "2025-11", "requests", "day, until midnight Pacific");
            assertThat(limit.rpd()).isEqualTo(variant.equals("per-minute") ? 1e12 : day);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "projects-1, SPEND_ROLLING, API tier 1, '10 minutes, rolling'",
        "projects-2, SPEND_ROLLING, API tier 2, '10 minutes, rolling'",
        "projects-1, SPEND_MONTH, API tier 1, month",
        "projects-2, SPEND_MONTH, API tier 2, month"
    })
    void moneyIsThatOfTheCatalogue(String tier, CapSpec.Kind kind, String holder, String per) {
        List<CapSpec> caps = limits(quota, "money").caps().stream()
                .filter(cap -> cap.tiers().contains(tier) && cap.kind() == kind)
                .toList();
        assertThat(caps).hasSize(1);
        assertThat(caps.get(0).atMost()).isEqualTo(published("Google", holder, "project", "2026", "USD", per));
        assertThat(caps.get(0).span()).isEqualTo(600);
        assertThat(limits(quota, "per-day").caps()).isEmpty();
        assertThat(limits(quota, "per-minute").caps()).isEmpty();
    }
}
