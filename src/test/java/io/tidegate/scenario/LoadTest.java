package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.CapSpec;
import io.tidegate.limits.CommitmentSpec;
import io.tidegate.limits.OutputCharge;
import io.tidegate.limits.PlanLimit;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.supply.RampSpec;
import io.tidegate.workload.Audience;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PriceSpec;
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

    /** The test's scenario says nothing of these; the records' short constructors state the same defaults. */
    @Test
    void whatIsLeftOutHasItsDefault() {
        LoadedScenario loaded = Tiny.load(Tiny.TEXT);
        Scenario tiny = loaded.scenario();
        assertThat(tiny.models().get(0))
                .isEqualTo(new ModelSpec("large", 5, 8000, 256, ModelSpec.Policy.CHUNKED, 1_000_000, 1));
        PoolSpec pool = tiny.supply().pools().get(2);
        assertThat(pool).isEqualTo(new PoolSpec("new-large", "new", "large", "chip", "chip-8", 16, 40));
        assertThat(pool.blockTokens()).isEqualTo(16);
        assertThat(pool.watermark()).isEqualTo(KvCache.WATERMARK_SHARE);
        assertThat(pool.hostCache()).isZero();
        assertThat(pool.role()).isEqualTo(PoolSpec.Role.BOTH);
        assertThat(tiny.supply().prefixCache()).isEqualTo(PrefixCaching.IDEAL);
        assertThat(tiny.routing().slack()).isZero();
        assertThat(tiny.demand().plans().get(0).priority()).isZero();
        assertThat(tiny.demand().api().tiers().get(0).priority()).isZero();
        assertThat(tiny.profiles().get(0).range()).isEqualTo(FittedRange.EVERYWHERE);
        assertThat(loaded.resolvedYaml())
                .contains("\n    # policy: chunked, by default\n")
                .contains("\n      # block-tokens: 16, by default\n")
                .contains("\n  # slack: 0 s, by default\n");
    }

    @Test
    void everyOptionOfOrganisationsIsBound() {
        Scenario scenario = Tiny.load(
                        Tiny.TEXT,
                        "models.large.price={input: 5, output: 25, cache-write: 6.25, cache-read: 0.5}",
                        "demand.api.classes.documents.max-tokens=1.5",
                        "demand.api.tiers.tier-2={workspaces: 4, workspace-share: 40 %}",
                        "limits.api.tier-1/large.output-charge=reserved",
                        "limits.caps=[{name: day, kind: spend-day, tiers: [tier-1], at-most: 500, zone: Asia/Tokyo}]",
                        "limits.commitments=[{name: c, tier: tier-2, model: small, itpm: 1 M, otpm: 100k, long-input: 3}]")
                .scenario();
        assertThat(scenario.models().get(0).price()).isEqualTo(new PriceSpec(5, 25, 6.25, 0.5));
        assertThat(scenario.models().get(1).price()).isEqualTo(PriceSpec.FREE);
        assertThat(scenario.demand().api().classes().get(1).maxTokens()).isEqualTo(1.5);
        assertThat(scenario.demand().api().tiers().get(1).workspaces()).isEqualTo(4);
        assertThat(scenario.demand().api().tiers().get(1).workspaceShare()).isEqualTo(0.4);
        assertThat(scenario.limits().api().get(0).outputCharge()).isEqualTo(OutputCharge.RESERVED);
        assertThat(scenario.limits().api().get(1).outputCharge()).isEqualTo(OutputCharge.COMPLETED);
        assertThat(scenario.limits().caps())
                .containsExactly(
                        new CapSpec("day", CapSpec.Kind.SPEND_DAY, List.of("tier-1"), 500, 0, ZoneId.of("Asia/Tokyo")));
        assertThat(scenario.limits().commitments())
                .containsExactly(new CommitmentSpec("c", "tier-2", "small", 1e6, 100_000, 0.1, 1.25, 200_000, 3, 1.5));
    }

    @Test
    void everyOptionOfServingIsBound() {
        LoadedScenario loaded = Tiny.load(
                Tiny.TEXT,
                "models.large.policy=prefill-first",
                "models.large.longest-chunk=2 k",
                "models.large.tokens-per-step=1.8",
                "supply.prefix-cache=per-replica",
                "supply.pools.old-large={block-tokens: 64, watermark: 2 %, host-cache: 30 M, reload: 700 k tok/s}",
                "supply.pools.old-large={role: prefill, transfer: 5 ms, transfer-rate: 2 M tok/s}",
                "supply.pools.new-large.role=decode",
                "supply.sites.new.ramp=null",
                "routing={router: affinity, choices: 4, slack: 2 s}",
                "demand.plans.free.priority=3",
                "demand.api.tiers.tier-2.priority=2",
                "profiles.chip-8.range={max-context: 128 k, max-batch: 512, max-prefill: 32 k, ranks: 8}");
        Scenario scenario = loaded.scenario();
        assertThat(scenario.models().get(0))
                .isEqualTo(new ModelSpec("large", 5, 8000, 256, ModelSpec.Policy.PREFILL_FIRST, 2000, 1.8));
        assertThat(scenario.supply().prefixCache()).isEqualTo(PrefixCaching.PER_REPLICA);
        assertThat(scenario.supply().pools().get(0))
                .isEqualTo(new PoolSpec(
                        "old-large",
                        "old",
                        "large",
                        "chip",
                        "chip-8",
                        16,
                        200,
                        64,
                        0.02,
                        30_000_000,
                        700_000,
                        PoolSpec.Role.PREFILL,
                        0.005,
                        2e6));
        assertThat(scenario.supply().pools().get(2).role()).isEqualTo(PoolSpec.Role.DECODE);
        assertThat(scenario.routing()).isEqualTo(new RoutingSpec(RoutingSpec.Router.AFFINITY, 4, 2));
        assertThat(scenario.demand().plans().get(0).priority()).isEqualTo(3);
        assertThat(scenario.demand().api().tiers().get(1).priority()).isEqualTo(2);
        assertThat(scenario.profiles().get(0).range()).isEqualTo(new FittedRange(128_000, 512, 32_000, 8));
        assertThat(loaded.warnings())
                .contains(
                        "--set models.large.policy=prefill-first: prefill-first takes whole prompts, so those above the"
                                + " token-budget of 8000 are refused")
                .contains("tiny.yaml:" + Tiny.line("fleet-cells: 10")
                        + ": model 'large' has 4 replicas that decode a cell before the injection (40 in 10 cells);"
                        + " below 16, waits are longer than in a larger cell");
        assertThat(Tiny.load(loaded.resolvedYaml()).scenario()).isEqualTo(scenario);
        assertThat(Tiny.load(loaded.resolvedYaml(), "models.large.policy=null")
                        .scenario()
                        .models()
                        .get(0)
                        .policy())
                .as("no value means the default")
                .isEqualTo(ModelSpec.Policy.CHUNKED);
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
    void anIdealCacheWithWhatItMakesUselessIsWarnedOf() {
        String warning = "tiny.yaml:" + Tiny.line("efficiency:")
                + ": the prefix-cache is ideal, so that neither a host-cache nor affinity changes anything";
        assertThat(Tiny.load(Tiny.TEXT, "routing.router=affinity").warnings()).contains(warning);
        assertThat(Tiny.load(Tiny.TEXT, "supply.pools.old-large={host-cache: 1 M, reload: 1 M tok/s}")
                        .warnings())
                .contains(warning);
        assertThat(Tiny.load(Tiny.TEXT, "routing.router=affinity", "supply.prefix-cache=per-replica")
                        .warnings())
                .hasSize(1);
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
