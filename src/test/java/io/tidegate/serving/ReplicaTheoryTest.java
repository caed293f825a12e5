package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleToIntFunction;
import org.junit.jupiter.api.Test;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.stat.Tally;

/**
 * Queues whose answers are known, on one replica. Each check asks that the theory lies within a 99.9% Student interval over 20
 * independent replications, so it would fail a right program with probability 0.001, the whole class with 0.008; the seeds are
 * fixed.
 */
class ReplicaTheoryTest {
    private static final int REPLICATIONS = 20;
    private static final double CONFIDENCE = 0.999;
    private static final double MS = 1e-3;

    /** Every step takes 10 ms, one request at a time: a request of n tokens takes n steps. */
    private static final StepLaw EQUAL_STEPS = new StepLaw(10 * MS, 0, 0, 0, 0, 0, 0, 1, 1, 1);

    private static final ReplicaModel ONE_AT_A_TIME = model(EQUAL_STEPS, 1);

    /** A step takes 1 ms per request in it, the one that gives the first token too: each token of work is shared equally. */
    private static final StepLaw SHARED_STEPS = new StepLaw(0, MS, 0, MS, 0, 0, 0, 1, 1, 1);

    private static final ReplicaModel SHARED = model(SHARED_STEPS, 4096);

    private static ReplicaModel model(StepLaw law, int batch) {
        return Models.chunked(new StepTime(law), 4096, batch, 1L << 40);
    }

    /** Tokens 5 and 55: mean 10, mean square 325. */
    private static int twoLengths(double u) {
        return u < 0.9 ? 5 : 55;
    }

    /** Geometric of mean 10: mean square (2 - p) / p² = 190. */
    private static int geometric(double u) {
        return 1 + (int) (StrictMath.log(u) / StrictMath.log(0.9));
    }

    @Test
    void waitsAsInMD1AtLoads05And08() {
        for (double load : new double[] {0.5, 0.8}) {
            Tally waits = run(ONE_AT_A_TIME, load / 0.01, u -> 1, 1, Log.STARTED);
            assertHolds(waits, load * 0.01 / (2 * (1 - load)), 0);
        }
    }

    @Test
    void waitsAsPollaczekAndKhinchineSayAtLoads05And08() {
        for (double load : new double[] {0.5, 0.8}) {
            double rate = load / 0.1;
            Tally waits = run(ONE_AT_A_TIME, rate, ReplicaTheoryTest::geometric, 2, Log.STARTED);
            assertHolds(waits, rate * 190e-4 / (2 * (1 - load)), 0);
            Tally waitsOfTwo = run(ONE_AT_A_TIME, rate, ReplicaTheoryTest::twoLengths, 3, Log.STARTED);
            assertHolds(waitsOfTwo, rate * 325e-4 / (2 * (1 - load)), 0);
        }
    }

    /**
     * Processor sharing: the mean sojourn is E[S] / (1 - load) whatever the distribution of lengths. A request waits for the
     * end of the step under way, of about (1 + load) / (2 (1 - load)) ms; twice that, 0.2% of the sojourn, is allowed for.
     */
    @Test
    void sharesAsInMG1PSWhateverTheLengths() {
        double load = 0.7;
        double grain = (1 + load) / (1 - load) * MS;
        Tally equal = run(SHARED, load, u -> 1000, 4, Log.COMPLETED);
        assertHolds(equal, 1 / (1 - load), grain);
        Tally mixed = run(SHARED, load, u -> u < 0.9 ? 500 : 5500, 5, Log.COMPLETED);
        assertHolds(mixed, 1 / (1 - load), grain);
    }

    /** Mean time from arrival to something told, by replication, after a tenth that warms up. */
    private static Tally run(ReplicaModel model, double rate, DoubleToIntFunction length, int seed, String until) {
        int n = 40_000;
        MRG32k3a random = new MRG32k3a();
        random.setSeed(new long[] {seed, 12, 345, 6789, 10, 11});
        Tally means = new Tally();
        for (int replication = 0; replication < REPLICATIONS; replication++) {
            Log log = new Log();
            Replica replica = new LeapReplica(model, log);
            double[] arrivals = new double[n];
            double t = 0;
            for (int i = 0; i < n; i++) {
                t -= StrictMath.log(random.nextDouble()) / rate;
                arrivals[i] = t;
                replica.arrive(t, i, 0, 0, 1, length.applyAsInt(random.nextDouble()));
            }
            replica.advanceTo(Double.POSITIVE_INFINITY);
            double[] ends = log.times(until, n);
            double sum = 0;
            for (int i = n / 10; i < n; i++) {
                sum += ends[i] - arrivals[i];
            }
            means.add(sum / (n - n / 10));
            random.resetNextSubstream();
        }
        return means;
    }

    private static void assertHolds(Tally means, double theory, double grain) {
        double[] interval = new double[2];
        means.confidenceIntervalStudent(CONFIDENCE, interval);
        assertThat(theory)
                .as("interval %.5f ± %.5f", interval[0], interval[1])
                .isBetween(interval[0] - interval[1] - grain, interval[0] + interval[1] + grain);
        assertThat(interval[1])
                .as("half-width, so that the check says something")
                .isLessThan(0.1 * theory);
    }
}
