package io.tidegate.experiment.verify;

import io.tidegate.experiment.verify.RandomLoad.Arrival;
import io.tidegate.random.Hash;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaMeter;
import java.util.List;
import java.util.Random;

/** The kernel that leaps and its twin that takes every step, on random loads. */
final class TwinCheck implements Check<TwinCheck.Compared> {
    private static final int LOADS_A_TASK = 25;
    /** Seconds by which two sums of the same step times may differ, on clocks of up to 1e5 s and more. */
    private static final double TOLERANCE = 1e-6;

    private static final double METER_TOLERANCE = 1e-9;

    private final int loads;
    private final long key;
    private final ReplicaMaker leaps;
    private final ReplicaMaker twins;

    /**
     * Some loads that follow from a key.
     *
     * @param leaps what makes the kernel that leaps
     * @param twins what makes its twin
     */
    TwinCheck(int loads, long key, ReplicaMaker leaps, ReplicaMaker twins) {
        this.loads = loads;
        this.key = key;
        this.leaps = leaps;
        this.twins = twins;
    }

    /**
     * What comparing some loads gave.
     *
     * @param requests how many there were
     * @param otherwise those of which the two told different things: not the same stamps, not as many restarts, or
     *     not the same tokens when it was cancelled
     * @param difference the greatest of two times of the same event, in seconds
     * @param meters the greatest of two meters' seconds or joules, as a share
     * @param leapSteps steps of the kernel that leaps
     * @param twinSteps steps of the twin
     * @param restarts of the twin
     */
    record Compared(
            long requests,
            long otherwise,
            double difference,
            double meters,
            long leapSteps,
            long twinSteps,
            long restarts)
            implements Answer {
        private static final Compared NOTHING = new Compared(0, 0, 0, 0, 0, 0, 0);

        private Compared plus(Compared other) {
            return new Compared(
                    requests + other.requests,
                    otherwise + other.otherwise,
                    Math.max(difference, other.difference),
                    Math.max(meters, other.meters),
                    leapSteps + other.leapSteps,
                    twinSteps + other.twinSteps,
                    restarts + other.restarts);
        }
    }

    @Override
    public int tasks() {
        return (loads + LOADS_A_TASK - 1) / LOADS_A_TASK;
    }

    @Override
    public Compared run(int task) {
        Compared sum = Compared.NOTHING;
        for (int i = task * LOADS_A_TASK; i < Math.min(loads, (task + 1) * LOADS_A_TASK); i++) {
            sum = sum.plus(compare(Hash.combine(key, i)));
        }
        return sum;
    }

    /** Serves one load on both, which are looked at, and slowed down or not, at the same random times, at some of which one is cancelled. */
    private Compared compare(long seed) {
        RandomLoad load = RandomLoad.random(seed);
        List<Arrival> arrivals = load.arrivals();
        int n = arrivals.size();
        Stamps leapt = new Stamps(n);
        Stamps stepped = new Stamps(n);
        Replica leap = leaps.make(load.model(), leapt);
        Replica twin = twins.make(load.model(), stepped);
        Random random = new Random(~seed);
        int[] leapTickets = new int[n];
        int[] twinTickets = new int[n];
        long otherwise = 0;
        double now = arrivals.get(0).time();
        for (int i = 0; i < n; i++) {
            Arrival a = arrivals.get(i);
            while (random.nextInt(3) > 0) {
                now += (a.time() - now) * random.nextDouble();
                double compute = random.nextInt(5) > 0 ? 1 : 1 + random.nextDouble();
                double memory = random.nextInt(5) > 0 ? 1 : 1 + random.nextDouble();
                for (Replica replica : List.of(leap, twin)) {
                    replica.advanceTo(now);
                    replica.setStretch(compute, memory);
                }
                if (i > 0 && random.nextInt(4) == 0) {
                    int request = random.nextInt(i);
                    int had = leap.cancel(now, request, leapTickets[request]);
                    otherwise += had == twin.cancel(now, request, twinTickets[request]) ? 0 : 1;
                }
            }
            now = a.time();
            leapTickets[i] = leap.arrive(a.time(), i, a.priority(), a.cached(), a.prefill(), a.output());
            twinTickets[i] = twin.arrive(a.time(), i, a.priority(), a.cached(), a.prefill(), a.output());
        }
        leap.advanceTo(Double.POSITIVE_INFINITY);
        twin.advanceTo(Double.POSITIVE_INFINITY);
        return compared(leapt, stepped, leap.meter(), twin.meter(), otherwise);
    }

    private static Compared compared(
            Stamps leapt, Stamps stepped, ReplicaMeter leap, ReplicaMeter twin, long cancelledOtherwise) {
        int n = leapt.started.length;
        long otherwise = cancelledOtherwise;
        double difference = 0;
        for (int i = 0; i < n; i++) {
            double started = apart(leapt.started[i], stepped.started[i]);
            double first = apart(leapt.first[i], stepped.first[i]);
            double completed = apart(leapt.completed[i], stepped.completed[i]);
            double most = Math.max(started, Math.max(first, completed));
            if (most == Double.POSITIVE_INFINITY || leapt.restarts[i] != stepped.restarts[i]) {
                otherwise++;
            }
            difference = Math.max(difference, most);
        }
        double meters = Math.max(
                share(leap.busySeconds(), twin.busySeconds()),
                Math.max(
                        Math.max(
                                share(leap.workSeconds(), twin.workSeconds()),
                                share(leap.batchSeconds(), twin.batchSeconds())),
                        share(leap.joules(), twin.joules())));
        return new Compared(n, otherwise, difference, meters, leap.steps(), twin.steps(), twin.restarts());
    }

    /** Seconds between two times; none where neither is known, infinite where one is. */
    private static double apart(double a, double b) {
        if (Double.isNaN(a) && Double.isNaN(b)) {
            return 0;
        }
        double apart = Math.abs(a - b);
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
    }

    private static double share(double a, double b) {
        return Math.abs(a - b) / (1 + b);
    }

    @Override
    public int drawnRows() {
        return 0;
    }

    @Override
    public VerifyTable table(List<Compared> answers, double falseAlarm) {
        Compared all = answers.stream().reduce(Compared.NOTHING, Compared::plus);
        String setting = loads + " loads, " + all.requests + " requests, " + all.restarts + " restarts";
        return new VerifyTable(
                "Leap against twin",
                "Random loads of one replica under every policy, with short KV caches, priorities, speculative decoding and"
                        + " prompts computed elsewhere; looked at and slowed down, and requests cancelled, at random times. Times are those of the first step,"
                        + " the first token and the last.",
                List.of(
                        VerifyRow.exact("greatest difference of a time, s", setting, 0, all.difference, TOLERANCE),
                        VerifyRow.counted("requests told otherwise", setting, 0, all.otherwise),
                        VerifyRow.counted("steps", setting, all.twinSteps, all.leapSteps),
                        VerifyRow.exact(
                                "greatest difference of a meter, of 1", setting, 0, all.meters, METER_TOLERANCE)));
    }
}
