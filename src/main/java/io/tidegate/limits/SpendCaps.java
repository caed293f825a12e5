package io.tidegate.limits;

import java.util.Arrays;

/**
 * What each organisation of a cell has spent in the calendar's day and month and in the span before, in USD. A request passes while less than the cap
 * is spent. Its input is paid when it passes and its output when it is complete, as only then its price is known: what is
 * spent may exceed a cap by the price of the requests under way, and of the last input.
 *
 * <p>Times are seconds since the Unix epoch. Nothing is known of what was spent before the first request. A cap that comes
 * into force, or changes its zone, begins with what was counted since. Of the span before, what was spent in the same
 * {@value #ROLLING_PARTS}th of its length counts as spent at the time of the last of it.
 */
final class SpendCaps {
    static final int ROLLING_PARTS = 300;

    private static final int FIELDS = 4;
    private static final int DAY_END = 0;
    private static final int DAY = 1;
    private static final int MONTH_END = 2;
    private static final int MONTH = 3;

    private final double[] state;
    private final SlidingLog log = new SlidingLog();
    private final int[] lately;
    private final double[] spentLately;

    SpendCaps(int organisations) {
        state = new double[Math.multiplyExact(organisations, FIELDS)];
        for (int at = 0; at < state.length; at += FIELDS) {
            state[at + DAY_END] = Double.NEGATIVE_INFINITY;
            state[at + MONTH_END] = Double.NEGATIVE_INFINITY;
        }
        lately = new int[organisations];
        Arrays.fill(lately, SlidingLog.EMPTY);
        spentLately = new double[organisations];
    }

    /** When a request of {@code t} first passes: then, or when the last of the caps that are spent is not any more. */
    double passesAt(int organisation, CapLimits caps, double t) {
        double at = t;
        if (day(organisation, t) >= caps.day) {
            at = state[organisation * FIELDS + DAY_END];
        }
        if (month(organisation, t) >= caps.month) {
            at = Math.max(at, state[organisation * FIELDS + MONTH_END]);
        }
        if (spentLately[organisation] >= caps.rolling) {
            double below = log.below(
                    lately[organisation],
                    spentLately[organisation],
                    caps.rolling,
                    caps.rollingSpan,
                    Double.NEGATIVE_INFINITY);
            at = Math.max(at, below);
        }
        return at;
    }

    /** Counts money spent at {@code t}. */
    void charge(int organisation, CapLimits caps, double t, double usd) {
        int at = organisation * FIELDS;
        double day = day(organisation, t);
        double month = month(organisation, t);
        if (t >= state[at + DAY_END]) {
            state[at + DAY_END] = caps.days.endOf(t);
        }
        if (t >= state[at + MONTH_END]) {
            state[at + MONTH_END] = caps.months.endOf(t);
        }
        state[at + DAY] = day + usd;
        state[at + MONTH] = month + usd;
        if (caps.limitsRolling()) {
            int list = log.drop(lately[organisation], t, caps.rollingSpan, Double.NEGATIVE_INFINITY);
            double left = list == SlidingLog.EMPTY ? 0 : spentLately[organisation] - log.dropped();
            lately[organisation] = log.add(list, t, usd, caps.rollingSpan / ROLLING_PARTS);
            spentLately[organisation] = left + usd;
        }
    }

    /** USD spent in the day of {@code t}. */
    double day(int organisation, double t) {
        int at = organisation * FIELDS;
        return t < state[at + DAY_END] ? state[at + DAY] : 0;
    }

    /** USD spent in the month of {@code t}. */
    double month(int organisation, double t) {
        int at = organisation * FIELDS;
        return t < state[at + MONTH_END] ? state[at + MONTH] : 0;
    }
}
