package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.PlanLimit;
import io.tidegate.supply.RampSpec;
import io.tidegate.workload.Audience;
import io.tidegate.workload.ModelSpec;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a right scenario becomes. */
class LoadTest {
    @Test
    void everyKindOfValueIsBoundInItsBaseUnit() {
        Scenario tiny = Tiny.load(Tiny.TEXT).scenario();
        assertThat(tiny.name()).isEqualTo("tiny");
        assertThat(tiny.run())
                .isEqualTo(
                        new RunSpec(20260506L, 1, 10, 5, ZoneId.of("America/Los_Angeles"), 0.05, 1800, 691_200, 900));
        assertThat(tiny.injectionShare()).isEqualTo(0.22);
        assertThat(tiny.phases().get(1))
                .isEqualTo(new PhaseSpec("after", "After", LocalDateTime.of(2026, 6, 2, 5, 0), 21_600));
        assertThat(tiny.models())
                .containsExactly(new ModelSpec("large", 5, 8000, 256), new ModelSpec("small", 1, 16_000, 512));
        assertThat(tiny.demand().plans().get(1).codingMix()).containsExactly(0.6, 0.4);
        assertThat(tiny.demand().plans().get(1).users()).isEqualTo(300_000);
        assertThat(tiny.demand().plans().get(1).audience()).isEqualTo(Audience.PROFESSIONAL);
        assertThat(tiny.demand().api().tiers().get(1).spread()).isTrue();
        assertThat(tiny.limits().peak().to()).isEqualTo(LocalTime.of(11, 0));
        assertThat(tiny.limits().peak().plans()).containsExactly("free", "pro");
        assertThat(tiny.limits().plans().get(1)).isEqualTo(new PlanLimit("pro", 1.8e6, 20e6));
        assertThat(tiny.limits().api().get(2)).isEqualTo(new ApiLimit("tier-2", "large", 4000, 2e6, 400_000));
        assertThat(tiny.supply().sites().get(0).ramp()).isNull();
        assertThat(tiny.supply().sites().get(0).envelope()).isEqualTo(300e6);
        assertThat(tiny.supply().sites().get(1).ramp())
                .isEqualTo(new RampSpec(LocalDateTime.of(2026, 5, 6, 0, 0), 26 * 86_400, RampSpec.Shape.S_CURVE));
        assertThat(tiny.routing()).isEqualTo(new RoutingSpec(RoutingSpec.Router.LEAST_LOADED, 2));
        assertThat(tiny.profiles().get(0).law().cP()).isEqualTo(1.0201e-5);
        assertThat(tiny.profiles().get(0).law().effM()).isEqualTo(1);
        assertThat(tiny.profiles().get(0).kvTokens()).isEqualTo(1_200_000L);
    }

    @Test
    void eventsGiveTheLimitsAfterEachInOrderOfTime() {
        Scenario tiny = Tiny.load(Tiny.TEXT).scenario();
        List<LimitsEpoch> changes = tiny.changes();
        assertThat(changes).extracting(LimitsEpoch::event).containsExactly("injection", "weekly-up");
        assertThat(changes.get(0).at()).isEqualTo(LocalDateTime.of(2026, 5, 6, 0, 0));
        assertThat(changes.get(0).limits().plans())
                .containsExactly(new PlanLimit("free", 100_000, 1e6), new PlanLimit("pro", 3.6e6, 20e6));
        assertThat(changes.get(0).limits().peak().factor()).isEqualTo(1);
        assertThat(changes.get(0).limits().api().get(0).itpm()).isEqualTo(500_000);
        // The later event keeps what the earlier set.
        assertThat(changes.get(1).limits().plans().get(1)).isEqualTo(new PlanLimit("pro", 3.6e6, 30e6));
        assertThat(changes.get(1).limits().peak().factor()).isEqualTo(1);
        // Before both, nothing has changed.
        assertThat(tiny.limits().peak().factor()).isEqualTo(1.5);
        assertThat(Tiny.load(Tiny.TEXT.substring(0, Tiny.TEXT.indexOf("events:")))
                        .scenario()
                        .changes())
                .isEmpty();
    }

