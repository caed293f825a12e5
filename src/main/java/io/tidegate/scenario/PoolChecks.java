package io.tidegate.scenario;

import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.supply.SiteSpec;
import io.tidegate.workload.ModelSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What must hold between pools, and between them and the model classes they serve. */
final class PoolChecks {
    private static final int LEAST_REPLICAS = 4;
    private static final int GOOD_REPLICAS = 16;

    private final Scenario scenario;
    private final Function<String, Origin> at;
    private final Problems problems;
    private final List<String> warnings;

    PoolChecks(Scenario scenario, Function<String, Origin> at, Problems problems, List<String> warnings) {
        this.scenario = scenario;
        this.at = at;
        this.problems = problems;
        this.warnings = warnings;
    }

    void check() {
        for (PoolSpec pool : scenario.supply().pools()) {
            String path = "supply.pools." + pool.name();
            caching(path, pool);
            role(path, pool);
        }
        scenario.models().forEach(this::replicas);
        idealCache();
    }

    private void idealCache() {
        boolean kept = scenario.supply().pools().stream().anyMatch(pool -> pool.hostCache() > 0)
                || scenario.routing().router() == RoutingSpec.Router.AFFINITY;
        if (kept && scenario.supply().prefixCache() == PrefixCaching.IDEAL) {
            warnings.add(at.apply("supply.prefix-cache").place()
                    + ": the prefix-cache is ideal, so that neither a host-cache nor affinity changes anything");
        }
    }

    private void caching(String path, PoolSpec pool) {
        if (pool.hostCache() > 0 && pool.reload() == 0) {
            breach(path + ".reload", "needs a rate above 0, such as 2 M tok/s, where there is a host-cache");
        }
    }

    /** A model class is either served whole or in two parts, each of which needs the other. */
    private void role(String path, PoolSpec pool) {
        if (pool.role() == PoolSpec.Role.PREFILL && pool.transferRate() == 0) {
            breach(path + ".transfer-rate", "needs a rate above 0, such as 2 M tok/s, where the role is prefill");
        }
        PoolSpec.Role other = switch (pool.role()) {
            case BOTH -> PoolSpec.Role.BOTH;
            case PREFILL -> PoolSpec.Role.DECODE;
            case DECODE -> PoolSpec.Role.PREFILL;
        };
        boolean alone = scenario.supply().pools().stream()
                .noneMatch(each -> each.model().equals(pool.model()) && each.role() == other);
        if (alone) {
            breach(
                    path + ".role",
                    "model '" + pool.model() + "' has pools of role " + word(pool.role()) + " and none of role "
                            + word(other));
        }
    }

    private static String word(PoolSpec.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Few replicas pool badly, so a cell with few says little about the fleet. Prompts and answers may have pools of their own. */
    private void replicas(ModelSpec model) {
        if (model.policy() == ModelSpec.Policy.PREFILL_FIRST) {
            warnings.add(at.apply("models." + model.name() + ".policy").place()
                    + ": prefill-first takes whole prompts, so those above the token-budget of " + model.tokenBudget()
                    + " are refused");
        }
        List<PoolSpec> pools = scenario.supply().pools().stream()
                .filter(pool -> pool.model().equals(model.name()))
                .toList();
        if (pools.stream().allMatch(pool -> pool.role() == PoolSpec.Role.BOTH)) {
            replicas(model, pools, "");
        } else {
            replicas(model, without(pools, PoolSpec.Role.DECODE), " that prefill");
            replicas(model, without(pools, PoolSpec.Role.PREFILL), " that decode");
        }
    }

    private static List<PoolSpec> without(List<PoolSpec> pools, PoolSpec.Role role) {
        return pools.stream().filter(pool -> pool.role() != role).toList();
    }

    private void replicas(ModelSpec model, List<PoolSpec> pools, String which) {
        Set<String> initial = Set.copyOf(scenario.supply().sites().stream()
                .filter(site -> site.ramp() == null)
                .map(SiteSpec::name)
                .toList());
        long replicas = pools.stream()
                .filter(pool -> initial.contains(pool.site()))
                .mapToLong(PoolSpec::replicas)
                .sum();
        double each = (double) replicas / scenario.run().fleetCells();
        String what = "model '" + model.name() + "' has " + ScenarioChecks.show(each) + " replicas" + which
                + " a cell before the injection (" + replicas + " in "
                + scenario.run().fleetCells() + " cells)";
        if (each < LEAST_REPLICAS) {
            breach("run.fleet-cells", what + "; need " + LEAST_REPLICAS + " or more");
        } else if (each < GOOD_REPLICAS) {
            warnings.add(at.apply("run.fleet-cells").place() + ": " + what + "; below " + GOOD_REPLICAS
                    + ", waits are longer than in a larger cell");
        }
    }

    private void breach(String path, String what) {
        problems.add(at.apply(path), what);
    }
}
