package io.tidegate.fleet;

import io.tidegate.serving.StepLaw;
import io.tidegate.supply.PoolSpec.Role;
import io.tidegate.workload.ModelSpec;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long an answer takes where nothing is served: a step to the first token, then the time per token of replicas at half
 * load, {@code eff·(c0 + w)/(1 − ½)} over the tokens of a step, the mean over the replicas that decode and that a model class has
 * from the start; over its pools, if it has no such replica.
 */
public final class NominalService {
    private static final double LOAD = 0.5;

    private final double[] perToken;

    /**
     * Times of answers.
     *
     * @param models model classes
     * @param pools all pools
     */
    public NominalService(List<ModelSpec> models, List<PoolModel> pools) {
        perToken = new double[models.size()];
        for (int m = 0; m < perToken.length; m++) {
            int model = m;
            List<PoolModel> mine = pools.stream()
                    .filter(p -> p.model() == model && p.spec().role() != Role.PREFILL)
                    .toList();
            double byReplicas = mean(mine, p -> p.injection() ? 0 : p.spec().replicas());
            perToken[m] = byReplicas > 0 ? byReplicas : mean(mine, p -> 1);
        }
    }

    /** Seconds per token, each pool with a weight; 0 where there is none. */
    private static double mean(List<PoolModel> pools, ToDoubleFunction<PoolModel> weight) {
        double sum = 0;
        double weights = 0;
        for (PoolModel pool : pools) {
            StepLaw law = pool.replica().time().law();
            double step = law.effM() * (law.c0() + law.w()) / (1 - LOAD);
            sum += weight.applyAsDouble(pool) * step / pool.replica().tokensPerStep();
            weights += weight.applyAsDouble(pool);
        }
        return weights == 0 ? 0 : sum / weights;
    }

    /** Seconds from arrival to the last token. */
    public double seconds(int model, int output) {
        return perToken[model] * output;
    }
}
