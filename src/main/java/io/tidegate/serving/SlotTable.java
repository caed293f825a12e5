package io.tidegate.serving;

import java.util.Arrays;

/** The active requests of a replica: eight ints each, half a cache line; free slots are linked. */
final class SlotTable {
    private static final int NONE = -1;
    private static final int STRIDE = 8;
    private static final int REQUEST = 0;
    private static final int PROMPT = 1;
    private static final int OUTPUT = 2;
    private static final int LEFT = 3;
    private static final int ORDER = 4;
    private static final int PLACE = 5;
    private static final int STATE = 6;
    private static final int NEXT = 7;

    /** Low bits of the state: class of priority. */
    private static final int PRIORITY = 0xff;

    private static final int STARTED = 0x100;
    private static final int ANSWERING = 0x200;
    private static final int RESTARTED = 0x400;
    /** The prompt came with the request, and so did the first token. */
    private static final int HANDED = 0x800;

    private int[] cells = new int[STRIDE * 8];
    private int used;
    private int arrivals;
    /** First free slot below {@code used}; the request of a free slot is the next one. */
    private int free = NONE;

    /** A slot for a request; {@code left} of its prompt is to be computed. */
    int add(int request, int priority, int prompt, int output, int left) {
        int slot = free;
        if (slot != NONE) {
            free = cells[STRIDE * slot + REQUEST];
        } else {
            slot = used++;
            if (STRIDE * slot == cells.length) {
                if (used > FinishList.SLOTS) {
                    throw new IllegalStateException("a replica holds at most " + FinishList.SLOTS + " requests");
                }
                cells = Arrays.copyOf(cells, 2 * cells.length);
            }
        }
        int at = STRIDE * slot;
        cells[at + REQUEST] = request;
        cells[at + PROMPT] = prompt;
        cells[at + OUTPUT] = output;
        cells[at + LEFT] = left;
        cells[at + ORDER] = arrivals++;
        cells[at + STATE] = priority | (left == 0 ? ANSWERING | HANDED : 0);
        return slot;
    }

    /** Reads a slot and the one that the next request gets; the figure means nothing. */
    long touch(int slot) {
        return (long) cells[STRIDE * slot] + (free == NONE ? 0 : cells[STRIDE * free]);
    }

    void remove(int slot) {
        cells[STRIDE * slot + REQUEST] = free;
        free = slot;
    }

    int request(int slot) {
        return cells[STRIDE * slot + REQUEST];
    }

    int prompt(int slot) {
        return cells[STRIDE * slot + PROMPT];
    }

    int output(int slot) {
        return cells[STRIDE * slot + OUTPUT];
    }

    /** Prompt tokens left to compute. */
    int left(int slot) {
        return cells[STRIDE * slot + LEFT];
    }

    void setLeft(int slot, int left) {
        cells[STRIDE * slot + LEFT] = left;
    }

    /** Number of requests that arrived before this one. */
    int order(int slot) {
        return cells[STRIDE * slot + ORDER];
    }

    /** Where a request stands among those that run: lower goes first. */
    int place(int slot) {
        return cells[STRIDE * slot + PLACE];
    }

    void setPlace(int slot, int place) {
        cells[STRIDE * slot + PLACE] = place;
    }

    /** The slot after one that waits. */
    int next(int slot) {
        return cells[STRIDE * slot + NEXT];
    }

    void setNext(int slot, int next) {
        cells[STRIDE * slot + NEXT] = next;
    }

    int priority(int slot) {
        return cells[STRIDE * slot + STATE] & PRIORITY;
    }

    /** Whether this is the first time that the request is processed. */
    boolean start(int slot) {
        return raise(slot, STARTED);
    }

    /** Whether this is the first time that the request has a token to give. */
    boolean answer(int slot) {
        return raise(slot, ANSWERING);
    }

    private boolean raise(int slot, int flag) {
        int at = STRIDE * slot + STATE;
        boolean first = (cells[at] & flag) == 0;
        cells[at] |= flag;
        return first;
    }

    boolean isRestarted(int slot) {
        return (cells[STRIDE * slot + STATE] & RESTARTED) != 0;
    }

    boolean isHanded(int slot) {
        return (cells[STRIDE * slot + STATE] & HANDED) != 0;
    }

    /** Makes what a request has its prompt, all of it to be computed. */
    void restart(int slot, int prompt, int output) {
        int at = STRIDE * slot;
        cells[at + PROMPT] = prompt;
        cells[at + OUTPUT] = output;
        cells[at + LEFT] = prompt;
        cells[at + STATE] = (cells[at + STATE] & ~HANDED) | RESTARTED;
    }
}
