package io.tidegate.experiment.verify;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/**
 * A queue that is left by those who wait longer than their patience, served by a replica. A replica has no cancel; but whoever
 * leaves has not been served, and so neither delayed those behind nor done anything else that a queue would know of. So a
 * request that would not begin within its patience is not handed to the replica. When it would begin is asked of another replica
 * of the same kind, which serves again what this one was handed since it was last idle, and then the request.
 *
 * @param name the queue
 * @param figures the share that leaves, and the mean time in queue of all
 * @param model the replica
 * @param servers requests that it serves at a time
 * @param patience mean of the exponential patience, in seconds
 * @param lengths tokens of an answer, from a uniform draw
 * @param replicas what makes the replicas
 */
record AbandonedQueue(
        String name,
        List<Figure> figures,
        ReplicaModel model,
        int servers,
        double patience,
        DoubleToIntFunction lengths,
        ReplicaMaker replicas)
        implements Queue {
    /** Requests that come before those measured; a queue that is left is soon empty. */
    private static final int WARM_UP = 500;

    @Override
    public Means simulate(double load, long key, Effort effort) {
        int n = WARM_UP + effort.patience();
        return new Replication(n, load, key).run();
    }

    private final class Replication {
        private final int n;
        private final Draws draws;
        private final double meanGap;
        private final double[] arrivals;
        private final int[] tokens;
        private final Stamps stamps;
        private final Replica replica;
        /** Requests handed over since the replica was idle. */
        private final int[] handed;

        private int count;
        private long served;

        Replication(int n, double load, long key) {
            this.n = n;
            this.draws = new Draws(key);
            this.meanGap = 1 / (load * servers);
            this.arrivals = new double[n];
            this.tokens = new int[n];
            this.stamps = new Stamps(n);
            this.replica = replicas.make(model, stamps);
            this.handed = new int[n];
        }

        Means run() {
            double[] patiences = new double[n];
            boolean[] leaves = new boolean[n];
            double t = 0;
            for (int i = 0; i < n; i++) {
                t += draws.exponential(meanGap);
                arrivals[i] = t;
                tokens[i] = lengths.applyAsInt(draws.unit());
                patiences[i] = draws.exponential(patience);
                replica.advanceTo(t);
                if (replica.active() == 0) {
                    count = 0;
                }
                leaves[i] = replica.active() >= servers && waitOf(i) > patiences[i];
                if (!leaves[i]) {
                    hand(replica, i);
                    handed[count++] = i;
                }
            }
            replica.advanceTo(Double.POSITIVE_INFINITY);
            double left = 0;
            double queued = 0;
            for (int i = WARM_UP; i < n; i++) {
                double wait = leaves[i] ? Double.POSITIVE_INFINITY : stamps.started[i] - arrivals[i];
                left += wait > patiences[i] ? 1 : 0;
                queued += Math.min(wait, patiences[i]);
            }
            int measured = n - WARM_UP;
            return new Means(List.of(left / measured, queued / measured), served);
        }

        /** How long a request would wait if it were handed over now. */
        private double waitOf(int request) {
            Stamps told = new Stamps(count + 1);
            Replica other = replicas.make(model, told);
            for (int k = 0; k < count; k++) {
                other.arrive(arrivals[handed[k]], k, 0, 0, 1, tokens[handed[k]]);
            }
            other.arrive(arrivals[request], count, 0, 0, 1, tokens[request]);
            other.advanceTo(Double.POSITIVE_INFINITY);
            served += count + 1;
            return told.started[count] - arrivals[request];
        }

        private void hand(Replica to, int request) {
            to.arrive(arrivals[request], request, 0, 0, 1, tokens[request]);
            served++;
        }
    }
}
