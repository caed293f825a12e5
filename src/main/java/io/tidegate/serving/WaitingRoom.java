package io.tidegate.serving;

import java.util.Arrays;

/** Slots of requests that wait: a linked list for each class of priority, through the slots themselves. */
final class WaitingRoom {
    static final int NONE = -1;

    private final SlotTable slots;
    /** By class the first and the last of its list. */
    private final int[] ends = new int[2 * Replica.PRIORITIES];

    private int size;
    private long tokens;

    WaitingRoom(SlotTable slots) {
        this.slots = slots;
        Arrays.fill(ends, NONE);
    }

    int size() {
        return size;
    }

    /** Tokens of all prompts. */
    long tokens() {
        return tokens;
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
        count(slot, 1);
    }

    void addFirst(int priority, int slot) {
        int at = 2 * priority;
        slots.setNext(slot, ends[at]);
        if (ends[at] == NONE) {
            ends[at + 1] = slot;
        }
        ends[at] = slot;
        count(slot, 1);
    }

    /** Takes out {@link #first}. */
    void removeFirst() {
        int at = firstClass();
        count(ends[at], -1);
        ends[at] = slots.next(ends[at]);
    }

    private void count(int slot, int change) {
        size += change;
        tokens += change * (long) slots.prompt(slot);
    }

    private int firstClass() {
        int at = 0;
        while (ends[at] == NONE) {
            at += 2;
        }
        return at;
    }
}
