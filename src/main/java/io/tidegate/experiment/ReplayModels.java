package io.tidegate.experiment;

import io.tidegate.fleet.PoolModel;
import io.tidegate.scenario.Scenario;
import io.tidegate.serving.Batching;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.ServingProfile;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;

/** Replicas that a trace may be served on, from what scenarios and the catalogue hold. */
public final class ReplayModels {
    /** Tokens of a KV block: the usual size of vLLM. */
    public static final int BLOCK_TOKENS = 16;

    private ReplayModels() {}

    /**
     * A replica of a pool of a scenario.
     *
     * @throws IllegalArgumentException if there is no such pool; the message lists those that are
     */
    public static ReplicaModel ofPool(Scenario scenario, String pool) {
        for (PoolModel model : FleetModels.pools(scenario)) {
            if (model.spec().name().equals(pool)) {
                return model.replica();
            }
        }
        throw new IllegalArgumentException("no pool '" + pool + "'; there are "
                + String.join(
                        ", ",
                        scenario.supply().pools().stream()
                                .map(each -> each.name())
                                .toList()));
    }

    /**
     * A replica of a serving profile.
     *
     * @param efficiency stretch of every step against the measured kernels, above 0
     */
    public static ReplicaModel ofProfile(ServingProfile profile, double efficiency, Batching batching) {
        return new ReplicaModel(
                new StepTime(FleetModels.stretched(profile.law(), efficiency)),
                batching,
                KvCache.ofTokens(profile.kvTokens(), BLOCK_TOKENS),
                1,
                StepPower.NONE,
                profile.range());
    }
}
