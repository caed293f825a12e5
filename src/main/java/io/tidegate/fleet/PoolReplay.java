package io.tidegate.fleet;

import io.tidegate.fleet.ReplayOutcome.Fate;
import io.tidegate.fleet.ReplaySpec.Handover;
import io.tidegate.random.Hash;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.workload.Trace;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Serves a trace on replicas of one kind, every request as it was recorded. */
public final class PoolReplay {
    /** Parts of the seed from which the draws of each pool follow. */
    private static final long SERVE = 0;

    private static final long PREFILL = 1;

    private final Trace trace;
    private final ReplaySpec spec;
    private final ReplayOutcome outcome;

    private PoolReplay(Trace trace, ReplaySpec spec) {
        this.trace = trace;
        this.spec = spec;
        this.outcome = new ReplayOutcome(trace.size());
    }

    /** Serves a trace to its end. */
    public static ReplayOutcome run(Trace trace, ReplaySpec spec) {
        PoolReplay replay = new PoolReplay(trace, spec);
        replay.refuse();
        Handover handover = spec.handover();
        if (handover == null) {
            replay.serve();
        } else {
            replay.prefill(handover);
            replay.decode(handover);
        }
        return replay.outcome;
    }

    /** Refuses what could never be served: it would block all others. */
    private void refuse() {
        ReplicaModel model = spec.model();
        for (int id = 0; id < trace.size(); id++) {
            if (trace.prompt(id) == 0 || trace.output(id) == 0) {
                outcome.refuse(id, Fate.NO_TOKENS);
            } else if (!model.fits(trace.prompt(id), trace.output(id))) {
                outcome.refuse(id, Fate.TOO_LARGE);
            }
        }
    }

    private void serve() {
        ReplayPool pool = pool(spec.replicas(), SERVE);
        for (int id = 0; id < trace.size(); id++) {
            if (outcome.fate(id) == Fate.SERVED) {
                double t = trace.arrival(id);
                int replica = pool.choose(t, id, Router.NO_HOLDER);
                pool.arrive(replica, t, id, 0, trace.prompt(id), trace.output(id));
            }
        }
        finish(pool);
    }

    /** Serves all prompts, each as a request of one token; nothing feeds back from those that decode. */
    private void prefill(Handover handover) {
        ReplayPool pool = pool(handover.prefillReplicas(), PREFILL);
        for (int id = 0; id < trace.size(); id++) {
            if (outcome.fate(id) == Fate.SERVED) {
                double t = trace.arrival(id);
                int replica = pool.choose(t, id, Router.NO_HOLDER);
                pool.arrive(replica, t, id, 0, trace.prompt(id), 1);
            }
        }
        finish(pool);
    }

    /** Serves what is left of each answer once its prompt's KV has been handed over, in order of time, then id. */
    private void decode(Handover handover) {
        ReplayPool pool = pool(spec.replicas(), SERVE);
        double[] due = new double[trace.size()];
        for (int id = 0; id < due.length; id++) {
            due[id] = outcome.completedAt(id) + handover.seconds(trace.prompt(id));
        }
        int[] order = IntStream.range(0, due.length)
                .filter(id -> outcome.fate(id) == Fate.SERVED && trace.output(id) > 1)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(id -> due[id]).thenComparing(id -> id))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int id : order) {
            int replica = pool.choose(due[id], id, Router.NO_HOLDER);
            pool.arrive(replica, due[id], id, trace.prompt(id), 0, trace.output(id));
        }
        finish(pool);
    }

    private ReplayPool pool(int replicas, long purpose) {
        return new ReplayPool(spec, replicas, Hash.combine(spec.seed(), purpose), outcome.listener());
    }

    private void finish(ReplayPool pool) {
        pool.finish();
        outcome.count(pool.replicas());
    }
}
