package io.tidegate.experiment.verify;

import io.tidegate.serving.Batching;
import io.tidegate.serving.Batching.Policy;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random small load of one replica, with all that makes batches awkward.
 *
 * @param model the replica
 * @param arrivals 2 to 61 requests, in order of time; a request's handle is its place in the list
 */
public record RandomLoad(ReplicaModel model, List<Arrival> arrivals) {
    /**
     * A request, in the words of {@link Replica#arrive}.
     *
     * @param time seconds
     * @param priority its class
     * @param cached tokens of the prompt that need no computing
     * @param prefill tokens to compute
     * @param output tokens of the answer
     */
    public record Arrival(double time, int priority, int cached, int prefill, int output) {
        /** Tokens of the whole prompt. */
        public int prompt() {
            return cached + prefill;
        }

        /** Whether the prompt was computed elsewhere. */
        public boolean isHandedOver() {
            return prefill == 0;
        }
    }

    private static final double[] TOKENS_PER_STEP = {1, 1, 1.8, 2.5};

    /** Under either policy, with whatever a model can have; the same seed gives the same load. */
    public static RandomLoad random(long seed) {
        Random random = seeded(seed);
        Policy policy = random.nextBoolean() ? Policy.CHUNKED : Policy.PREFILL_FIRST;
        return random(random, policy, TOKENS_PER_STEP[random.nextInt(4)], random.nextBoolean(), random.nextInt(3) == 0);
    }

    /** Chunked, a token per step, one class, every prompt computed here. */
    public static RandomLoad plain(long seed) {
        return random(seeded(seed), Policy.CHUNKED, 1, false, false);
    }

    /** Spread out, as the first draws of small seeds are alike. */
    private static Random seeded(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    private static RandomLoad random(
            Random random, Policy policy, double tokensPerStep, boolean classes, boolean handOver) {
        int longest = random.nextBoolean() ? 40 : 1500;
        int budget = longest == 40 ? 1 + random.nextInt(64) : 50 + random.nextInt(2000);
        List<Arrival> arrivals = arrivals(random, longest, classes, handOver);
        int longestPrompt = arrivals.stream().mapToInt(Arrival::prompt).max().orElseThrow();
        if (policy == Policy.PREFILL_FIRST) {
            budget += longestPrompt;
        }
        int cap = random.nextInt(5) == 0 ? 1 : 1 + random.nextInt(64);
        int longestChunk = random.nextInt(3) == 0 ? 1 + random.nextInt(budget) : budget;
        double[] watts = {90 + random.nextInt(9), 200, 250, 275, 280};
        FittedRange range = random.nextInt(3) == 0
                ? FittedRange.EVERYWHERE
                : new FittedRange(
                        1 + random.nextInt(2 * longest),
                        1 + random.nextInt(8),
                        1 + random.nextInt(budget),
                        1 + random.nextInt(4));
        return new RandomLoad(
                new ReplicaModel(
                        new StepTime(law(random)),
                        new Batching(policy, cap, budget, longestChunk),
                        kv(random, arrivals),
                        tokensPerStep,
                        new StepPower(watts, 700, 80),
                        range),
                arrivals);
    }

    private static List<Arrival> arrivals(Random random, int longest, boolean classes, boolean handOver) {
        int n = 2 + random.nextInt(60);
        int answer = random.nextBoolean() ? 8 : 200;
        double meanGap = 0.01 * StrictMath.exp(random.nextDouble() * 5);
        List<Arrival> arrivals = new ArrayList<>();
        double t = random.nextBoolean() ? 0 : 1e5 * random.nextDouble();
        for (int i = 0; i < n; i++) {
            boolean burst = random.nextInt(3) == 0;
            t += burst ? 0 : -meanGap * StrictMath.log(1 - random.nextDouble());
            int priority = classes ? random.nextInt(Replica.PRIORITIES) : 0;
            int cached = random.nextBoolean() ? 0 : random.nextInt(longest);
            int output = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(answer);
            if (handOver && random.nextInt(4) == 0) {
                arrivals.add(new Arrival(t, priority, 1 + cached, 0, 1 + output));
            } else {
                arrivals.add(new Arrival(t, priority, cached, 1 + random.nextInt(longest), output));
            }
        }
        return arrivals;
    }

    /** Blocks of all sizes, often hardly enough for the largest request. */
    private static KvCache kv(Random random, List<Arrival> arrivals) {
        int blockTokens = random.nextInt(3) == 0 ? 16 : 1 + random.nextInt(32);
        long needed = 0;
        for (Arrival a : arrivals) {
            int most = a.prompt() + a.output() - 1;
            needed = Math.max(needed, (most + blockTokens - 1) / blockTokens);
        }
        double size = 1 + 3 * random.nextDouble() * random.nextDouble();
        long blocks = random.nextInt(3) == 0 ? 1_000_000 : 1 + (long) (needed * size);
        double share = new double[] {0, KvCache.WATERMARK_SHARE, 0.2 * random.nextDouble()}[random.nextInt(3)];
        return new KvCache(blocks, blockTokens, Math.min((long) (share * blocks), blocks - needed));
    }

    /** A law whose terms are often zero, of steps from some ms to some tens of ms. */
    private static StepLaw law(Random random) {
        double c0 = term(random, 0.02);
        double w = term(random, 0.02);
        double cB = c0 + w == 0 ? 1e-3 : term(random, 1e-3);
        double cP = c0 + w == 0 ? 1e-4 : term(random, 1e-4);
        return new StepLaw(
                c0,
                cB,
                term(random, 1e-5),
                cP,
                term(random, 1e-7),
                term(random, 1e-3),
                w,
                1 + 400 * random.nextDouble(),
                0.5 + random.nextDouble(),
                0.5 + random.nextDouble());
    }

    private static double term(Random random, double scale) {
        return random.nextInt(3) == 0 ? 0 : scale * (0.1 + random.nextDouble());
    }
}
