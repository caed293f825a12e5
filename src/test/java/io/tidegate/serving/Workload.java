package io.tidegate.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random small load of one replica, with all that makes batches awkward. */
record Workload(ReplicaModel model, List<Arrival> arrivals) {
    /** A request; its handle is its place in the list. */
    record Arrival(double time, int cached, int prefill, int output) {
        int kv() {
            return cached + prefill + output;
        }
    }

    static Workload random(long seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(60);
        int longest = random.nextBoolean() ? 40 : 3000;
        int budget = longest == 40 ? 1 + random.nextInt(64) : 50 + random.nextInt(4000);
        int answer = random.nextBoolean() ? 8 : 200;
        double meanGap = 0.02 * StrictMath.exp(random.nextDouble() * 5);
        List<Arrival> arrivals = new ArrayList<>();
        double t = random.nextBoolean() ? 0 : 1e5 * random.nextDouble();
        int largest = 0;
        for (int i = 0; i < n; i++) {
            boolean burst = random.nextInt(3) == 0;
            t += burst ? 0 : -meanGap * StrictMath.log(1 - random.nextDouble());
            int cached = random.nextBoolean() ? 0 : random.nextInt(longest);
            int output = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(answer);
            Arrival arrival = new Arrival(t, cached, 1 + random.nextInt(longest), output);
            arrivals.add(arrival);
            largest = Math.max(largest, arrival.kv());
        }
        long kv = random.nextBoolean() ? 1_000_000 : (long) (largest * (1 + 4 * random.nextDouble()));
        int cap = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(64);
        double[] watts = {90 + random.nextInt(9), 200, 250, 275, 280};
        return new Workload(
                Models.chunked(new StepTime(law(random)), budget, cap, kv, new StepPower(watts, 700, 80)), arrivals);
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
