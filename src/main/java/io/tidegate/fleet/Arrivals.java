package io.tidegate.fleet;

import java.util.Arrays;

/** The arrivals of one slice, sorted by time and then by slot. */
final class Arrivals {
    private double[] time = new double[64];
    private int[] slot = new int[64];
    private int[] ordinal = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    /** Adds an arrival; insertion keeps the order, which is cheap as a slice holds a few. */
    void add(double t, int itsSlot, int itsOrdinal) {
        if (size == time.length) {
            time = Arrays.copyOf(time, size * 2);
            slot = Arrays.copyOf(slot, size * 2);
            ordinal = Arrays.copyOf(ordinal, size * 2);
        }
        int i = size++;
        while (i > 0 && (time[i - 1] > t || (time[i - 1] == t && slot[i - 1] > itsSlot))) {
            time[i] = time[i - 1];
            slot[i] = slot[i - 1];
            ordinal[i] = ordinal[i - 1];
            i--;
        }
        time[i] = t;
        slot[i] = itsSlot;
        ordinal[i] = itsOrdinal;
    }

    int size() {
        return size;
    }

    double time(int i) {
        return time[i];
    }

    int slot(int i) {
        return slot[i];
    }

    /** Which request of a stream this is; 0 for sessions. */
    int ordinal(int i) {
        return ordinal[i];
    }
}
