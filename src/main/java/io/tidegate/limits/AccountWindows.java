package io.tidegate.limits;

import io.tidegate.limits.WindowSpec.Counted;
import io.tidegate.limits.WindowSpec.Semantics;

/**
 * The usage windows of all accounts of a cell, any number to an account. All hold their first instant and not their last.
 *
 * <ul>
 *   <li>{@link Semantics#FIRST_USE}: the first charge opens a window when none is open, and it ends exactly its length later,
 *       whatever happens meanwhile.
 *   <li>{@link Semantics#FLOORED}: the same, but it begins at the full hour (UTC) before that charge.
 *   <li>{@link Semantics#SLIDING}: the charges of the last length count. Those of the same 300th of the length count as made at
 *       the time of the latest of them: charges of a minute in five hours.
 *   <li>{@link Semantics#CALENDAR}: a day or week of a time zone.
 *   <li>{@link Semantics#ANCHORED}: windows follow each other, one of which starts at the account's anchor.
 * </ul>
 *
 * <p>A reset ends every window that began before it; one that would begin before the reset then begins at it.
 *
 * <p>A window may count credits, requests, or messages: the requests with which people ask. What goes on with a task is then neither
 * counted nor refused.
 *
 * <p>A request is refused when a balance has reached its budget, so the request that reaches it passes whole: a window's
 * balance exceeds the budget by less than its last request where every charge follows its check, and by less than the
 * requests in flight together where charges come later.
 *
 * <p>Limits are handed in with each call, so a changed limit acts at once on the balance held. A raised budget frees an
 * exhausted account; a shorter window may have ended already. What has left a sliding window by the time of a charge does not
 * come back when the window grows. A charge dated before the open window or week, as of a request that was under way while the
 * window was opened by another, counts in the open one and does not move it.
 *
 * <p>Times are seconds since the Unix epoch. An account takes 8 bytes and 16 for each window, side by side so that a check
 * touches one or two cache lines; a sliding window takes 20 more for each of its charges that count.
 */
public final class AccountWindows {
    /** The answer to a request that may pass; any other is the {@link Denial#code} of a refusal. */
    public static final int PASS = -1;

    /** Charges of so many parts of a sliding window's length are told apart. */
    static final double SLIDING_PARTS = 300;

    private static final double HOUR = 3600;

    // An account has its anchor, then for each window the start and what is used.
    // Of a sliding window the start is the list in the log, which is empty where it is below 0.
    private static final int FIRST = 1;
    private static final int FIELDS = 2;

    private final int stride;
    private final double[] state;
    private final SlidingLog log = new SlidingLog();
    private double passesAt = Double.NaN;

    /**
     * Accounts with the two windows of every plan that have used nothing, with their weeks anchored at time 0.
     *
     * @param accounts how many; they are numbered from 0
     */
    public AccountWindows(int accounts) {
        this(accounts, 2);
    }

