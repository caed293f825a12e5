package io.tidegate.fleet;

import io.tidegate.workload.SessionTable;
import java.util.Arrays;

/**
 * What is due in which slice: a timing wheel of two levels over the slots of a session table, whose links are its lists. Near
 * buckets hold one slice each, far buckets a page of slices; what is due after the horizon is let go.
 */
final class SliceCalendar {
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private final SessionTable table;
    private final double slice;
    private final int[] near = new int[PAGE];
    private final int[] far;
    private int page;
    private long drained = -1;

    /**
     * A calendar that starts at time 0.
     *
     * @param table whose slots it holds
     * @param slice seconds of a slice
     * @param horizon seconds after which nothing is kept
     */
    SliceCalendar(SessionTable table, double slice, double horizon) {
        this.table = table;
        this.slice = slice;
        this.far = new int[(int) (horizon / slice / PAGE) + 2];
        Arrays.fill(near, SessionTable.NONE);
        Arrays.fill(far, SessionTable.NONE);
    }

    /** Puts a slot where its due time says, but no earlier than the slice after the last one drained. */
    void add(int slot) {
        long index = Math.max((long) (table.due[slot] / slice), drained + 1);
        long itsPage = index >> PAGE_BITS;
        if (itsPage == page) {
            int bucket = (int) (index & (PAGE - 1));
            table.link[slot] = near[bucket];
            near[bucket] = slot;
        } else if (itsPage < far.length) {
            table.link[slot] = far[(int) itsPage];
            far[(int) itsPage] = slot;
        } else {
            table.release(slot);
        }
    }

    /** Takes the list of slots due in a slice, linked through the table; slices must be drained in order. */
    int drain(long index) {
        int itsPage = (int) (index >> PAGE_BITS);
        if (itsPage != page) {
            page = itsPage;
            int slot = far[page];
            far[page] = SessionTable.NONE;
            while (slot != SessionTable.NONE) {
                int next = table.link[slot];
                add(slot);
                slot = next;
            }
        }
        drained = index;
        int bucket = (int) (index & (PAGE - 1));
        int list = near[bucket];
        near[bucket] = SessionTable.NONE;
        return list;
    }
}
