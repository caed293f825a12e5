package io.tidegate.fleet;

/** Of the users of each plan in one week: how many made a request, and how many met each limit at least once. */
public final class LimitedUsers {
    /** Users that made a request, by plan. */
    public final long[] active;
    /** Users that the five-hour window denied, by plan. */
    public final long[] byWindow;
    /** Users that the weekly cap denied, by plan. */
    public final long[] byWeek;

    /** No users yet. */
    public LimitedUsers(int plans) {
        active = new long[plans];
        byWindow = new long[plans];
        byWeek = new long[plans];
    }

    /** Adds the users of another cell. */
    public void merge(LimitedUsers other) {
        for (int p = 0; p < active.length; p++) {
            active[p] += other.active[p];
            byWindow[p] += other.byWindow[p];
            byWeek[p] += other.byWeek[p];
        }
    }
}