    @Test
    void sourcesAreCollectedWithTheNearestOneFirst() {
        LoadedScenario tiny = Tiny.load(Tiny.TEXT);
        assertThat(tiny.sources())
                .contains(
                        new Assumption(
                                "demand.plans.free.users",
                                "3 M",
                                "assumed: no figure is public",
                                "tiny.yaml:" + Tiny.line("value: 3 M")),
                        new Assumption(
                                "demand.plans.pro.users",
                                "300k",
                                "press release",
                                "tiny.yaml:" + Tiny.line("users: 300k")),
                        new Assumption(
                                "demand.plans.pro.coders", "30 %", "survey", "tiny.yaml:" + Tiny.line("value: 30 %")),
                        new Assumption(
                                "demand.plans.pro.coding-mix",
                                "[60 %, 40 %]",
                                "press release",
                                "tiny.yaml:" + Tiny.line("coding-mix: [60 %")),
                        new Assumption(
                                "events.weekly-up.set.limits.plans.pro.weekly",
                                "30 M",
                                "announcement",
                                "tiny.yaml:" + Tiny.line("value: 30 M")));
        assertThat(tiny.sources())
                .filteredOn(a -> a.path().startsWith("demand.curves.day."))
                .hasSize(3)
                .allMatch(Assumption::isAssumed);
        assertThat(tiny.sources()).extracting(Assumption::path).doesNotContain("demand.plans.free.active", "run.seed");
    }

    @Test
    void theResolvedScenarioLoadsToAnEqualOne() {
        LoadedScenario first = Tiny.load(Tiny.TEXT, "title='Quote \" and: # more'", "supply.sites.new.ramp.over=0");
        LoadedScenario again = Tiny.load(first.resolvedYaml());
        assertThat(again.scenario()).isEqualTo(first.scenario());
        assertThat(again.sha256()).isEqualTo(first.sha256());
        assertThat(again.sources())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
                .isEqualTo(first.sources());
    }

    @Test
    void theResolvedScenarioShowsWhereEachValueComesFrom() {
        String resolved = Tiny.load(Tiny.TEXT, "run.seed=7").resolvedYaml();
        assertThat(resolved)
                .as("a source that a whole map shares is printed once, and not on its name")
                .contains("    - name: day  # tiny.yaml:" + Tiny.line("name: day")
                        + "\n      source: \"assumed: two levels\"\n      hours: [0.5, ");
        assertThat(resolved)
                .startsWith("# Resolved: each comment is where the value was written.\nname: tiny  # tiny.yaml:2\n")
                .contains("\nrun:\n  seed: 7  # --set run.seed=7\n  replications: 1  # tiny.yaml:6\n")
                .contains("\n    - name: free  # tiny.yaml:" + Tiny.line("name: free") + "\n")
                .contains("      users: {value: 3 M, source: \"assumed: no figure is public\"}  # tiny.yaml:"
                        + Tiny.line("value: 3 M") + "\n")
                .contains(
                        "    set:\n      limits.plans.pro.weekly: {value: 30 M, source: \"announcement\"}  # tiny.yaml:"
                                + Tiny.line("value: 30 M") + "\n");
    }

    @Test
    void theHashFollowsTheValuesAndNotTheirSpelling() {
        String hash = Tiny.load(Tiny.TEXT).sha256();
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(Tiny.load(Tiny.with("window-length: 5 h", "window-length: {value: 300 min, source: page}"))
                        .sha256())
                .isEqualTo(hash);
        assertThat(Tiny.load(Tiny.with("window-length: 5 h", "window-length: 301 min"))
                        .sha256())
                .isNotEqualTo(hash);
        assertThat(Tiny.load(Tiny.with("limits.peak.factor: 1", "limits.peak.factor: 2"))
                        .sha256())
                .isNotEqualTo(hash);
    }

    @Test
    void fewReplicasInACellAreWarnedOf() {
        LoadedScenario tiny = Tiny.load(Tiny.TEXT);
        // 120 replicas of 'small' in 10 cells; 'large' has 200 and the new site's 40 do not count.
        assertThat(tiny.warnings())
                .containsExactly("tiny.yaml:" + Tiny.line("fleet-cells: 10")
                        + ": model 'small' has 12 replicas a cell before the injection (120 in 10 cells);"
                        + " below 16, waits are longer than in a larger cell");
        assertThat(Tiny.load(Tiny.TEXT, "run.fleet-cells=5").warnings()).isEmpty();
    }

    @Test
    void anchorsAreExpanded() {
        String text = Tiny.replace(
                Tiny.with("chat-mix: [0.25, 0.75]", "chat-mix: &mix [0.25, 0.75]"),
                "coding-mix: [60 %, 40 %]",
                "coding-mix: *mix");
        assertThat(Tiny.load(text).scenario().demand().plans().get(1).codingMix())
                .containsExactly(0.25, 0.75);
    }
}
