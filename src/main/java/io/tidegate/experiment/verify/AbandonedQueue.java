package io.tidegate.experiment.verify;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleToIntFunction;

/**
 * A queue that is left by those who wait longer than their patience, served by a replica. Who has not begun by then is cancelled.
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
        return new Replication(WARM_UP + effort.requests()).run(load, key);
    }

    private final class Replication {
        private final int n;
        private final double[] arrivals;
        private final double[] leaves;
        private final int[] tickets;
        private final Stamps stamps;
        private final Replica replica;
        /** Who has come, by when their patience ends. */
        private final PriorityQueue<Integer> impatient;

        Replication(int n) {
            this.n = n;
            this.arrivals = new double[n];
            this.leaves = new double[n];
            this.tickets = new int[n];
            this.stamps = new Stamps(n);
            this.replica = replicas.make(model, stamps);
            this.impatient = new PriorityQueue<>(Comparator.comparingDouble(i -> leaves[i]));
        }

        Means run(double load, long key) {
            Draws draws = new Draws(key);
            double meanGap = 1 / (load * servers);
            double t = 0;
            for (int i = 0; i < n; i++) {
                t += draws.exponential(meanGap);
                int tokens = lengths.applyAsInt(draws.unit());
                arrivals[i] = t;
                leaves[i] = t + draws.exponential(patience);
                leaveBefore(t);
                tickets[i] = replica.arrive(t, i, 0, 0, 1, tokens);
                impatient.add(i);
            }
            leaveBefore(Double.POSITIVE_INFINITY);
            double left = 0;
            double queued = 0;
            for (int i = WARM_UP; i < n; i++) {
                boolean isServed = stamps.started[i] <= leaves[i];
                left += isServed ? 0 : 1;
                queued += (isServed ? stamps.started[i] : leaves[i]) - arrivals[i];
            }
            int measured = n - WARM_UP;
            return new Means(List.of(left / measured, queued / measured), n);
        }

        /** Takes out those who have not begun when their patience ends before {@code t}. */
        private void leaveBefore(double t) {
            while (!impatient.isEmpty() && leaves[impatient.element()] < t) {
                int request = impatient.remove();
                replica.advanceTo(leaves[request]);
                if (Double.isNaN(stamps.started[request])) {
                    replica.cancel(leaves[request], request, tickets[request]);
                }
            }
        }
    }
}
