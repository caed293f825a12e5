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
    int check(int user, LimitTables limits, int model, double overflow, double allowance, double t) {
        if (!limits.spec.enforced()) {
            return PASS;
        }
        WindowLimits window = limits.window(subscribers.plan(user));
        WindowLimits wider = allowance == 0
                ? window
                : new WindowLimits(
                        window.window() * (1 + allowance),
                        window.windowSeconds(),
                        window.weekly() * (1 + allowance),
                        window.weekSeconds());
        return windows.check(user, wider, t);
    }

    /** Charges a request that passed. */
    void charge(int user, LimitTables limits, boolean peak, double t, RequestDraft draft) {
        int plan = subscribers.plan(user);
        WindowLimits window = limits.window(plan);
        double credits =
                Credits.of(limits.weights, creditFactor[draft.model], draft.cached, draft.prefill, 0, draft.output);
        double factor = peak && limits.peakPlan[plan] ? limits.peakFactor : 1;
        windows.charge(user, window, t, credits * factor, credits);
    }

    /** When the request that was just refused would pass, seconds since the epoch. */
    double passesAt() {
        return windows.passesAt();
    }

    /** The windows themselves, for comparing balances. */
    AccountWindows windows() {
        return windows;
    }
}
