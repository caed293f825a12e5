package io.tidegate.limits;

import java.time.ZoneOffset;

/**
 * The credits of the accounts of a cell beside their usage windows: those given to them once, and those that they pay for, up to
 * so many in a calendar month (UTC). Either refuses once it is used up, so the request that uses it up passes whole.
 *
 * <p>An account takes {@value #BYTES_PER_ACCOUNT} bytes; balances are kept to seven digits.
 */
public final class ExtraCredits {
    /** Storage of an account. */
    public static final int BYTES_PER_ACCOUNT = 2 * Float.BYTES + Short.BYTES;

    private final ResetCalendar months;
    private final float[] givenUsed;
    private final float[] paid;
    private final short[] month;

    /**
     * Accounts that have used nothing.
     *
     * @param accounts how many
     * @param from first second at which they are asked, since the epoch
     * @param to last such second
     */
    public ExtraCredits(int accounts, double from, double to) {
        months = new ResetCalendar(ResetCalendar.Period.MONTH, ZoneOffset.UTC, from, to);
        givenUsed = new float[accounts];
        paid = new float[accounts];
        month = new short[accounts];
    }

    /** Whether an account has credits left that were given to it. */
    public boolean hasGiven(int account, ResetTimes times, double t) {
        return givenUsed[account] < times.granted(t);
    }

    /** Charges credits that were given. */
    public void useGiven(int account, double credits) {
        givenUsed[account] += (float) credits;
    }

    /** Whether an account may buy more in the month of {@code t}, for {@code budget} credits a month. */
    public boolean mayPay(int account, double budget, double t) {
        return paid(account, t) < budget;
    }

    /** Charges credits that the account pays for. */
    public void pay(int account, double credits, double t) {
        paid[account] = (float) (paid(account, t) + credits);
        month[account] = (short) months.index(t);
    }

    /** Credits paid for in the month of {@code t}. */
    public double paid(int account, double t) {
        return month[account] == months.index(t) ? paid[account] : 0;
    }

    /**
     * The first time after {@code t} at which an account that has neither left has either, or infinity.
     *
     * @param budget credits a month that it pays for
     */
    public double nextAt(int account, ResetTimes times, double budget, double t) {
        double given = times.grantedAbove(givenUsed[account], t);
        return budget > 0 ? Math.min(given, months.next(t)) : given;
    }
}
