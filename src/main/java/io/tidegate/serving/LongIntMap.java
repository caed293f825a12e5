package io.tidegate.serving;

import io.tidegate.random.Hash;
import java.util.Arrays;

/** Numbers by key: open addressing, the next free place on a collision. Half of the places at most are taken. */
final class LongIntMap {
    private final int absent;
    private long[] keys = new long[32];
    private int[] values = new int[32];
    private int size;

    /** An empty map that answers {@code absent}, which is no value of a key, for keys it does not have. */
    LongIntMap(int absent) {
        this.absent = absent;
        Arrays.fill(values, absent);
    }

    int size() {
        return size;
    }

    int get(long key) {
        return values[place(key)];
    }

    void put(long key, int value) {
        int place = place(key);
        if (values[place] == absent) {
            if (2 * ++size > values.length) {
                grow();
                place = place(key);
            }
            keys[place] = key;
        }
        values[place] = value;
    }

    /** Takes a key out, if it is there, and moves back those that had gone past its place. */
    void remove(long key) {
        int hole = place(key);
        if (values[hole] == absent) {
            return;
        }
        size--;
        int mask = values.length - 1;
        for (int place = (hole + 1) & mask; values[place] != absent; place = (place + 1) & mask) {
            int wanted = home(keys[place]);
            if (((place - wanted) & mask) >= ((place - hole) & mask)) {
                keys[hole] = keys[place];
                values[hole] = values[place];
                hole = place;
            }
        }
        values[hole] = absent;
    }

    /** Where a key is, or would go. */
    private int place(long key) {
        int mask = values.length - 1;
        int place = home(key);
        while (values[place] != absent && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private int home(long key) {
        return (int) Hash.combine(key, 0) & (values.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        Arrays.fill(values, absent);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != absent) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
