package io.tidegate.serving;

import java.util.Arrays;

/**
 * The active requests of a {@link LeapReplica}, eight ints each, in one array; free slots are linked. The array begins with what
 * subclasses keep in it.
 */
abstract sealed class SlotTable extends ReplicaMeter permits WaitingRoom {
    static final int NONE = -1;
    /** Slots that there may be. */
    static final int SLOTS = 1 << 24;

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

    /** Ints before the first slot. */
    private final int head;

    int[] cells;
    private int used;
    private int arrivals;
    /** First free slot below {@code used}; the request of a free slot tells the next one, by a negative number. */
    private int free = NONE;

    SlotTable(int head) {
        this.head = head;
        this.cells = new int[head + STRIDE * 8];
    }

    /** A slot for a request; {@code left} of its prompt is to be computed. */
    int addSlot(int request, int priority, int prompt, int output, int left) {
        int slot = free;
        if (slot != NONE) {
            free = link(cells[at(slot) + REQUEST]);
        } else {
            slot = used++;
            if (at(slot) == cells.length) {
                if (used > SLOTS) {
                    throw new IllegalStateException("a replica holds at most " + SLOTS + " requests");
                }
                cells = Arrays.copyOf(cells, head + 2 * STRIDE * slot);
            }
        }
        int at = at(slot);
        cells[at + REQUEST] = request;
        cells[at + PROMPT] = prompt;
        cells[at + OUTPUT] = output;
        cells[at + LEFT] = left;
        cells[at + ORDER] = arrivals++;
        cells[at + STATE] = priority | (left == 0 ? ANSWERING | HANDED : 0);
        return slot;
    }

    private int at(int slot) {
        return head + STRIDE * slot;
    }

    /** Reads the head of the table and the slot that the next request gets; the figure means nothing. */
    final long touchSlots() {
        return (long) cells[0] + cells[head >> 1] + cells[head] + cells[at(Math.max(0, free))];
    }

    /** Reads a slot; the figure means nothing. */
    final long touchSlot(int slot) {
        return cells[at(slot)];
    }

    void removeSlot(int slot) {
        cells[at(slot) + REQUEST] = link(free);
        free = slot;
    }

    /** A slot or {@link #NONE} as a number that is no request's, and back. */
    private static int link(int slot) {
        return -2 - slot;
    }

    /** Whether a slot, which may be any number, is that of a request that is there. */
    boolean isSlotOf(int slot, int request) {
        return slot >= 0 && slot < used && request >= 0 && request(slot) == request;
    }

    int request(int slot) {
        return cells[at(slot) + REQUEST];
    }

    int prompt(int slot) {
        return cells[at(slot) + PROMPT];
    }

    int output(int slot) {
        return cells[at(slot) + OUTPUT];
    }

    /** Prompt tokens left to compute. */
    int left(int slot) {
        return cells[at(slot) + LEFT];
    }

    void setLeft(int slot, int left) {
        cells[at(slot) + LEFT] = left;
    }

    /** Number of requests that arrived before this one. */
    int order(int slot) {
        return cells[at(slot) + ORDER];
    }

    /** Where a request stands among those that run: lower goes first. */
    int place(int slot) {
        return cells[at(slot) + PLACE];
    }

    void setPlace(int slot, int place) {
        cells[at(slot) + PLACE] = place;
    }

    /** The slot before one that waits and is not the first; it stands where that of those that run is. */
    int before(int slot) {
        return place(slot);
    }

    void setBefore(int slot, int before) {
        setPlace(slot, before);
    }

    /** The slot after one that waits. */
    int next(int slot) {
        return cells[at(slot) + NEXT];
    }

    void setNext(int slot, int next) {
        cells[at(slot) + NEXT] = next;
    }

    int priority(int slot) {
        return cells[at(slot) + STATE] & PRIORITY;
    }

    /** Whether this is the first time that the request is processed. */
    boolean start(int slot) {
        return raise(slot, STARTED);
    }

    /** Whether the request has been processed. */
    boolean isStarted(int slot) {
        return (cells[at(slot) + STATE] & STARTED) != 0;
    }

    /** Whether this is the first time that the request has a token to give. */
    boolean answer(int slot) {
        return raise(slot, ANSWERING);
    }

    private boolean raise(int slot, int flag) {
        int at = at(slot) + STATE;
        boolean first = (cells[at] & flag) == 0;
        cells[at] |= flag;
        return first;
    }

    boolean isRestarted(int slot) {
        return (cells[at(slot) + STATE] & RESTARTED) != 0;
    }

    boolean isHanded(int slot) {
        return (cells[at(slot) + STATE] & HANDED) != 0;
    }

    /** Makes what a request has its prompt, all of it to be computed. */
    void restartSlot(int slot, int prompt, int output) {
        int at = at(slot);
        cells[at + PROMPT] = prompt;
        cells[at + OUTPUT] = output;
        cells[at + LEFT] = prompt;
        cells[at + STATE] = (cells[at + STATE] & ~HANDED) | RESTARTED;
    }
}
