package io.tidegate.limits;

/**
 * The usage windows and weekly caps of all accounts of a cell.
 *
 * <p>A <i>usage window</i> is fixed from first use: the first charge opens it when none is open, and it ends exactly
 * {@link WindowLimits#windowSeconds()} later, whatever happens meanwhile. A <i>week</i> starts at the account's anchor and
 * at every whole number of {@link WindowLimits#weekSeconds()} before and after it. Both hold their first instant and not
 * their last.
 *
 * <p>A request is refused when a balance has reached its budget, so the request that reaches it passes whole: a window's
 * balance exceeds the budget by less than its last request where every charge follows its check, and by less than the
 * requests in flight together where charges come later.
 *
 * <p>Limits are handed in with each call, so a changed limit acts at once on the balance held. A raised budget frees an
 * exhausted account; a shorter window may have ended already. A charge dated before the open window or week, as of a
 * request that was under way while the window was opened by another, counts in the open one and does not move it.
 *
 * <p>Times are seconds since the Unix epoch. An account takes {@value #BYTES_PER_ACCOUNT} bytes, side by side so that a
 * check touches one or two cache lines.
 */
public final class AccountWindows {
    /** The answer to a request that may pass; any other is the {@link Denial#code} of a refusal. */
    public static final int PASS = -1;

    private static final int FIELDS = 5;

    /** Storage of an account. */
    public static final int BYTES_PER_ACCOUNT = FIELDS * Double.BYTES;

    private static final int WINDOW_START = 0;
    private static final int WINDOW_USED = 1;
    private static final int WEEK_ANCHOR = 2;
    private static final int WEEK_START = 3;
    private static final int WEEK_USED = 4;

    private static final int WINDOW_SPENT = Denial.WINDOW_5H.code();
    private static final int WEEK_SPENT = Denial.WEEKLY.code();

    private final double[] state;
    private double passesAt = Double.NaN;

    /**
     * Accounts that have used nothing, with their weeks anchored at time 0.
     *
     * @param accounts how many; they are numbered from 0
     */
    public AccountWindows(int accounts) {
        state = new double[Math.multiplyExact(accounts, FIELDS)];
        for (int at = 0; at < state.length; at += FIELDS) {
            state[at + WINDOW_START] = Double.NEGATIVE_INFINITY;
            state[at + WEEK_START] = Double.NEGATIVE_INFINITY;
        }
    }

    /** Sets any time at which one of the account's weeks starts; to be called before the account's first charge. */
    public void setWeekAnchor(int account, double t) {
        state[account * FIELDS + WEEK_ANCHOR] = t;
    }

    /**
     * Whether a request may pass at time {@code t}; changes no balance.
     *
     * @return {@link #PASS}, or the {@link Denial#code} of {@link Denial#WINDOW_5H} or {@link Denial#WEEKLY}; where both are
     *     spent the one that ends last, and the window if they end together
     */
    public int check(int account, WindowLimits limits, double t) {
        int at = account * FIELDS;
        double windowEnd = state[at + WINDOW_START] + limits.windowSeconds();
        boolean windowSpent = state[at + WINDOW_USED] >= limits.window() && t < windowEnd;
        if (state[at + WEEK_USED] >= limits.weekly()) {
            long week = week(at, limits, t);
            double weekEnd = weekStart(at, limits, week + 1);
            boolean weekSpent = state[at + WEEK_START] >= weekStart(at, limits, week);
            if (weekSpent && !(windowSpent && windowEnd >= weekEnd)) {
                passesAt = weekEnd;
                return WEEK_SPENT;
            }
        }
        if (windowSpent) {
            passesAt = windowEnd;
            return WINDOW_SPENT;
        }
        return PASS;
    }

    /**
     * The first time at which the request that {@link #check} refused last would pass if nothing else were charged and no
     * limit changed; NaN before the first refusal.
     */
    public double passesAt() {
        return passesAt;
    }

    /**
     * Charges a request that passed at time {@code t}, opening a window if none is open.
     *
     * @param windowCredits credits for the usage window, the peak factor included
     * @param weeklyCredits credits for the week
     */
    public void charge(int account, WindowLimits limits, double t, double windowCredits, double weeklyCredits) {
        int at = account * FIELDS;
        if (t >= state[at + WINDOW_START] + limits.windowSeconds()) {
            state[at + WINDOW_START] = t;
            state[at + WINDOW_USED] = 0;
        }
        state[at + WINDOW_USED] += windowCredits;

        double weekStart = weekStart(at, limits, week(at, limits, t));
        if (weekStart > state[at + WEEK_START]) {
            state[at + WEEK_START] = weekStart;
            state[at + WEEK_USED] = 0;
        }
        state[at + WEEK_USED] += weeklyCredits;
    }

    /** When the account's last window was opened; negative infinity if it never had one. */
    public double windowStart(int account) {
        return state[account * FIELDS + WINDOW_START];
    }

    /** Credits charged to the account's last window, which may have ended. */
    public double windowUsed(int account) {
        return state[account * FIELDS + WINDOW_USED];
    }

    /** Start of the week of the account's last charge; negative infinity if it had none. */
    public double weekStart(int account) {
        return state[account * FIELDS + WEEK_START];
    }

    /** Credits charged in the week of the account's last charge, which may have ended. */
    public double weekUsed(int account) {
        return state[account * FIELDS + WEEK_USED];
    }

    /** Number of accounts. */
    public int accounts() {
        return state.length / FIELDS;
    }

    /**
     * Takes over every balance and anchor of another cell's accounts.
     *
     * @throws IllegalArgumentException if it has another number of accounts
     */
    public void copyFrom(AccountWindows other) {
        if (other.state.length != state.length) {
            throw new IllegalArgumentException("accounts: must be " + accounts() + ", found " + other.accounts());
        }
        System.arraycopy(other.state, 0, state, 0, state.length);
    }

    /** The number k for which t is in [weekStart(k), weekStart(k + 1)): the quotient may round across a boundary. */
    private long week(int at, WindowLimits limits, double t) {
        long week = (long) Math.floor((t - state[at + WEEK_ANCHOR]) / limits.weekSeconds());
        if (t < weekStart(at, limits, week)) {
            return week - 1;
        }
        return t < weekStart(at, limits, week + 1) ? week : week + 1;
    }

    private double weekStart(int at, WindowLimits limits, long week) {
        return state[at + WEEK_ANCHOR] + week * limits.weekSeconds();
    }
}
