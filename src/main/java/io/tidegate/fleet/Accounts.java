package io.tidegate.fleet;

import io.tidegate.limits.AccountWindows;
import io.tidegate.limits.Credits;
import io.tidegate.limits.Denial;
import io.tidegate.limits.ExtraCredits;
import io.tidegate.limits.WindowLimits;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.Subscribers;
import java.util.List;

/**
 * The subscribers' usage windows under the limits of the moment, and what they may use beside them: one decision and one charge,
 * wherever requests are made.
 */
final class Accounts {
    /** The decision that a request may pass. */
    static final int PASS = AccountWindows.PASS;

    /** What a request is charged to. */
    private enum Charge {
        WINDOWS,
        GIVEN,
        PAID
    }

    /** Credits that the users of each plan have paid for beside their windows since the accounts were fresh. */
    final double[] overflowCredits;

    private final AccountWindows windows;
    private final ExtraCredits extra;
    private final Subscribers subscribers;
    private final double[] creditFactor;
    private Charge next = Charge.WINDOWS;
    private double passesAt = Double.NaN;

    /**
     * Fresh accounts.
     *
     * @param subscribers who they belong to
     * @param models model classes
     * @param limits all limits that they meet; weeks are anchored by the length at the start of the warm-up
     * @param span from when to when
     */
    Accounts(Subscribers subscribers, List<ModelSpec> models, LimitsTimeline limits, PhaseSpan span) {
        this.subscribers = subscribers;
        windows = new AccountWindows(subscribers.size(), limits.windowsPerAccount());
        extra = new ExtraCredits(subscribers.size(), span.preRollFrom(), span.end());
        double week = limits.at(span.warmUpFrom()).spec.weekLength();
        for (int user = 0; user < subscribers.size(); user++) {
            windows.setWeekAnchor(user, subscribers.weekAnchor(user, span.preRollFrom(), week));
        }
        creditFactor = models.stream().mapToDouble(ModelSpec::creditFactor).toArray();
        overflowCredits = new double[limits.at(span.warmUpFrom()).plans()];
    }

    /**
     * Decides on a request of an account at {@code t}, seconds since the epoch. One that the windows refuse passes while credits
     * are left that the account was given, and then while its user pays.
     *
     * @param model its model class
     * @param opens whether the user asks with it, and it does not go on with a task
     * @param overflow credits in a calendar month (UTC) that the user pays for beside the windows
     * @param allowance share of each window's budget by which the request may exceed it
     * @return {@link #PASS} or the {@link Denial#code} of a refusal
     */
    int check(int user, LimitTables limits, int model, boolean opens, double overflow, double allowance, double t) {
        if (!limits.spec.enforced()) {
            return PASS;
        }
        next = Charge.WINDOWS;
        WindowLimits window = limits.window(subscribers.plan(user));
        int reason = windows.check(user, window, model, opens, allowance, t);
        if (reason == PASS) {
            return PASS;
        }
        if (extra.hasGiven(user, window.resets(), t)) {
            next = Charge.GIVEN;
            return PASS;
        }
        if (overflow > 0 && extra.mayPay(user, overflow, t)) {
            next = Charge.PAID;
            return PASS;
        }
        passesAt = Math.min(windows.passesAt(), extra.nextAt(user, window.resets(), overflow, t));
        return reason;
    }

    /**
     * Charges the request that was checked last and passed; where limits are not enforced, any request, to its windows.
     *
     * @return its credits before any factor of the hour
     */
    double charge(int user, LimitTables limits, boolean peak, double t, RequestDraft draft) {
        int plan = subscribers.plan(user);
        double credits =
                Credits.of(limits.weights, creditFactor[draft.model], draft.cached, draft.prefill, 0, draft.output);
        switch (limits.spec.enforced() ? next : Charge.WINDOWS) {
            case WINDOWS ->
                windows.charge(
                        user,
                        limits.window(plan),
                        draft.model,
                        draft.opens,
                        t,
                        credits * limits.windowFactor(plan, peak),
                        credits * limits.weeklyFactor(plan, peak));
            case GIVEN -> extra.useGiven(user, credits);
            case PAID -> {
                extra.pay(user, credits, t);
                overflowCredits[plan] += credits;
            }
        }
        return credits;
    }

    /** When the request that was just refused would pass, seconds since the epoch. */
    double passesAt() {
        return passesAt;
    }

    /** Frees what an account keeps and no longer needs at {@code t}, where nothing earlier is asked again. */
    void forget(int user, LimitTables limits, double t) {
        windows.forget(user, limits.window(subscribers.plan(user)), t);
    }

    /** What the weekly cap of an account has been charged in its week from {@code begin} on, which no later one has followed yet. */
    double usedSince(int user, double begin) {
        return windows.weekStart(user) >= begin ? windows.weekUsed(user) : 0;
    }

    /** Whether the windows of another plan would let a request of an account pass at {@code t}, seconds since the epoch. */
    boolean wouldPass(int user, LimitTables limits, int plan, int model, boolean opens, double t) {
        return !limits.spec.enforced()
                || windows.wouldPass(user, limits.window(subscribers.plan(user)), limits.window(plan), model, opens, t);
    }

    /** Gives an account another plan. What it has used counts on, in windows that both plans have. */
    void move(int user, LimitTables limits, int plan) {
        windows.change(user, limits.window(subscribers.plan(user)), limits.window(plan));
        subscribers.move(user, plan);
    }

    /** Start of the window or week of the account that a refusal names, seconds since the epoch; NaN where it names neither. */
    double since(int user, int reason) {
        if (reason == Denial.WINDOW_5H.code()) {
            return windows.windowStart(user);
        }
        return reason == Denial.WEEKLY.code() ? windows.weekStart(user) : Double.NaN;
    }

    /** The windows themselves, for comparing balances. */
    AccountWindows windows() {
        return windows;
    }
}
