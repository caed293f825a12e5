package io.tidegate.serving;

import java.util.Arrays;

/**
 * Slots of decoding requests by the step that finishes them, and among equals as they were added: a sorted array of longs, the
 * first to finish at its end. For batches of tens to hundreds moving half of it costs less than the branches of a heap.
 */
final class FinishList {
    /** Bits of a slot, below the step; they leave 39 bits for steps: years, even if each takes a millisecond. */
    private static final int SLOT_BITS = 24;

    static final int SLOTS = 1 << SLOT_BITS;

    private long[] keys = new long[16];
    private int size;

    int size() {
        return size;
    }

    /** The earliest finishing step; the list must not be empty. */
    long firstStep() {
        return keys[size - 1] >>> SLOT_BITS;
    }

    void add(long step, int slot) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        // Those that finish later come before it, equals behind it, as they were added earlier.
        long later = (step + 1) << SLOT_BITS;
        int place = 0;
        for (int rest = size; rest > 0; ) {
            int half = (rest + 1) >> 1;
            place = keys[place + half - 1] >= later ? place + half : place;
            rest -= half;
        }
        System.arraycopy(keys, place, keys, place + 1, size++ - place);
        keys[place] = (step << SLOT_BITS) | slot;
    }

    /** The slot at a place, 0 to size - 1, the last to finish first. */
    int slot(int place) {
        return (int) keys[place] & (SLOTS - 1);
    }

    /** The step that finishes the slot at a place. */
    long step(int place) {
        return keys[place] >>> SLOT_BITS;
    }

    /** The place of a slot, which must be there. */
    int placeOf(int slot) {
        int place = 0;
        while (slot(place) != slot) {
            place++;
        }
        return place;
    }

    /** Takes out the slot at a place. */
    void removeAt(int place) {
        System.arraycopy(keys, place + 1, keys, place, --size - place);
    }

    /** Reads the ends of the list; the figure means nothing. */
    long touch() {
        return keys[0] + keys[size >> 1] + keys[Math.max(0, size - 1)];
    }

    /** Takes out the slot that finishes first. */
    int removeFirst() {
        return (int) keys[--size] & (SLOTS - 1);
    }
}
