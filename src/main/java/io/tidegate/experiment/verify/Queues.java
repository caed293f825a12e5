package io.tidegate.experiment.verify;

import io.tidegate.experiment.verify.ServedQueue.Statistic;
import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/**
 * The queues that a replica can be made to be. With steps of one length, a replica that takes {@code c} requests at a time is c
 * servers with one queue, and a request of n tokens is served in n steps. With steps that are as long as there are requests in
 * them, and room for all, it is processor sharing.
 *
 * <p>Answers of geometric length make service times exponential but for the length of a step. Where they are a million tokens
 * long on average, a step is a millionth of the service time. A request that finds others joins at the end of the step under way, and
 * so less than one step late; that moves later ones by less than a step too, as starts are monotone in arrivals. The service time's
 * variance is less than the exponential's by a millionth part, and so is the wait.
 */
final class Queues {
    /** Tokens of a long answer, and one over the seconds of its steps. */
    private static final double FINE = 1e6;

    private static final double STEP = 1 / FINE;

    /** Tokens of a short answer. */
    private static final double COARSE = 10;

    private static final int SERVERS = 4;
    private static final int EVERYBODY = 1 << 14;
    private static final double PATIENCE = 1;

    private static final DoubleToIntFunction LONG = geometric(FINE);

    private Queues() {}

    /** All of them, on replicas of a kind. */
    static List<Queue> all(ReplicaMaker replicas) {
        return List.of(
                erlangDelay(1, replicas),
                erlangDelay(SERVERS, replicas),
                erlangA(replicas),
                poissonServed("M/D/1", 1, u -> 1, 1, replicas),
                poissonServed("M/G/1, geometric", COARSE, geometric(COARSE), (2 - 1 / COARSE), replicas),
                // Half a service time, and five and a half: mean square 0.9/4 + 0.1·30.25.
                poissonServed("M/G/1, two lengths", COARSE, u -> u < 0.9 ? 5 : 55, 3.25, replicas),
                shared("M/G/1 shared, equal", u -> (int) FINE, 1, replicas),
                shared("M/G/1 shared, two lengths", u -> (int) (u < 0.9 ? FINE / 2 : 5.5 * FINE), 3.25, replicas));
    }

    /** A replica that serves one request after the other, and a token in 1 s. */
    static ReplicaModel oneStepEach() {
        return model(alike(1), 1);
    }

    /** M/M/c: what Erlang's delay formula says of the mean wait, and of the waits that outlast an exponential patience. */
    private static Queue erlangDelay(int servers, ReplicaMaker replicas) {
        Figure wait = new Figure(
                "mean wait, s",
                load -> ClosedForms.waitOfMMc(servers, servers * load),
                load -> STEP * (1 + ClosedForms.waitOfMMc(servers, servers * load)));
        Figure impatient = new Figure(
                "share that outwaits its patience",
                load -> ClosedForms.longerThanPatience(servers, servers * load, PATIENCE),
                load -> 2 * STEP);
        return new ServedQueue(
                "M/M/" + servers,
                List.of(wait, impatient),
                List.of(Statistic.WAIT, Statistic.OUTLASTS_PATIENCE),
                model(alike(STEP), servers),
                servers,
                PATIENCE,
                LONG,
                2,
                replicas);
    }

    private static Queue erlangA(ReplicaMaker replicas) {
        Figure left = new Figure(
                "share that leaves", load -> ClosedForms.erlangA(SERVERS, SERVERS * load, PATIENCE), load -> 2 * STEP);
        Figure queued = new Figure(
                "mean time in queue, s",
                load -> PATIENCE * ClosedForms.erlangA(SERVERS, SERVERS * load, PATIENCE),
                load -> 2 * STEP);
        return new AbandonedQueue(
                "Erlang A (M/M/" + SERVERS + "+M)",
                List.of(left, queued),
                model(alike(STEP), SERVERS),
                SERVERS,
                PATIENCE,
                LONG,
                replicas);
    }

    /** M/G/1 in steps of a tenth of a service time or of a whole one: Pollaczek and Khinchine's formula holds exactly. */
    private static Queue poissonServed(
            String name, double tokens, DoubleToIntFunction lengths, double square, ReplicaMaker replicas) {
        return new ServedQueue(
                name,
                List.of(Figure.exact("mean wait, s", load -> ClosedForms.pollaczekKhinchine(load, 1, square))),
                List.of(Statistic.WAIT),
                model(alike(1 / tokens), 1),
                1,
                PATIENCE,
                lengths,
                square,
                replicas);
    }

    /** Processor sharing; a request joins late by part of a step, which is as long as there are requests. */
    private static Queue shared(String name, DoubleToIntFunction lengths, double square, ReplicaMaker replicas) {
        Figure sojourn = new Figure(
                "mean sojourn, s",
                load -> ClosedForms.processorSharing(load, 1),
                load -> 2 * STEP / ((1 - load) * (1 - load)));
        return new ServedQueue(
                name,
                List.of(sojourn),
                List.of(Statistic.SOJOURN),
                model(new StepLaw(0, STEP, 0, STEP, 0, 0, 0, 1, 1, 1), EVERYBODY),
                1,
                PATIENCE,
                lengths,
                square,
                replicas);
    }

    /** The same time for every step. */
    private static StepLaw alike(double seconds) {
        return new StepLaw(seconds, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    }

    private static ReplicaModel model(StepLaw law, int batch) {
        return new ReplicaModel(
                new StepTime(law),
                Batching.chunked(batch, 2 * EVERYBODY),
                new KvCache(1L << 50, 1, 0),
                1,
                StepPower.NONE,
                FittedRange.EVERYWHERE);
    }

    /** Whole numbers from 1 up, of a mean, without memory. */
    private static DoubleToIntFunction geometric(double mean) {
        double log = StrictMath.log1p(-1 / mean);
        return u -> 1 + (int) (StrictMath.log(u) / log);
    }
}
