package io.tidegate.experiment.verify;

import io.tidegate.measure.LatencyHistogram;
import io.tidegate.measure.Replicates;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A statistic whose truth is known, and how to estimate it.
 *
 * @param name the statistic
 * @param groups that its interval comes from
 * @param truth its value
 * @param shortfall share by which the interval may cover less, as it is approximate; 0 if it is exact
 * @param isServed whether a replica serves requests for it
 * @param experiment what estimates it
 */
record Known(String name, int groups, double truth, double shortfall, boolean isServed, Experimenter experiment) {
    /** Makes one experiment from its draws. */
    interface Experimenter {
        Outcome run(Random random);
    }

    /**
     * An experiment.
     *
     * @param replicates what it gave
     * @param requests requests served for it
     */
    record Outcome(Replicates replicates, long requests) {}

    private static final int FEW = 5;
    private static final int MANY = 20;
    /** Values of a group beyond the quantile that is taken. */
    private static final int BEYOND = 100;

    private static final double P90_OF_NORMAL = 1.2815515655446004;

    /** Utilisation of the queue, and the seconds that it warms up and that it is measured for; a service takes 1 s. */
    private static final double LOAD = 0.5;

    private static final double WARM_UP = 100;
    private static final double MEASURED = 500;

    /** What a report has: means, ratios, differences and quantiles; and a queue's wait. */
    static List<Known> all(ReplicaMaker replicas) {
        ReplicaModel model = Queues.oneStepEach();
        return List.of(
                synthetic("mean of normal values", FEW, 0, 0, random -> Replicates.mean(normals(FEW, random))),
                synthetic("mean of normal values", MANY, 0, 0, random -> Replicates.mean(normals(MANY, random))),
                synthetic("ratio of sums", FEW, 0.3, 0.015, random -> ratio(FEW, random)),
                synthetic("ratio of sums", MANY, 0.3, 0.01, random -> ratio(MANY, random)),
                synthetic("paired difference of ratios", MANY, 0.1, 0.01, random -> difference(MANY, random)),
                synthetic("median", MANY, 1, 0.02, random -> quantile(MANY, 0.5, random)),
                synthetic(
                        "90th percentile",
                        MANY,
                        StrictMath.exp(P90_OF_NORMAL),
                        0.02,
                        random -> quantile(MANY, 0.9, random)),
                new Known(
                        "mean wait in M/D/1 at load " + LOAD,
                        MANY,
                        ClosedForms.pollaczekKhinchine(LOAD, 1, 1),
                        0.015,
                        true,
                        random -> waits(MANY, model, replicas, random)));
    }

    /** Draws the replicates of a synthetic experiment. */
    private interface Drawn {
        Replicates draw(Random random);
    }

    private static Known synthetic(String name, int groups, double truth, double shortfall, Drawn drawn) {
        return new Known(name, groups, truth, shortfall, false, random -> new Outcome(drawn.draw(random), 0));
    }

    private static double[] normals(int n, Random random) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** Counts that vary by 22 % between groups. */
    private static double[] counts(int n, Random random) {
        double[] counts = new double[n];
        Arrays.setAll(counts, i -> 100 * (1 + 0.22 * Math.sqrt(3) * (2 * random.nextDouble() - 1)));
        return counts;
    }

    /** A part of each count, which varies by 15 % of itself. */
    private static double[] parts(double[] counts, double part, Random random) {
        double[] parts = new double[counts.length];
        Arrays.setAll(parts, i -> part * counts[i] * (1 + 0.15 * random.nextGaussian()));
        return parts;
    }

    private static Replicates ratio(int n, Random random) {
        double[] counts = counts(n, random);
        return Replicates.ratio(parts(counts, 0.3, random), counts);
    }

    /** The same groups before and after: their parts rise by a tenth of the counts, and only that varies again. */
    private static Replicates difference(int n, Random random) {
        double[] counts = counts(n, random);
        double[] before = parts(counts, 0.3, random);
        double[] rise = parts(counts, 0.1, random);
        double[] after = new double[n];
        Arrays.setAll(after, i -> before[i] + rise[i]);
        return Replicates.ratio(after, counts).minus(Replicates.ratio(before, counts));
    }

    /** Of log-normal values, median 1. */
    private static Replicates quantile(int n, double p, Random random) {
        List<LatencyHistogram> groups = new ArrayList<>();
        int values = (int) StrictMath.rint(BEYOND / (1 - p));
        for (int g = 0; g < n; g++) {
            LatencyHistogram histogram = new LatencyHistogram();
            for (int i = 0; i < values; i++) {
                histogram.record(StrictMath.exp(random.nextGaussian()));
            }
            groups.add(histogram);
        }
        return Replicates.quantile(groups, p);
    }

    /** Waits of requests that arrive at replicas in a span of time, each replica a group. */
    private static Outcome waits(int n, ReplicaModel model, ReplicaMaker replicas, Random random) {
        double[] sums = new double[n];
        double[] counts = new double[n];
        long requests = 0;
        for (int g = 0; g < n; g++) {
            Draws draws = new Draws(random.nextLong());
            double[] arrivals = new double[(int) (2 * LOAD * (WARM_UP + MEASURED))];
            int count = 0;
            for (double t = draws.exponential(1 / LOAD); t < WARM_UP + MEASURED; t += draws.exponential(1 / LOAD)) {
                arrivals[count++] = t;
            }
            Stamps stamps = new Stamps(count);
            Replica replica = replicas.make(model, stamps);
            for (int i = 0; i < count; i++) {
                replica.arrive(arrivals[i], i, 0, 0, 1, 1);
            }
            replica.advanceTo(Double.POSITIVE_INFINITY);
            for (int i = 0; i < count; i++) {
                if (arrivals[i] >= WARM_UP) {
                    sums[g] += stamps.started[i] - arrivals[i];
                    counts[g]++;
                }
            }
            requests += count;
        }
        return new Outcome(Replicates.ratio(sums, counts), requests);
    }
}
