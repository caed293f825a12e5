package io.tidegate.fleet;

import io.tidegate.serving.StepLaw;
import io.tidegate.workload.ModelSpec;
import java.util.List;

/**
 * How long an answer takes where nothing is served: a step to the first token, then the time per token of replicas at half
 * load, {@code eff·(c0 + w)/(1 − ½)}, the mean over the replicas of a model class.
 */
final class NominalService {
    private static final double LOAD = 0.5;

    private final double[] perToken;

    NominalService(List<ModelSpec> models, List<PoolModel> pools) {
        perToken = new double[models.size()];
        for (int m = 0; m < perToken.length; m++) {
            double sum = 0;
            double replicas = 0;
            for (PoolModel pool : pools) {
                if (pool.model() == m && !pool.injection()) {
                    StepLaw law = pool.replica().time().law();
                    sum += pool.spec().replicas() * law.effM() * (law.c0() + law.w()) / (1 - LOAD);
                    replicas += pool.spec().replicas();
                }
            }
            perToken[m] = sum / replicas;
        }
    }

    /** Seconds from arrival to the last token. */
    double seconds(int model, int output) {
        return perToken[model] * output;
    }
}