    /**
     * Accounts that have used nothing, with their weeks anchored at time 0.
     *
     * @param accounts how many; they are numbered from 0
     * @param windows the greatest number of windows of an account
     */
    public AccountWindows(int accounts, int windows) {
        stride = FIRST + FIELDS * windows;
        state = new double[Math.multiplyExact(accounts, stride)];
        for (int at = 0; at < state.length; at += stride) {
            for (int w = 0; w < windows; w++) {
                state[at + FIRST + FIELDS * w] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    /** Sets any time at which one of the account's weeks starts; to be called before the account's first charge. */
    public void setWeekAnchor(int account, double t) {
        state[account * stride] = t;
    }

    /** Whether a request of the first model class may pass at time {@code t}; changes no balance. */
    public int check(int account, WindowLimits limits, double t) {
        return check(account, limits, 0, 0, t);
    }

    /** Whether a request with which a person asks for something may pass at time {@code t}; changes no balance. */
    public int check(int account, WindowLimits limits, int model, double allowance, double t) {
        return check(account, limits, model, true, allowance, t);
    }

    /**
     * Whether a request may pass at time {@code t}; changes no balance.
     *
     * @param model its model class
     * @param opens whether a person asks with it, and it does not go on with a task
     * @param allowance share of each budget by which it may be exceeded; 0 or more
     * @return {@link #PASS}, or the {@link Denial#code} of the window that is spent; where several are the one that ends last, and
     *     the first of those that end together
     */
    public int check(int account, WindowLimits limits, int model, boolean opens, double allowance, double t) {
        int at = account * stride + FIRST;
        double share = 1 + allowance;
        int refusal = PASS;
        double until = t;
        for (int w = 0; w < limits.count; w++, at += FIELDS) {
            double budget = limits.budget[w] * share;
            if (state[at + 1] >= budget && limits.counts(w, model, opens)) {
                double end = spentUntil(account, at, limits, w, budget, t);
                if (end > until) {
                    until = end;
                    refusal = limits.reason[w];
                }
            }
        }
        if (refusal != PASS) {
            passesAt = Math.min(until, limits.resets.nextReset(t));
        }
        return refusal;
    }

    /**
     * Whether a request would pass at time {@code t} under other limits with what has been used so far; of further windows only
     * those are asked that {@link #change} would leave their balances.
     *
     * @param own the limits of the account
     * @param other the others
     * @param opens whether a person asks with it, and it does not go on with a task
     */
    public boolean wouldPass(int account, WindowLimits own, WindowLimits other, int model, boolean opens, double t) {
        int at = account * stride + FIRST;
        for (int w = 0; w < other.count; w++, at += FIELDS) {
            boolean known = w <= WindowLimits.WEEK || own.goesOn(w, other);
            if (known
                    && state[at + 1] >= other.budget[w]
                    && other.counts(w, model, opens)
                    && spentUntil(account, at, other, w, other.budget[w], t) > t) {
                return false;
            }
        }
        return true;
    }

    /** The end of a window whose balance has reached {@code budget}; not after {@code t} where it has ended. */
    private double spentUntil(int account, int at, WindowLimits limits, int w, double budget, double t) {
        double start = state[at];
        double length = limits.seconds[w];
        double reset = limits.resets.lastReset(t);
        switch (limits.semantics[w]) {
            case FIRST_USE, FLOORED -> {
                return start >= reset ? start + length : Double.NEGATIVE_INFINITY;
            }
            case SLIDING -> {
                return log.below(list(at), state[at + 1], budget, length, reset);
            }
            case CALENDAR -> {
                ResetCalendar calendar = limits.calendar[w];
                return start >= Math.max(calendar.start(t), reset) ? calendar.next(t) : Double.NEGATIVE_INFINITY;
            }
            case ANCHORED -> {
                double anchor = state[account * stride];
                double k = week(anchor, length, t);
                return start >= Math.max(anchor + k * length, reset)
                        ? anchor + (k + 1) * length
                        : Double.NEGATIVE_INFINITY;
            }
        }
        throw new AssertionError(limits.semantics[w]);
    }

    /**
     * The first time at which the request that {@link #check} refused last would pass if nothing else were charged and no
     * limit changed; NaN before the first refusal.
     */
    public double passesAt() {
        return passesAt;
    }

    /** Charges a request of the first model class that passed at time {@code t}. */
    public void charge(int account, WindowLimits limits, double t, double windowCredits, double weeklyCredits) {
        charge(account, limits, 0, t, windowCredits, weeklyCredits);
    }

    /** Charges a request with which a person asks for something, and that passed at time {@code t}. */
    public void charge(
            int account, WindowLimits limits, int model, double t, double windowCredits, double weeklyCredits) {
        charge(account, limits, model, true, t, windowCredits, weeklyCredits);
    }

    /**
     * Charges a request that passed at time {@code t}, opening windows where none is open.
     *
     * @param model its model class
     * @param opens whether a person asks with it, and it does not go on with a task
     * @param windowCredits credits for windows that count as the usage window does, the peak factor included
     * @param weeklyCredits credits for the others
     */
    public void charge(
            int account,
            WindowLimits limits,
            int model,
            boolean opens,
            double t,
            double windowCredits,
            double weeklyCredits) {
        double reset = limits.resets.lastReset(t);
        int at = account * stride + FIRST;
        for (int w = 0; w < limits.count; w++, at += FIELDS) {
            if (!limits.counts(w, model, opens)) {
                continue;
            }
            double credits = 1;
            if (limits.counted[w] == Counted.CREDITS) {
                credits = limits.peak[w] ? windowCredits : weeklyCredits;
            }
            if (limits.semantics[w] == Semantics.SLIDING) {
                drop(at, limits.seconds[w], reset, t);
                state[at] = log.add(list(at), t, credits, limits.seconds[w] / SLIDING_PARTS);
            } else {
                double begin = begin(account, at, limits, w, reset, t);
                if (begin > state[at]) {
                    state[at] = begin;
                    state[at + 1] = 0;
                }
            }
            state[at + 1] += credits;
        }
    }

    /** When the window began in which a charge at {@code t} counts. */
    private double begin(int account, int at, WindowLimits limits, int w, double reset, double t) {
        double start = state[at];
        double length = limits.seconds[w];
        boolean open = t < start + length && start >= reset;
        return switch (limits.semantics[w]) {
            case FIRST_USE -> open ? start : t;
            case FLOORED -> open ? start : Math.max(Math.floor(t / HOUR) * HOUR, reset);
            case CALENDAR -> Math.max(limits.calendar[w].start(t), reset);
            case ANCHORED -> {
                double anchor = state[account * stride];
                yield Math.max(anchor + week(anchor, length, t) * length, reset);
            }
            case SLIDING -> start;
        };
    }

    /** Frees what an account's sliding windows keep and no longer need at {@code t}, where nothing earlier is asked again. */
    public void forget(int account, WindowLimits limits, double t) {
        int at = account * stride + FIRST;
        for (int w = 0; w < limits.count; w++, at += FIELDS) {
            if (limits.semantics[w] == Semantics.SLIDING) {
                drop(at, limits.seconds[w], limits.resets.lastReset(t), t);
            }
        }
    }

    /**
     * An account has other windows from now on. The first two go on with their balances, and so do further ones where both have
     * the same number, kind, length and model classes; the others are as if nothing had been used.
     *
     * @param from the windows so far, as they are now
     * @param to those from now on
     */
    public void change(int account, WindowLimits from, WindowLimits to) {
        for (int w = WindowLimits.WEEK + 1; w < Math.max(from.count, to.count); w++) {
            if (!from.goesOn(w, to)) {
                int at = account * stride + FIRST + FIELDS * w;
                if (w < from.count && from.semantics[w] == Semantics.SLIDING) {
                    log.drop(list(at), Double.POSITIVE_INFINITY, from.seconds[w], Double.NEGATIVE_INFINITY);
                }
                state[at] = Double.NEGATIVE_INFINITY;
                state[at + 1] = 0;
            }
        }
    }

    private void drop(int at, double length, double reset, double t) {
        int list = log.drop(list(at), t, length, reset);
        state[at] = list;
        state[at + 1] = list == SlidingLog.EMPTY ? 0 : state[at + 1] - log.dropped();
    }

    private int list(int at) {
        return (int) Math.max(state[at], SlidingLog.EMPTY);
    }

    /** When the account's last window was opened; negative infinity if it never had one. */
    public double windowStart(int account) {
        return start(account, WindowLimits.WINDOW);
    }

    /** Credits charged to the account's last window, which may have ended. */
    public double windowUsed(int account) {
        return used(account, WindowLimits.WINDOW);
    }

    /** Start of the week of the account's last charge; negative infinity if it had none. */
    public double weekStart(int account) {
        return start(account, WindowLimits.WEEK);
    }

    /** Credits charged in the week of the account's last charge, which may have ended. */
    public double weekUsed(int account) {
        return used(account, WindowLimits.WEEK);
    }

    /** Start of one of an account's windows, other than a sliding one, at its last charge; negative infinity if it had none. */
    public double start(int account, int window) {
        return state[account * stride + FIRST + FIELDS * window];
    }

    /** Credits in one of an account's windows at its last charge. */
    public double used(int account, int window) {
        return state[account * stride + FIRST + FIELDS * window + 1];
    }

    /** Number of accounts. */
    public int accounts() {
        return state.length / stride;
    }

    /**
     * Takes over every balance and anchor of another cell's accounts.
     *
     * @throws IllegalArgumentException if it has another number of accounts or windows
     */
    public void copyFrom(AccountWindows other) {
        if (other.state.length != state.length || other.stride != stride) {
            throw new IllegalArgumentException("accounts: must be " + accounts() + ", found " + other.accounts());
        }
        System.arraycopy(other.state, 0, state, 0, state.length);
        log.copyFrom(other.log);
    }

    /** The number k for which t is in [anchor + k length, anchor + (k + 1) length): the quotient may round across a boundary. */
    private static double week(double anchor, double length, double t) {
        double week = Math.floor((t - anchor) / length);
        if (t < anchor + week * length) {
            return week - 1;
        }
        return t < anchor + (week + 1) * length ? week : week + 1;
    }
}
