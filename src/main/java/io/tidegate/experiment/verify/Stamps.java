package io.tidegate.experiment.verify;

import io.tidegate.serving.ReplicaListener;
import java.util.Arrays;

/** When the requests 0 to n - 1 began, had their first token and their last, in seconds; NaN before they did. */
final class Stamps implements ReplicaListener {
    final double[] started;
    final double[] first;
    final double[] completed;
    final int[] restarts;

    Stamps(int n) {
        started = new double[n];
        first = new double[n];
        completed = new double[n];
        restarts = new int[n];
        Arrays.fill(started, Double.NaN);
        Arrays.fill(first, Double.NaN);
        Arrays.fill(completed, Double.NaN);
    }

    @Override
    public void started(int request, double t) {
        started[request] = t;
    }

    @Override
    public void firstToken(int request, double t) {
        first[request] = t;
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
