package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.RouterSpec;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.supply.PrefixCaching;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a scenario says of serving reaches the replicas. */
class FleetModelsTest {
    @Test
    void optionsOfModelsPoolsAndRoutingReachTheFleet() throws ScenarioException {
        FleetModel fleet = fleet(
                "models.sonnet.policy=prefill-first",
                "models.haiku.longest-chunk=300",
                "models.haiku.tokens-per-step=1.5",
                "supply.pools.home-haiku.block-tokens=64",
                "supply.pools.home-haiku.watermark=2.5 %",
                "routing={router: affinity, choices: 3, slack: 0.5 s}");
        ReplicaModel sonnet = fleet.pools().get(0).replica();
        assertThat(sonnet.batching()).isEqualTo(new Batching(Batching.Policy.PREFILL_FIRST, 1024, 4096, 2048));
        assertThat(sonnet.range()).isEqualTo(new FittedRange(131_072, 16_384, 524_288, 16));
        assertThat(sonnet.tokensPerStep()).isEqualTo(1);
        ReplicaModel haiku = fleet.pools().get(1).replica();
        assertThat(haiku.batching()).isEqualTo(new Batching(Batching.Policy.CHUNKED, 1024, 2048, 300));
        // 1,367,762 tokens are 21,371 whole blocks of 64, of which 2.5 % are 534.3.
        assertThat(haiku.kv()).isEqualTo(new KvCache(21_371, 64, 534));
        assertThat(haiku.tokensPerStep()).isEqualTo(1.5);
        assertThat(fleet.router()).isEqualTo(new RouterSpec(RouterSpec.Kind.AFFINITY, 3, 0.5));
        assertThat(fleet.prefixes()).isEqualTo(PrefixCaching.PER_REPLICA);
        assertThat(fleet.pools().get(0).spec().hostCache()).isEqualTo(57_000_000);
    }

    @Test
    void everyRouterOfAScenarioIsOneOfTheFleet() throws ScenarioException {
        for (RouterSpec.Kind kind : RouterSpec.Kind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertThat(fleet("routing.router=" + word).router().kind()).isEqualTo(kind);
        }
        assertThat(fleet("supply.prefix-cache=ideal").prefixes()).isEqualTo(PrefixCaching.IDEAL);
    }

    private static FleetModel fleet(String... sets) throws ScenarioException {
        return FleetModels.of(ScenarioLoader.load(Path.of("scenarios/tiny.yaml"), List.of(sets))
                .scenario());
    }
}
