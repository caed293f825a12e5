package io.tidegate.fleet;

import io.tidegate.random.QuantileTable;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.ReactionSpec;
import org.jspecify.annotations.Nullable;

/**
 * How long users wait for a first token before they leave. Who leaves takes the session along, and the request is cancelled. Only
 * plans have patience, whose requests are all of sessions.
 */
final class Patience {
    /** Median seconds above which nobody leaves, three years. */
    private static final double FOR_EVER = 1e8;

    private final @Nullable QuantileTable[] byPopulation;

    Patience(DemandSpec demand) {
        int plans = demand.plans().size();
        byPopulation = new QuantileTable[plans + demand.api().tiers().size()];
        for (int p = 0; p < plans; p++) {
            String name = demand.plans().get(p).name();
            for (ReactionSpec reaction : demand.reactions()) {
                if (reaction.plan().equals(name) && reaction.patience() <= FOR_EVER) {
                    byPopulation[p] = QuantileTable.logNormal(reaction.patience(), reaction.patienceSigma());
                }
            }
        }
    }

    /** Seconds that the user behind a request waits for its first token; infinity where nobody leaves. */
    double of(int population, long identity) {
        QuantileTable table = byPopulation[population];
        return table == null ? Double.POSITIVE_INFINITY : table.sample(Draw.PATIENCE.of(identity));
    }
}
