package io.tidegate.serving;

/** Requests that wait: a list for each class of priority, linked both ways through the slots themselves. */
abstract sealed class WaitingRoom extends SlotTable permits FinishList {
    /** Ints at the beginning of the table: by class the first and the last of its list. */
    static final int ENDS = 2 * Replica.PRIORITIES;

    private int waiting;
    private long waitingTokens;

    WaitingRoom(int head) {
        super(ENDS + head);
        for (int i = 0; i < ENDS; i++) {
            cells[i] = NONE;
        }
    }

    /** Requests that wait. */
    public int waiting() {
        return waiting;
    }

    /** Tokens of all their prompts. */
    public long waitingTokens() {
        return waitingTokens;
    }

    /** The first of the first class in which anything waits, or {@link #NONE}. */
    int firstWaiting() {
        return waiting == 0 ? NONE : cells[firstClass()];
    }

    void queue(int priority, int slot) {
        int at = 2 * priority;
        setNext(slot, NONE);
        if (cells[at] == NONE) {
            cells[at] = slot;
        } else {
            setNext(cells[at + 1], slot);
            setBefore(slot, cells[at + 1]);
        }
        cells[at + 1] = slot;
        count(slot, 1);
    }

    void queueFirst(int priority, int slot) {
        int at = 2 * priority;
        setNext(slot, cells[at]);
        if (cells[at] == NONE) {
            cells[at + 1] = slot;
        } else {
            setBefore(cells[at], slot);
        }
        cells[at] = slot;
        count(slot, 1);
    }

    /** Takes out {@link #firstWaiting}. */
    void unqueueFirst() {
        int at = firstClass();
        count(cells[at], -1);
        cells[at] = next(cells[at]);
    }

    /** Takes out one that waits, wherever it stands. */
    void unqueue(int slot) {
        int at = 2 * priority(slot);
        int next = next(slot);
        count(slot, -1);
        if (cells[at] == slot) {
            cells[at] = next;
            return;
        }
        setNext(before(slot), next);
        if (next == NONE) {
            cells[at + 1] = before(slot);
        } else {
            setBefore(next, before(slot));
        }
    }

    private void count(int slot, int change) {
        waiting += change;
        waitingTokens += change * (long) prompt(slot);
    }

    private int firstClass() {
        int at = 0;
        while (cells[at] == NONE) {
            at += 2;
        }
        return at;
    }
}
