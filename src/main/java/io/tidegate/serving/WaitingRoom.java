package io.tidegate.serving;

import java.util.Arrays;

/** Slots of requests that wait: a linked list for each class of priority, through the slots themselves. */
final class WaitingRoom {
    static final int NONE = -1;

    private final SlotTable slots;
    /** By class the first and the last of its list. */
    private final int[] ends = new int[2 * Replica.PRIORITIES];

    private int size;

    WaitingRoom(SlotTable slots) {
        this.slots = slots;
        Arrays.fill(ends, NONE);
    }

    int size() {
        return size;
    }

    /** The first of the first class in which anything waits, or {@link #NONE}. */
    int first() {
        return size == 0 ? NONE : ends[firstClass()];
    }

    void add(int priority, int slot) {
        int at = 2 * priority;
        slots.setNext(slot, NONE);
        if (ends[at] == NONE) {
            ends[at] = slot;
        } else {
            slots.setNext(ends[at + 1], slot);
        }
        ends[at + 1] = slot;
        size++;
    }

    void addFirst(int priority, int slot) {
        int at = 2 * priority;
        slots.setNext(slot, ends[at]);
        if (ends[at] == NONE) {
            ends[at + 1] = slot;
        }
        ends[at] = slot;
        size++;
    }

    /** Takes out {@link #first}. */
    void removeFirst() {
        int at = firstClass();
        ends[at] = slots.next(ends[at]);
        size--;
    }

    private int firstClass() {
        int at = 0;
        while (ends[at] == NONE) {
            at += 2;
        }
        return at;
    }
}
