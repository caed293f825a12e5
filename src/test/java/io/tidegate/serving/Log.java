package io.tidegate.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a replica told, in order. */
final class Log implements ReplicaListener {
    /** Something told of a request. */
    record Entry(String what, int request, double time) {
        /** Milliseconds with two decimals. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f %s %d", 1e3 * time, what, request);
        }
    }

    static final String STARTED = "started";
    static final String FIRST = "first";
    static final String RESTARTED = "restarted";
    static final String COMPLETED = "completed";

    final List<Entry> entries = new ArrayList<>();

    @Override
    public void started(int request, double t) {
        entries.add(new Entry(STARTED, request, t));
    }

    @Override
    public void firstToken(int request, double t) {
        entries.add(new Entry(FIRST, request, t));
    }

    @Override
    public void restarted(int request, double t) {
        entries.add(new Entry(RESTARTED, request, t));
    }

    @Override
    public void completed(int request, double t) {
        entries.add(new Entry(COMPLETED, request, t));
    }

    /** The times at which something was told of the requests 0 to n - 1; NaN where it was not. */
    double[] times(String what, int n) {
        double[] times = new double[n];
        Arrays.fill(times, Double.NaN);
        for (Entry entry : entries) {
            if (entry.what.equals(what)) {
                times[entry.request] = entry.time;
            }
        }
        return times;
    }

    /** How often something was told of the requests 0 to n - 1. */
    int[] counts(String what, int n) {
        int[] counts = new int[n];
        for (Entry entry : entries) {
            if (entry.what.equals(what)) {
                counts[entry.request]++;
            }
        }
        return counts;
    }
}
