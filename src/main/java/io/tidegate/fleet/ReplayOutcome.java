package io.tidegate.fleet;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.ReplicaMeter;
import java.util.Arrays;
import java.util.List;

/** What became of each request of a trace, by id, and what the replicas did. */
public final class ReplayOutcome {
    /** What became of a request. */
    public enum Fate {
        SERVED,
        /** It could never fit a replica. */
        TOO_LARGE,
        /** It has no prompt or asks for no answer. */
        NO_TOKENS
    }

    private final double[] firstToken;
    private final double[] completed;
    private final int[] restarts;
    private final Fate[] fates;
    private final Listener listener = new Listener();
    private long steps;
    private long leaps;
    private long beyondContext;
    private long beyondSize;
    private long unbalanced;
    private long outside;
    private double busySeconds;

    ReplayOutcome(int requests) {
        firstToken = new double[requests];
        completed = new double[requests];
        restarts = new int[requests];
        fates = new Fate[requests];
        Arrays.fill(firstToken, Double.NaN);
        Arrays.fill(completed, Double.NaN);
        Arrays.fill(fates, Fate.SERVED);
    }

    /** Writes down what replicas tell. */
    private final class Listener implements ReplicaListener {
        @Override
        public void started(int request, double t) {}

        @Override
        public void firstToken(int request, double t) {
            firstToken[request] = t;
        }

        @Override
        public void restarted(int request, double t) {
            restarts[request]++;
        }

        @Override
        public void completed(int request, double t) {
            completed[request] = t;
        }
    }

    ReplicaListener listener() {
        return listener;
    }

    void refuse(int request, Fate fate) {
        fates[request] = fate;
    }

    /** Adds what the replicas of a pool did. */
    void count(List<Replica> replicas) {
        for (Replica replica : replicas) {
            ReplicaMeter meter = replica.meter();
            steps += meter.steps();
            leaps += meter.leaps();
            beyondContext += meter.beyondContext();
            beyondSize += meter.beyondSize();
            unbalanced += meter.unbalanced();
            outside += meter.outside();
            busySeconds += meter.busySeconds();
        }
    }

    /** Requests, refused ones included. */
    public int size() {
        return fates.length;
    }

    /** What became of a request. */
    public Fate fate(int request) {
        return fates[request];
    }

    /** When a request's prompt was computed, in seconds from the start of the trace; NaN if it was refused. */
    public double firstTokenAt(int request) {
        return firstToken[request];
    }

    /** When a request's last token came, in seconds from the start of the trace; NaN if it was refused. */
    public double completedAt(int request) {
        return completed[request];
    }

    /** Times that a request lost its place and began again. */
    public int restarts(int request) {
        return restarts[request];
    }

    /** Steps of all replicas. */
    public long steps() {
        return steps;
    }

    /** Advances of all replicas: a leap over many equal steps counts once. */
    public long leaps() {
        return leaps;
    }

    /** Steps beyond the contexts to which the step law was fitted. */
    public long beyondContext() {
        return beyondContext;
    }

    /** Steps beyond the batches or prefill tokens to which the step law was fitted. */
    public long beyondSize() {
        return beyondSize;
    }

    /** Steps with too few requests for the ranks over which the step law takes them to be balanced. */
    public long unbalanced() {
        return unbalanced;
    }

    /** Steps outside the fitted range in any of these ways. */
    public long outside() {
        return outside;
    }

    /** Seconds in which a step ran, summed over replicas. */
    public double busySeconds() {
        return busySeconds;
    }
}
