package io.tidegate.experiment.verify;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/**
 * A replica that serves all that arrives, as a queue with a known answer.
 *
 * @param name the queue
 * @param figures what is known of it
 * @param statistics how each is measured
 * @param model the replica
 * @param servers requests that it serves at a time, for the arrival rate
 * @param patience mean of the patience that waits are compared with, in seconds
 * @param lengths tokens of an answer, from a uniform draw
 * @param square mean square of the service time, in s²: how much longer it takes to forget how it began
 * @param replicas what makes the replica
 */
record ServedQueue(
        String name,
        List<Figure> figures,
        List<Statistic> statistics,
        ReplicaModel model,
        int servers,
        double patience,
        DoubleToIntFunction lengths,
        double square,
        ReplicaMaker replicas)
        implements Queue {
    /** What is measured of a request. */
    enum Statistic {
        /** Seconds from its arrival to the first step with it. */
        WAIT,
        /** Seconds from its arrival to its last token. */
        SOJOURN,
        /** Whether its wait is longer than an exponential patience. */
        OUTLASTS_PATIENCE
    }

    /**
     * Requests that come before those measured: ten times what a queue takes to forget that it began empty, which for one server
     * is about {@code 4/(1 − load)²} service times.
     */
    private int warmUp(double load) {
        double busy = 40 * Math.max(1, square / 2) / ((1 - load) * (1 - load));
        return (int) (20 * servers + busy);
    }

    @Override
    public Means simulate(double load, long key, Effort effort) {
        int warmUp = warmUp(load);
        int n = warmUp + Math.max(effort.requests(), effort.warmUps() * warmUp);
        Stamps stamps = new Stamps(n);
        Replica replica = replicas.make(model, stamps);
        Draws draws = new Draws(key);
        double meanGap = 1 / (load * servers);
        double[] arrivals = new double[n];
        double[] patiences = new double[n];
        double t = 0;
        for (int i = 0; i < n; i++) {
            t += draws.exponential(meanGap);
            arrivals[i] = t;
            patiences[i] = draws.exponential(patience);
            replica.arrive(t, i, 0, 0, 1, lengths.applyAsInt(draws.unit()));
        }
        replica.advanceTo(Double.POSITIVE_INFINITY);
        List<Double> means = new ArrayList<>();
        for (Statistic statistic : statistics) {
            double sum = 0;
            for (int i = warmUp; i < n; i++) {
                double wait = stamps.started[i] - arrivals[i];
                sum += switch (statistic) {
                    case WAIT -> wait;
                    case SOJOURN -> stamps.completed[i] - arrivals[i];
                    case OUTLASTS_PATIENCE -> wait > patiences[i] ? 1 : 0;
                };
            }
            means.add(sum / (n - warmUp));
        }
        return new Means(means, n);
    }
}
