package io.tidegate.serving;

import java.util.Arrays;

/** Slots of decoding requests by the step that finishes them: a 4-ary heap of longs, step above and slot below. */
final class FinishHeap {
    /** Bits of a slot; leaves 39 bits for steps, a century of the shortest. */
    private static final int SLOT_BITS = 24;

    static final int SLOTS = 1 << SLOT_BITS;

    private long[] keys = new long[16];
    private int size;

    int size() {
        return size;
    }

    /** The earliest finishing step; the heap must not be empty. */
    long firstStep() {
        return keys[0] >>> SLOT_BITS;
    }

    void add(long step, int slot) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        long key = step << SLOT_BITS | slot;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >> 2;
            if (keys[parent] <= key) {
                break;
            }
            keys[hole] = keys[parent];
            hole = parent;
        }
        keys[hole] = key;
    }

    /** Takes out the slot that finishes first; among equal steps the lowest slot. */
    int removeFirst() {
        long[] k = keys;
        int slot = (int) k[0] & (SLOTS - 1);
        int n = --size;
        long key = k[n];
        int hole = 0;
        for (int child = 1; child < n; child = 4 * hole + 1) {
            int least = child;
            int end = Math.min(child + 4, n);
            for (int i = child + 1; i < end; i++) {
                if (k[i] < k[least]) {
                    least = i;
                }
            }
            if (k[least] >= key) {
                break;
            }
            k[hole] = k[least];
            hole = least;
        }
        k[hole] = key;
        return slot;
    }
}
