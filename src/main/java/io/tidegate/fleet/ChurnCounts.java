package io.tidegate.fleet;

/**
 * Of the users of each plan, from the time from which accounts are rolled forward to the end of the phase: how many there
 * were, who left and came back, and who moved to another plan. By population; tiers have none. Counts of cells merge by addition.
 */
public final class ChurnCounts {
    /** Accounts, each there at the beginning. */
    public final long[] accounts;
    /** Times that a user left; less {@link #wonBack}, the users that are away at the end. */
    public final long[] churned;
    /** Times that one who had left came back. */
    public final long[] wonBack;
    /** Times that a user left the plan for a higher one; with {@link #movedIn}, over all plans the same number. */
    public final long[] movedOut;
    /** Times that a user of a lower plan came to this. */
    public final long[] movedIn;
    /** Times that a user left the plan for a lower one; with {@link #movedDownIn}, over all plans the same number. */
    public final long[] movedDownOut;
    /** Times that a user of a higher plan came to this. */
    public final long[] movedDownIn;
    /** Sessions that users would have started while they were away. */
    public final long[] notStarted;

    /** No users yet. */
    public ChurnCounts(int populations) {
        accounts = new long[populations];
        churned = new long[populations];
        wonBack = new long[populations];
        movedOut = new long[populations];
        movedIn = new long[populations];
        movedDownOut = new long[populations];
        movedDownIn = new long[populations];
        notStarted = new long[populations];
    }

    /** Adds the users of another cell. */
    public void merge(ChurnCounts other) {
        for (int p = 0; p < accounts.length; p++) {
            accounts[p] += other.accounts[p];
            churned[p] += other.churned[p];
            wonBack[p] += other.wonBack[p];
            movedOut[p] += other.movedOut[p];
            movedIn[p] += other.movedIn[p];
            movedDownOut[p] += other.movedDownOut[p];
            movedDownIn[p] += other.movedDownIn[p];
            notStarted[p] += other.notStarted[p];
        }
    }
}
