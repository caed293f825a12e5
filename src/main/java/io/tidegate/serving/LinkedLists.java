package io.tidegate.serving;

import java.util.Arrays;

/** Doubly linked lists of small numbers, each of which is in at most one list. */
final class LinkedLists {
    static final int NONE = -1;

    private int[] first;
    private int[] last;
    private int[] before = new int[16];
    private int[] after = new int[16];

    LinkedLists(int lists) {
        first = new int[lists];
        last = new int[lists];
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
    }

    /** A further empty list; its number is the count of those there were. */
    void addList() {
        int lists = first.length;
        first = Arrays.copyOf(first, lists + 1);
        last = Arrays.copyOf(last, lists + 1);
        first[lists] = NONE;
        last[lists] = NONE;
    }

    int first(int list) {
        return first[list];
    }

    int last(int list) {
        return last[list];
    }

    /** Appends a number, 0 or more, that is in no list. */
    void add(int list, int node) {
        if (node >= after.length) {
            int length = Math.max(node + 1, 2 * after.length);
            before = Arrays.copyOf(before, length);
            after = Arrays.copyOf(after, length);
        }
        int end = last[list];
        before[node] = end;
        after[node] = NONE;
        if (end == NONE) {
            first[list] = node;
        } else {
            after[end] = node;
        }
        last[list] = node;
    }

    /** Takes a number out of the list it is in. */
    void remove(int list, int node) {
        int left = before[node];
        int right = after[node];
        if (left == NONE) {
            first[list] = right;
        } else {
            after[left] = right;
        }
        if (right == NONE) {
            last[list] = left;
        } else {
            before[right] = left;
        }
    }
}
