package io.tidegate.fleet;

import java.util.Arrays;

/** What is to happen to requests inside the service, in order of time, then by request: a binary heap. */
final class Moves {
    private double[] times = new double[64];
    private int[] requests = new int[64];
    private int size;

    /** When the next one is due, seconds; infinity if there is none. */
    double next() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[0];
    }

    /** Adds a request that is due at {@code t}. */
    void add(double t, int request) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            requests = Arrays.copyOf(requests, size * 2);
        }
        raise(size++, t, request);
    }

    private void raise(int from, double t, int request) {
        int i = from;
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
        lower(0, times[size], requests[size]);
        return first;
    }

    /** Takes out a request, which must be there: as many looks as there are requests. */
    void remove(int request) {
        int i = 0;
        while (requests[i] != request) {
            i++;
        }
        size--;
        if (i == size) {
            return;
        }
        if (i > 0 && isBefore(times[size], requests[size], (i - 1) / 2)) {
            raise(i, times[size], requests[size]);
        } else {
            lower(i, times[size], requests[size]);
        }
    }

    private void lower(int from, double t, int request) {
        int i = from;
        int child = firstChild(i);
        while (child < size && !isBefore(t, request, child)) {
            put(i, times[child], requests[child]);
            i = child;
            child = firstChild(i);
        }
        put(i, t, request);
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
