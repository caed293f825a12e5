package io.tidegate.fleet;

import java.util.Arrays;

/** Requests on their way inside the service, in order of the time at which they reach a replica, then by request: a binary heap. */
final class Moves {
    private double[] times = new double[64];
    private int[] requests = new int[64];
    private int size;

    /** When the next one arrives, seconds; infinity if none is on its way. */
    double next() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[0];
    }

    /** Adds a request that is not on its way yet, and arrives at {@code t}. */
    void add(double t, int request) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            requests = Arrays.copyOf(requests, size * 2);
        }
        int i = size++;
        while (i > 0 && isBefore(t, request, (i - 1) / 2)) {
            put(i, times[(i - 1) / 2], requests[(i - 1) / 2]);
            i = (i - 1) / 2;
        }
        put(i, t, request);
    }

    /** Takes the next one; there must be one. */
    int take() {
        int first = requests[0];
        size--;
        double t = times[size];
        int request = requests[size];
        int i = 0;
        int child = firstChild(0);
        while (child < size && !isBefore(t, request, child)) {
            put(i, times[child], requests[child]);
            i = child;
            child = firstChild(i);
        }
        put(i, t, request);
        return first;
    }

    private int firstChild(int i) {
        int left = 2 * i + 1;
        return left + 1 < size && isBefore(times[left + 1], requests[left + 1], left) ? left + 1 : left;
    }

    private boolean isBefore(double t, int request, int i) {
        return t < times[i] || (t == times[i] && request < requests[i]);
    }

    private void put(int i, double t, int request) {
        times[i] = t;
        requests[i] = request;
    }
}
