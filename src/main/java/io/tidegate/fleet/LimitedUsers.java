package io.tidegate.fleet;

import io.tidegate.measure.Inequality;
import io.tidegate.measure.LatencyHistogram;
import java.util.Arrays;

/**
 * What limits did to the users of each plan in one week, by plan. Only users that made a request in the week count, refused or not;
 * days are those of 24 hours counted back from the week's end. Weeks of cells merge by addition.
 */
public final class LimitedUsers {
    /** Seconds of exhaustion that a histogram's second stands for: a week is longer than a histogram reaches. */
    public static final double EXHAUSTION_UNIT = 100;

    /** Users that made a request. */
    public final long[] active;
    /** Users that any limit denied. */
    public final long[] limited;
    /** Users that a usage window other than the weekly cap denied. */
    public final long[] byWindow;
    /** Users that the weekly cap denied. */
    public final long[] byWeek;
    /** Days on which a user made a request. */
    public final long[] activeDays;
    /** Of these, days on which any limit denied the user. */
    public final long[] limitedDays;
    /** Days on which the five-hour window did. */
    public final long[] windowDays;
    /** Days on which the weekly cap did. */
    public final long[] capDays;
    /** Seconds in which a user would be denied, from each denial to the time it stated, each second once. */
    public final double[] lockoutSeconds;
    /** Windows that denied their user. */
    public final long[] windowsExhausted;
    /** Credits, before any factor of the hour, that users got from these windows. */
    public final double[] taken;
    /** Sum of the squares of these credits. */
    public final double[] takenSquares;
    /** Credits, before any factor of the hour, of each user's week. */
    public final Inequality[] use;

    private final LatencyHistogram[] windowExhaustion;
    private final LatencyHistogram[] capExhaustion;

    /** No users yet. */
    public LimitedUsers(int plans) {
        active = new long[plans];
        limited = new long[plans];
        byWindow = new long[plans];
        byWeek = new long[plans];
        activeDays = new long[plans];
        limitedDays = new long[plans];
        windowDays = new long[plans];
        capDays = new long[plans];
        lockoutSeconds = new double[plans];
        windowsExhausted = new long[plans];
        taken = new double[plans];
        takenSquares = new double[plans];
        use = new Inequality[plans];
        windowExhaustion = new LatencyHistogram[plans];
        capExhaustion = new LatencyHistogram[plans];
        Arrays.setAll(use, p -> new Inequality());
        Arrays.setAll(windowExhaustion, p -> LatencyHistogram.compact());
        Arrays.setAll(capExhaustion, p -> LatencyHistogram.compact());
    }

    /** Time from a window's start to its first denial, in units of {@value #EXHAUSTION_UNIT} seconds. */
    public LatencyHistogram windowExhaustion(int plan) {
        return windowExhaustion[plan];
    }

    /** Time from a week's start to the first denial by its cap, in units of {@value #EXHAUSTION_UNIT} seconds. */
    public LatencyHistogram capExhaustion(int plan) {
        return capExhaustion[plan];
    }

    /** A window denied its user for the first time, so many seconds after its start, when the user had got so many credits from it. */
    void windowExhausted(int plan, double seconds, double credits) {
        windowExhaustion[plan].record(seconds / EXHAUSTION_UNIT);
        windowsExhausted[plan]++;
        taken[plan] += credits;
        takenSquares[plan] += credits * credits;
    }

    /** A weekly cap denied its user for the first time in a week. */
    void capExhausted(int plan, double seconds) {
        capExhaustion[plan].record(seconds / EXHAUSTION_UNIT);
    }

    /** Adds the users of another cell. */
    public void merge(LimitedUsers other) {
        for (int p = 0; p < active.length; p++) {
            active[p] += other.active[p];
            limited[p] += other.limited[p];
            byWindow[p] += other.byWindow[p];
            byWeek[p] += other.byWeek[p];
            activeDays[p] += other.activeDays[p];
            limitedDays[p] += other.limitedDays[p];
            windowDays[p] += other.windowDays[p];
            capDays[p] += other.capDays[p];
            lockoutSeconds[p] += other.lockoutSeconds[p];
            windowsExhausted[p] += other.windowsExhausted[p];
            taken[p] += other.taken[p];
            takenSquares[p] += other.takenSquares[p];
            use[p].merge(other.use[p]);
            windowExhaustion[p].add(other.windowExhaustion[p]);
            capExhaustion[p].add(other.capExhaustion[p]);
        }
    }
}
