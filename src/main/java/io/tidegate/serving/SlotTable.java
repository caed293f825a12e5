package io.tidegate.serving;

import java.util.Arrays;

/** The active requests of a replica: four ints each, a quarter of a cache line; free slots are linked. */
final class SlotTable {
    private static final int NONE = -1;
    private static final int REQUEST = 0;
    private static final int KV = 1;
    private static final int OUTPUT = 2;
    /** Prompt tokens left to compute. */
    private static final int LEFT = 3;

    private int[] cells = new int[4 * 16];
    private int used;
    /** First free slot below {@code used}; the request of a free slot is the next one. */
    private int free = NONE;

    int add(int request, int kv, int output, int left) {
        int slot = free;
        if (slot != NONE) {
            free = cells[4 * slot + REQUEST];
        } else {
            slot = used++;
            if (4 * slot == cells.length) {
                if (used > FinishList.SLOTS) {
                    throw new IllegalStateException("a replica holds at most " + FinishList.SLOTS + " requests");
                }
                cells = Arrays.copyOf(cells, 8 * slot);
            }
        }
        int at = 4 * slot;
        cells[at + REQUEST] = request;
        cells[at + KV] = kv;
        cells[at + OUTPUT] = output;
        cells[at + LEFT] = left;
        return slot;
    }

    void remove(int slot) {
        cells[4 * slot + REQUEST] = free;
        free = slot;
    }

    int request(int slot) {
        return cells[4 * slot + REQUEST];
    }

    /** Tokens of prompt and answer. */
    int kv(int slot) {
        return cells[4 * slot + KV];
    }

    int output(int slot) {
        return cells[4 * slot + OUTPUT];
    }

    int prompt(int slot) {
        return kv(slot) - output(slot);
    }

    int left(int slot) {
        return cells[4 * slot + LEFT];
    }

    void setLeft(int slot, int left) {
        cells[4 * slot + LEFT] = left;
    }
}
