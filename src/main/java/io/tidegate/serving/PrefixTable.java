package io.tidegate.serving;

import java.util.Arrays;

/**
 * The entries of a {@link PrefixCache}, one cache line each, and the lists they are in: one of every order. Lists are numbered
 * through all orders.
 */
abstract sealed class PrefixTable permits PrefixCache {
    static final int NONE = -1;
    /** Entries by tier. */
    static final int BY_USE = 0;
    /** Entries by time-to-live. */
    static final int BY_EXPIRY = 1;

    private static final int STRIDE = 16;
    private static final int KEY = 0;
    private static final int EXPIRY = 2;
    private static final int TOKENS = 4;
    private static final int LIFE = 5;
    private static final int TIER = 6;
    /** For each order the entry before and the one after. */
    private static final int LINKS = 8;

    private int[] cells = new int[STRIDE * 8];
    private int used;
    /** The first and the last of each list. */
    private int[] ends;

    PrefixTable(int lists) {
        ends = new int[2 * lists];
        Arrays.fill(ends, NONE);
    }

    /** A further empty list; its number is the count of those there were. */
    void addList() {
        int at = ends.length;
        ends = Arrays.copyOf(ends, at + 2);
        ends[at] = NONE;
        ends[at + 1] = NONE;
    }

    int first(int list) {
        return ends[2 * list];
    }

    int last(int list) {
        return ends[2 * list + 1];
    }

    /** Appends an entry to a list; it must be in none of that order. */
    void append(int by, int list, int entry) {
        int links = STRIDE * entry + LINKS + 2 * by;
        int end = ends[2 * list + 1];
        cells[links] = end;
        cells[links + 1] = NONE;
        if (end == NONE) {
            ends[2 * list] = entry;
        } else {
            cells[STRIDE * end + LINKS + 2 * by + 1] = entry;
        }
        ends[2 * list + 1] = entry;
    }

    /** Takes an entry out of the list it is in. */
    void unlink(int by, int list, int entry) {
        int links = LINKS + 2 * by;
        int left = cells[STRIDE * entry + links];
        int right = cells[STRIDE * entry + links + 1];
        if (left == NONE) {
            ends[2 * list] = right;
        } else {
            cells[STRIDE * left + links + 1] = right;
        }
        if (right == NONE) {
            ends[2 * list + 1] = left;
        } else {
            cells[STRIDE * right + links] = left;
        }
    }

    // Readings whose figures mean nothing.

    final long touchEnds() {
        return ends[0];
    }

    final long touchLast(int list) {
        return cells[STRIDE * Math.max(0, last(list))];
    }

    final int touchFirst(int list) {
        return cells[STRIDE * Math.max(0, first(list)) + LINKS + 2 * BY_USE + 1];
    }

    final long touchSecond(int list) {
        return cells[STRIDE * Math.max(0, touchFirst(list))];
    }

    /** A new entry, the next number. */
    int addEntry() {
        if (STRIDE * used == cells.length) {
            cells = Arrays.copyOf(cells, 2 * cells.length);
        }
        return used++;
    }

    /** Entries so far. */
    int entries() {
        return used;
    }

    void set(int entry, long key, int tokens, double expiry, int life) {
        int at = STRIDE * entry;
        put(at + KEY, key);
        put(at + EXPIRY, Double.doubleToRawLongBits(expiry));
        cells[at + TOKENS] = tokens;
        cells[at + LIFE] = life;
    }

    long key(int entry) {
        return get(STRIDE * entry + KEY);
    }

    double expiry(int entry) {
        return Double.longBitsToDouble(get(STRIDE * entry + EXPIRY));
    }

    int tokensOf(int entry) {
        return cells[STRIDE * entry + TOKENS];
    }

    int life(int entry) {
        return cells[STRIDE * entry + LIFE];
    }

    int tier(int entry) {
        return cells[STRIDE * entry + TIER];
    }

    void setTier(int entry, int tier) {
        cells[STRIDE * entry + TIER] = tier;
    }

    private void put(int at, long value) {
        cells[at] = (int) (value >>> 32);
        cells[at + 1] = (int) value;
    }

    private long get(int at) {
        return ((long) cells[at] << 32) | (cells[at + 1] & 0xffffffffL);
    }
}
