package io.tidegate.limits;

import java.util.Arrays;

/**
 * Charges in order of time for any number of sliding windows, in one pool: a list takes room for what it holds, and one without
 * charges takes none. A list is known by its last entry, after which comes its first.
 */
final class SlidingLog {
    /** A list without entries. */
    static final int EMPTY = -1;

    private double[] time = new double[0];
    private double[] credits = new double[0];
    private int[] next = new int[0];
    private int free = EMPTY;
    private double dropped;

    /**
     * Adds a charge. One that is dated before the last counts as made at its time; one in the same span of
     * {@code resolution} seconds joins it, and both count from then on as made at the later time.
     *
     * @return the list
     */
    int add(int list, double t, double amount, double resolution) {
        if (list == EMPTY) {
            int only = allocate(t, amount);
            next[only] = only;
            return only;
        }
        double at = Math.max(t, time[list]);
        if (Math.floor(at / resolution) == Math.floor(time[list] / resolution)) {
            time[list] = at;
            credits[list] += amount;
            return list;
        }
        int last = allocate(at, amount);
        next[last] = next[list];
        next[list] = last;
        return last;
    }

    /**
     * Drops the entries that are over at {@code t}: those made before {@code reset}, or {@code seconds} ago or more.
     *
     * @return the list; {@link #dropped} is how much it lost
     */
    int drop(int list, double t, double seconds, double reset) {
        dropped = 0;
        while (list != EMPTY) {
            int first = next[list];
            if (end(first, seconds, reset) > t) {
                return list;
            }
            dropped += credits[first];
            next[list] = next[first];
            next[first] = free;
            free = first;
            if (first == list) {
                return EMPTY;
            }
        }
        return list;
    }

    /** Credits of the entries that were dropped last. */
    double dropped() {
        return dropped;
    }

    /**
     * When enough entries are over for less than {@code budget} to be left; negative infinity if they are over before
     * {@code reset}.
     *
     * @param used credits of all entries
     */
    double below(int list, double used, double budget, double seconds, double reset) {
        double left = used;
        int entry = list;
        do {
            entry = next[entry];
            left -= credits[entry];
        } while (entry != list && left >= budget);
        return end(entry, seconds, reset);
    }

    private double end(int entry, double seconds, double reset) {
        return time[entry] < reset ? Double.NEGATIVE_INFINITY : time[entry] + seconds;
    }

    private int allocate(double t, double amount) {
        if (free == EMPTY) {
            int size = time.length;
            int larger = Math.max(64, size + (size >> 1));
            time = Arrays.copyOf(time, larger);
            credits = Arrays.copyOf(credits, larger);
            next = Arrays.copyOf(next, larger);
            for (int i = larger - 1; i >= size; i--) {
                next[i] = free;
                free = i;
            }
        }
        int entry = free;
        free = next[entry];
        time[entry] = t;
        credits[entry] = amount;
        return entry;
    }

    /** Takes over every list of another log. */
    void copyFrom(SlidingLog other) {
        time = other.time.clone();
        credits = other.credits.clone();
        next = other.next.clone();
        free = other.free;
    }
}
