package io.tidegate.experiment.verify;

/**
 * How much is simulated to verify.
 *
 * @param name how a user calls it
 * @param replications independent repetitions of a queue at a load, 2 or more
 * @param requests requests measured in each, 1 or more
 * @param warmUps requests measured in each at least, for one that warms it up: what a busy queue gets
 * @param loads random loads on which the leap and its twin are compared
 * @param experiments synthetic experiments for each interval
 * @param queues experiments for the interval of a queue's wait
 */
public record Effort(String name, int replications, int requests, int warmUps, int loads, int experiments, int queues) {
    /** About 30 s of two cores. */
    public static final Effort QUICK = new Effort("quick", 60, 20_000, 5, 200, 2_000, 400);

    /** Some minutes of two cores. */
    public static final Effort FULL = new Effort("full", 200, 80_000, 20, 20_000, 20_000, 2_000);
}
