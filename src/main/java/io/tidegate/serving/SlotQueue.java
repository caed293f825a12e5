package io.tidegate.serving;

/** A queue of slots: a ring whose length is a power of two. */
final class SlotQueue {
    private int[] ring = new int[16];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** The slot at a place counted from the oldest, 0 to size - 1. */
    int get(int place) {
        return ring[(head + place) & (ring.length - 1)];
    }

    void add(int slot) {
        makeRoom();
        ring[(head + size++) & (ring.length - 1)] = slot;
    }

    void addFirst(int slot) {
        makeRoom();
        head = (head - 1) & (ring.length - 1);
        ring[head] = slot;
        size++;
    }

    private void makeRoom() {
        if (size == ring.length) {
            int[] larger = new int[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = get(i);
            }
            ring = larger;
            head = 0;
        }
    }

    void removeFirst() {
        head = (head + 1) & (ring.length - 1);
        size--;
    }
}
