package io.tidegate.experiment.verify;

import java.util.List;

/** A queue with Poisson arrivals and mean service time 1 s whose figures theory knows. */
sealed interface Queue permits ServedQueue, AbandonedQueue {
    /** Its name. */
    String name();

    /** What is known of it. */
    List<Figure> figures();

    /**
     * Simulates it.
     *
     * @param load utilisation: arrival rate times service time over servers
     * @param key from which all draws follow
     * @param effort how long
     */
    Means simulate(double load, long key, Effort effort);

    /**
     * Means over one replication.
     *
     * @param of the figures, in their order
     * @param requests requests served for them
     */
    record Means(List<Double> of, long requests) implements Check.Answer {}
}
