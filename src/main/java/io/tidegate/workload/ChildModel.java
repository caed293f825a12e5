package io.tidegate.workload;

import io.tidegate.random.Hash;
import io.tidegate.random.QuantileTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks that a coding session started: a geometric number of requests whose prompts grow evenly from the first to the
 * last, lognormal outputs, exponential gaps. Instructions, model class and spread of outputs are those of recorded subagents.
 */
final class ChildModel {
    /** Standard deviation of the logarithm of recorded subagents' outputs; see the sessions' SOURCE.md. */
    private static final double OUTPUT_SIGMA = 0.84;
    /** Seconds within which the agents of a task begin. */
    private static final double BURST = 2;

    private static final double LN_2 = StrictMath.log(2);

    private final @Nullable SwarmSpec[] swarms;
    private final @Nullable QuantileTable[] output;
    private final QuantileTable exponential = QuantileTable.exponential();
    private final double timeToLive;
    private final int smallModel;
    private final double smallShare;
    private final int shared;

    ChildModel(DemandSpec demand, SessionLibrary recorded, int smallModel) {
        swarms = byPlan(demand);
        output = new QuantileTable[swarms.length];
        for (int p = 0; p < swarms.length; p++) {
            SwarmSpec swarm = swarms[p];
            output[p] = swarm == null ? null : QuantileTable.logNormal(swarm.output(), OUTPUT_SIGMA);
        }
        timeToLive = demand.cacheTimeToLive();
        this.smallModel = smallModel;
        int rows = 0;
        int small = 0;
        double instructions = 0;
        for (int i = 0; i < recorded.requests(); i++) {
            if (recorded.subagent(i)) {
                rows++;
                small += recorded.small(i) ? 1 : 0;
                instructions += recorded.shared(i);
            }
        }
        smallShare = rows == 0 ? 0 : (double) small / rows;
        shared = rows == 0 ? 0 : (int) (instructions / rows);
    }

    private static @Nullable SwarmSpec[] byPlan(DemandSpec demand) {
        List<PlanSpec> plans = demand.plans();
        @Nullable SwarmSpec[] all = new SwarmSpec[plans.size()];
        for (SwarmSpec swarm : demand.swarms()) {
            for (int p = 0; p < all.length; p++) {
                if (plans.get(p).name().equals(swarm.plan())) {
                    all[p] = swarm;
                }
            }
        }
        return all;
    }

    private SwarmSpec swarm(int plan) {
        SwarmSpec swarm = swarms[plan];
        if (swarm == null) {
            throw new IllegalArgumentException("plan " + plan + " starts no agents");
        }
        return swarm;
    }

    void start(SessionTable table, int slot, int parent, long task, int index, double t) {
        long key = Hash.combine(Draw.CHILD.of(task), index);
        int plan = table.population[parent];
        table.key[slot] = key;
        table.kind[slot] = (byte) SessionKind.SUBAGENT.ordinal();
        table.population[slot] = table.population[parent];
        table.owner[slot] = table.owner[parent];
        table.region[slot] = table.region[parent];
        table.model[slot] = Draw.MODEL.unit(key) < smallShare ? (byte) smallModel : table.model[parent];
        table.parent[slot] = parent;
        table.position[slot] = 0;
        table.end[slot] = requests(swarm(plan).requests(), Hash.openUnit(Draw.FAN_OUT.of(key)));
        table.due[slot] = t + BURST * Draw.GAP.unit(key);
    }

    /** The geometric number with a mean whose chance of being exceeded is {@code u}. */
    static int requests(double mean, double u) {
        return mean == 1 ? 1 : 1 + (int) Math.min(1e6, StrictMath.log(u) / StrictMath.log1p(-1 / mean));
    }

    private static int context(SwarmSpec swarm, int request, int requests) {
        double grown = requests == 1 ? 0 : (double) request / (requests - 1);
        return (int) (swarm.start() + grown * (swarm.end() - swarm.start()));
    }

    void draft(SessionTable table, int slot, double t, RequestDraft draft) {
        int plan = table.population[slot];
        SwarmSpec swarm = swarm(plan);
        int request = table.position[slot];
        int input = context(swarm, request, table.end[slot]);
        int before = request == 0 ? 0 : context(swarm, request - 1, table.end[slot]);
        boolean warm = t - table.mainTouch[slot] <= timeToLive;
        draft.sharedCached = Math.min(shared, input - 1);
        draft.ownCached = Math.max(0, Math.min(before, input - 1) - draft.sharedCached);
        draft.subagent = false;
        draft.cached = draft.sharedCached + (warm ? draft.ownCached : 0);
        draft.prefill = input - draft.cached;
        QuantileTable outputs = output[plan];
        long key = Draw.OUTPUT_LENGTH.of(Hash.combine(table.key[slot], request));
        draft.output = outputs == null ? 1 : Math.max(1, (int) outputs.sample(key));
        draft.model = table.model[slot];
        draft.idealCached = draft.cached;
        draft.agentic = false;
    }

    double answered(SessionTable table, int slot, double t) {
        int request = table.position[slot];
        table.mainTouch[slot] = t;
        table.position[slot] = request + 1;
        if (request + 1 >= table.end[slot]) {
            return -1;
        }
        double mean = swarm(table.population[slot]).gap() / LN_2;
        return mean * exponential.sample(Draw.GAP.of(Hash.combine(table.key[slot], request)));
    }
}
