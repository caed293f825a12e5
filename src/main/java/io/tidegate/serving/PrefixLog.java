package io.tidegate.serving;

import java.util.Arrays;

/**
 * The prefixes of a {@link PrefixCache} in the order in which they were stored, half a cache line each, one after the other. One that
 * is taken out leaves a gap; the others move together, in order, when the log has reached its limit, twice as many as there were the last
 * time. What comes first and what comes last is read and written in sequence, so that a replica that was not looked at for long costs few
 * places in memory.
 */
abstract sealed class PrefixLog permits PrefixCache {
    static final int NONE = -1;
    /** Tier of a gap. */
    static final int GAP = 0;

    private static final int STRIDE = 8;
    private static final int KEY = 0;
    private static final int EXPIRY = 2;
    private static final int TOKENS = 4;
    private static final int NUMBER = 5;
    private static final int LIFE = 6;
    private static final int TIER = 7;

    private static final int LEAST = 8;

    private int[] cells = new int[STRIDE * LEAST];
    /** The first place that is not known to be a gap, and the first that is free. */
    private int head;

    private int tail;
    private int limit = LEAST;
    private int kept;
    private int stored;

    /** Places have changed; every one that is kept elsewhere now begins at 0. */
    abstract void moved();

    /** Appends a prefix; returns its number, which no other gets: one more than the last. */
    int append(long key, int tokens, double expiry, int life, int tier) {
        int number = stored;
        stored = Math.incrementExact(number);
        if (2 * kept == cells.length / STRIDE) {
            cells = Arrays.copyOf(cells, 2 * cells.length);
        }
        if (tail == limit) {
            closeGaps();
        }
        int at = STRIDE * tail++;
        kept++;
        put(at + KEY, key);
        put(at + EXPIRY, Double.doubleToRawLongBits(expiry));
        cells[at + TOKENS] = tokens;
        cells[at + NUMBER] = number;
        cells[at + LIFE] = life;
        cells[at + TIER] = tier;
        return number;
    }

    private void closeGaps() {
        int to = 0;
        for (int place = from(head); place < tail; ) {
            int end = place + 1;
            while (end < tail && tier(end) != GAP) {
                end++;
            }
            System.arraycopy(cells, STRIDE * place, cells, STRIDE * to, STRIDE * (end - place));
            to += end - place;
            place = from(end);
        }
        head = 0;
        tail = to;
        limit = Math.min(cells.length / STRIDE, Math.max(LEAST, 2 * to));
        moved();
    }

    /** Takes out the prefix at a place. */
    void remove(int place) {
        setTier(place, GAP);
        kept--;
        while (head < tail && tier(head) == GAP) {
            head++;
        }
    }

    /** The place of a number, at which there may be a gap by now, or {@link #NONE}. */
    int place(int number) {
        if (number < 0 || number >= stored || head == tail) {
            return NONE;
        }
        // Gaps that were closed lie before a prefix or behind it: it is at one of these places or between them.
        int low = Math.max(head, tail - (stored - number));
        int high = Math.min(tail - 1, head + number - number(head));
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == high && number(low) == number ? low : NONE;
    }

    /** The first place at or after one that is no gap, or {@link #end}. */
    int from(int place) {
        int next = Math.max(head, place);
        while (next < tail && tier(next) == GAP) {
            next++;
        }
        return next;
    }

    /** The first place behind the last prefix. */
    int end() {
        return tail;
    }

    long key(int place) {
        return get(STRIDE * place + KEY);
    }

    double expiry(int place) {
        return Double.longBitsToDouble(get(STRIDE * place + EXPIRY));
    }

    int tokensAt(int place) {
        return cells[STRIDE * place + TOKENS];
    }

    int life(int place) {
        return cells[STRIDE * place + LIFE];
    }

    int tier(int place) {
        return cells[STRIDE * place + TIER];
    }

    void setTier(int place, int tier) {
        cells[STRIDE * place + TIER] = tier;
    }

    private int number(int place) {
        return cells[STRIDE * place + NUMBER];
    }

    private void put(int at, long value) {
        cells[at] = (int) (value >>> 32);
        cells[at + 1] = (int) value;
    }

    private long get(int at) {
        return ((long) cells[at] << 32) | (cells[at + 1] & 0xffffffffL);
    }

    /** Reads the first prefix and the last place; the figure means nothing. */
    final long touchLog() {
        return (long) cells[STRIDE * head] + cells[STRIDE * tail & (cells.length - 1)];
    }
}
