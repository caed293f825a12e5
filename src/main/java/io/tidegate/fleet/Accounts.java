package io.tidegate.fleet;

import io.tidegate.limits.AccountWindows;
import io.tidegate.limits.Credits;
import io.tidegate.limits.Denial;
import io.tidegate.limits.WindowLimits;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.Subscribers;
import java.util.List;

/** The subscribers' usage windows under the limits of the moment: one decision and one charge, wherever requests are made. */
final class Accounts {
    /** The decision that a request may pass. */
    static final int PASS = AccountWindows.PASS;

    private final AccountWindows windows;
    private final Subscribers subscribers;
    private final double[] creditFactor;

    /**
     * Fresh accounts.
     *
     * @param subscribers who they belong to
     * @param models model classes
     * @param from seconds since the epoch at which the first week that matters may start
     * @param weekSeconds length of a week
     */
    Accounts(Subscribers subscribers, List<ModelSpec> models, double from, double weekSeconds) {
        this.subscribers = subscribers;
        windows = new AccountWindows(subscribers.size());
        for (int user = 0; user < subscribers.size(); user++) {
            windows.setWeekAnchor(user, subscribers.weekAnchor(user, from, weekSeconds));
        }
        creditFactor = models.stream().mapToDouble(ModelSpec::creditFactor).toArray();
    }

    /**
     * Decides on a request of an account at {@code t}, seconds since the epoch.
     *
     * @return {@link #PASS} or the ordinal of a {@link Denial}
     */
    int check(int user, LimitTables limits, double t) {
        return limits.spec.enforced() ? windows.check(user, limits.window(subscribers.plan(user)), t) : PASS;
    }

    /**
     * Charges a request that passed.
     *
     * @return its credits before any factor of the hour
     */
    double charge(int user, LimitTables limits, boolean peak, double t, RequestDraft draft) {
        int plan = subscribers.plan(user);
        WindowLimits window = limits.window(plan);
        double credits =
                Credits.of(limits.weights, creditFactor[draft.model], draft.cached, draft.prefill, 0, draft.output);
        double factor = peak && limits.peakPlan[plan] ? limits.peakFactor : 1;
        windows.charge(user, window, t, credits * factor, credits);
        return credits;
    }

    /** When the request that was just refused would pass, seconds since the epoch. */
    double passesAt() {
        return windows.passesAt();
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
