package io.tidegate.serving;

/** Slots of requests that wait: one queue for each class of priority. */
final class WaitingRoom {
    static final int NONE = -1;

    private final SlotQueue[] queues = new SlotQueue[Replica.PRIORITIES];
    private int size;

    WaitingRoom() {
        for (int p = 0; p < queues.length; p++) {
            queues[p] = new SlotQueue();
        }
    }

    int size() {
        return size;
    }

    /** The first of the first class in which anything waits, or {@link #NONE}. */
    int first() {
        if (size == 0) {
            return NONE;
        }
        return firstQueue().get(0);
    }

    void add(int priority, int slot) {
        queues[priority].add(slot);
        size++;
    }

    void addFirst(int priority, int slot) {
        queues[priority].addFirst(slot);
        size++;
    }

    /** Takes out {@link #first}. */
    void removeFirst() {
        firstQueue().removeFirst();
        size--;
    }

    private SlotQueue firstQueue() {
        int p = 0;
        while (queues[p].size() == 0) {
            p++;
        }
        return queues[p];
    }
}
