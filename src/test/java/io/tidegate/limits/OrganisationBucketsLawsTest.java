package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Laws on seeded random arrivals. Each is a theorem: a failure is a defect, never chance. */
final class OrganisationBucketsLawsTest {
    private static final int RUNS = 1_000;

    /**
     * The level of a bucket that was full at first is its capacity less the greatest backlog over any span that ends now:
     * what was taken in the span less what flowed in. All numbers here are multiples of 1/64, and so exact.
     */
    @Test
    void everyDecisionIsThatOfTheGreatestBacklog() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BucketLimits limits = dyadic(random);
            OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
            List<double[]> taken = new ArrayList<>();
            double t = 0;
            for (int i = 0; i < 80; i++) {
                t += random.nextInt(200) / 64.0;
                if (random.nextInt(4) == 0) {
                    int output = random.nextInt(100);
                    buckets.settle(0, 0, limits, t, output);
                    taken.add(new double[] {t, 0, 0, output});
                    continue;
                }
                int input = random.nextInt(90);
                boolean requests = level(taken, 1, limits.rpm() / 60, limits.requestCapacity(), t) >= 1;
                double inputCapacity = limits.inputCapacity();
                boolean inputs =
                        level(taken, 2, limits.itpm() / 60, inputCapacity, t) >= Math.min(input, inputCapacity);
                boolean outputs = level(taken, 3, limits.otpm() / 60, limits.outputCapacity(), t) >= 1;
                boolean passed =
                        OrganisationBucketsTest.take(buckets, 0, 0, limits, t, input) == OrganisationBuckets.PASS;
                assertThat(passed).as("seed %d, arrival %d", seed, i).isEqualTo(requests && inputs && outputs);
                if (passed) {
                    taken.add(new double[] {t, 1, input, 0});
                }
            }
        }
    }

    private static double level(List<double[]> taken, int column, double perSecond, double capacity, double t) {
        double backlog = 0;
        double sum = 0;
        for (int i = taken.size() - 1; i >= 0; i--) {
            sum += taken.get(i)[column];
            backlog = Math.max(backlog, sum - perSecond * (t - taken.get(i)[0]));
        }
        return capacity - backlog;
    }

    private static BucketLimits dyadic(SplittableRandom random) {
        return new BucketLimits(
                60 * random.nextInt(1, 128) / 64.0,
                60 * random.nextInt(1, 64),
                60 * random.nextInt(1, 64),
                random.nextInt(1, 8),
                random.nextInt(1, 4));
    }

    @Test
    void aRefusedRequestFirstPassesWhenItWasTold() {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BucketLimits limits = new BucketLimits(
                    random.nextDouble(1, 4_000), random.nextDouble(1e3, 1e7), random.nextDouble(1e3, 1e6), 15, 60);
            OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
            double t = 1.77e9 * random.nextDouble();
            for (int i = 0; i < 100; i++) {
                t += random.nextDouble() * 60 / limits.rpm();
                double input = Math.floor(limits.itpm() * random.nextDouble() * (random.nextInt(9) == 0 ? 3 : 0.1));
                int code = OrganisationBucketsTest.take(buckets, 0, 0, limits, t, input);
                if (code != OrganisationBuckets.PASS) {
                    refused++;
                    double passesAt = buckets.passesAt();
                    assertThat(passesAt).as("seed %d", seed).isGreaterThan(t);
                    if (passesAt - 1e-5 > t) {
                        assertThat(OrganisationBucketsTest.take(buckets, 0, 0, limits, passesAt - 1e-5, input))
                                .as("seed %d, just before", seed)
                                .isEqualTo(code);
                    }
                    t = passesAt;
                    assertThat(OrganisationBucketsTest.take(buckets, 0, 0, limits, t, input))
                            .as("seed %d, at it", seed)
                            .isEqualTo(OrganisationBuckets.PASS);
                }
                buckets.settle(0, 0, limits, t, random.nextInt(3) == 0 ? limits.otpm() * random.nextDouble() : 0);
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(RUNS);
    }

    /** With inputs that fit the bucket, no span holds more than its capacity and what flows in meanwhile. */
    @Test
    void noSpanAdmitsMoreThanTheCapacityAndTheRate() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BucketLimits limits = dyadic(random);
            OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
            List<double[]> admitted = new ArrayList<>();
            double t = 0;
            for (int i = 0; i < 80; i++) {
                t += random.nextInt(60) / 64.0;
                int input = random.nextInt((int) limits.inputCapacity() + 1);
                if (OrganisationBucketsTest.take(buckets, 0, 0, limits, t, input) == OrganisationBuckets.PASS) {
                    admitted.add(new double[] {t, input});
                    double requests = 0;
                    double inputs = 0;
                    for (int j = admitted.size() - 1; j >= 0; j--) {
                        requests += 1;
                        inputs += admitted.get(j)[1];
                        double span = t - admitted.get(j)[0];
                        assertThat(requests).isLessThanOrEqualTo(limits.requestCapacity() + limits.rpm() / 60 * span);
                        assertThat(inputs).isLessThanOrEqualTo(limits.inputCapacity() + limits.itpm() / 60 * span);
                    }
                }
            }
        }
    }

    /**
     * Among arrivals of one size that fits the buckets, higher limits have let at least as many pass by any time: a bucket is
     * behind the lower one by no more than what it has let pass beyond it. The law is about their number, not about each: a
     * request may be refused because one before it was not.
     */
    @Test
    void raisedLimitsHaveLetAtLeastAsManyOfOneSizePass() {
        int differ = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BucketLimits low = dyadic(random);
            BucketLimits high = new BucketLimits(
                    low.rpm() + 60 * random.nextInt(64) / 64.0,
                    low.itpm() + 60 * random.nextInt(32),
                    low.otpm(),
                    low.requestBurstSeconds(),
                    low.tokenBurstSeconds());
            int input = random.nextInt((int) low.inputCapacity() + 1);
            OrganisationBuckets lowBuckets = new OrganisationBuckets(1, 1);
            OrganisationBuckets highBuckets = new OrganisationBuckets(1, 1);
            int lead = 0;
            double t = 0;
            for (int i = 0; i < 200; i++) {
                t += random.nextInt(100) / 64.0;
                lead += OrganisationBucketsTest.take(highBuckets, 0, 0, high, t, input) == OrganisationBuckets.PASS
                        ? 1
                        : 0;
                lead -= OrganisationBucketsTest.take(lowBuckets, 0, 0, low, t, input) == OrganisationBuckets.PASS
                        ? 1
                        : 0;
                assertThat(lead).as("seed %d, arrival %d", seed, i).isNotNegative();
            }
            differ += lead > 0 ? 1 : 0;
        }
        assertThat(differ).as("the law is exercised").isGreaterThan(RUNS / 4);
    }

    @Test
    void raisedLimitsCanRefuseMoreOfUnequalSizes() {
        // Levels at 5 s are 100 and 165: the 105 pass only of the latter, and leave room for five of the eight small
        // ones.
        BucketLimits low = new BucketLimits(6_000, 600, 600, 60, 60);
        BucketLimits high = new BucketLimits(6_000, 660, 600, 60, 60);
        double[] seconds = {0, 5, 5, 5, 5, 5, 5, 5, 5, 5};
        double[] inputs = {550, 105, 12, 12, 12, 12, 12, 12, 12, 12};
        assertThat(refusals(low, seconds, inputs)).isEqualTo(1);
        assertThat(refusals(high, seconds, inputs)).isEqualTo(3);
    }

    private static int refusals(BucketLimits limits, double[] seconds, double[] inputs) {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        int refused = 0;
        for (int i = 0; i < seconds.length; i++) {
            refused += OrganisationBucketsTest.take(buckets, 0, 0, limits, seconds[i], inputs[i])
                            == OrganisationBuckets.PASS
                    ? 0
                    : 1;
        }
        return refused;
    }
}
