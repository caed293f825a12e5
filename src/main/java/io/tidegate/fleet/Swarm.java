package io.tidegate.fleet;

import io.tidegate.random.Hash;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.SwarmSpec;
import java.util.List;

/**
 * Tasks of coding sessions that start agents of their own. They begin when the task's first request is answered; the session has
 * nothing due until the last of them has ended, and then goes on as if that had been its answer. The same before anything is served
 * and after.
 */
final class Swarm {
    private final SessionModel sessions;
    private final double[] share;
    private final int[] fanOut;
    private final boolean[] checkpoint;

    Swarm(SessionModel sessions, DemandSpec demand) {
        this.sessions = sessions;
        List<PlanSpec> plans = demand.plans();
        int populations = plans.size() + demand.api().tiers().size();
        share = new double[populations];
        fanOut = new int[populations];
        checkpoint = new boolean[populations];
        for (SwarmSpec swarm : demand.swarms()) {
            for (int p = 0; p < plans.size(); p++) {
                if (plans.get(p).name().equals(swarm.plan())) {
                    share[p] = swarm.share();
                    fanOut[p] = swarm.fanOut();
                    checkpoint[p] = swarm.checkpoint();
                }
            }
        }
    }

    /** Agents that a session starts when the request that was due is answered; 0 for most. */
    int agents(SessionTable table, int slot) {
        int population = table.population[slot];
        return share[population] > 0
                        && table.kind[slot] == SessionKind.CODING.ordinal()
                        && sessions.opensTask(table, slot)
                        && Draw.SWARM.unit(task(table, slot)) < share[population]
                ? fanOut[population]
                : 0;
    }

    /** Identity of the task whose first request is due. */
    static long task(SessionTable table, int slot) {
        return Hash.combine(table.key[slot], table.position[slot]);
    }

    /** Makes a session wait that moved on at {@code t}, for so many agents, which {@link #start} starts. */
    static void await(SessionTable table, int parent, int agents, double t) {
        table.children[parent] = (byte) agents;
        table.due[parent] = t;
    }

    /** Starts an agent at {@code t} or up to two seconds later; gives its slot. */
    int start(SessionTable table, int parent, long task, int index, double t) {
        int slot = table.allocate();
        sessions.startChild(table, slot, parent, task, index, t);
        return slot;
    }

    /** An agent has ended at {@code t}; gives its parent if that need not wait any longer, from its {@code due} on, else none. */
    static int ended(SessionTable table, int child, double t) {
        int parent = table.parent[child];
        table.due[parent] = Math.max(table.due[parent], t);
        return --table.children[parent] == 0 ? parent : SessionTable.NONE;
    }

    /** Whether agents of a population that are lost leave what they have done. */
    boolean leavesWork(int population) {
        return checkpoint[population];
    }
}
