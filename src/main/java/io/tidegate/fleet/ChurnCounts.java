package io.tidegate.fleet;

/** Users who left and who came back, by population. Counts of cells merge by addition. */
public final class ChurnCounts {
    /** Accounts at the beginning. */
    public final long[] accounts;
    /** Accounts that were given up. */
    public final long[] churned;
    /** Accounts that were taken up again. */
    public final long[] wonBack;
    /** Sessions that were not started because the user had left. */
    public final long[] notStarted;

    /** Nobody yet. */
    public ChurnCounts(int populations) {
        accounts = new long[populations];
        churned = new long[populations];
        wonBack = new long[populations];
        notStarted = new long[populations];
    }

    /** Adds the users of another cell. */
    public void merge(ChurnCounts other) {
        for (int p = 0; p < accounts.length; p++) {
            accounts[p] += other.accounts[p];
            churned[p] += other.churned[p];
            wonBack[p] += other.wonBack[p];
            notStarted[p] += other.notStarted[p];
        }
    }
}
