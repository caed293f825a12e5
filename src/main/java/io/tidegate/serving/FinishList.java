package io.tidegate.serving;

import java.util.Arrays;

/**
 * Slots of decoding requests by the step that finishes them, and among equals as they were added: a sorted array of longs, the
 * first to finish at its end. For batches of tens to hundreds moving half of it costs less than the branches of a heap.
 */
abstract sealed class FinishList extends WaitingRoom permits Running {
    /** Bits of a slot, below the step; they leave 39 bits for steps: years, even if each takes a millisecond. */
    private static final int SLOT_BITS = 24;

    private long[] finishes = new long[16];
    private int decoding;

    FinishList(int head) {
        super(head);
    }

    /** Decoding requests. */
    int decoding() {
        return decoding;
    }

    /** The earliest finishing step; something must be decoding. */
    long firstFinish() {
        return finishes[decoding - 1] >>> SLOT_BITS;
    }

    void addFinish(long step, int slot) {
        if (decoding == finishes.length) {
            finishes = Arrays.copyOf(finishes, 2 * decoding);
        }
        // Those that finish later come before it, equals behind it, as they were added earlier.
        long later = (step + 1) << SLOT_BITS;
        int place = 0;
        for (int rest = decoding; rest > 0; ) {
            int half = (rest + 1) >> 1;
            place = finishes[place + half - 1] >= later ? place + half : place;
            rest -= half;
        }
        System.arraycopy(finishes, place, finishes, place + 1, decoding++ - place);
        finishes[place] = (step << SLOT_BITS) | slot;
    }

    /** The slot at a place, 0 to {@link #decoding} - 1, the last to finish first. */
    int finishSlot(int place) {
        return (int) finishes[place] & (SLOTS - 1);
    }

    /** The step that finishes the slot at a place. */
    long finishStep(int place) {
        return finishes[place] >>> SLOT_BITS;
    }

    /** The place of a slot, which must be there. */
    int finishPlace(int slot) {
        int place = 0;
        while (finishSlot(place) != slot) {
            place++;
        }
        return place;
    }

    /** Takes out the slot at a place. */
    void removeFinish(int place) {
        System.arraycopy(finishes, place + 1, finishes, place, --decoding - place);
    }

    /** Takes out the slot that finishes first. */
    int removeFirstFinish() {
        return (int) finishes[--decoding] & (SLOTS - 1);
    }

    /** Reads the list, a line of memory at a time; the figure means nothing. */
    final long touchFinishes() {
        long figures = 0;
        for (int i = 0; i < decoding; i += 8) {
            figures += finishes[i];
        }
        return figures;
    }

    /** Reads the slot that finishes first; the figure means nothing. */
    final long touchFirstFinish() {
        return touchSlot((int) finishes[Math.max(0, decoding - 1)] & (SLOTS - 1));
    }
}
