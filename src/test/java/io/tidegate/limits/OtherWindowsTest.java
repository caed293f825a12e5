package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.ResetCalendar.Period;
import io.tidegate.limits.WindowSpec.Semantics;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account that gets other windows: of a day, beside the two of every plan. */
final class OtherWindowsTest {
    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final double START = 1_777_982_400;

    private static WindowLimits limits(double usual, double further, Semantics... kinds) {
        List<WindowRule> rules = new ArrayList<>();
        rules.add(rule(Semantics.FIRST_USE, usual, 5 * HOUR, Denial.WINDOW_5H));
        rules.add(rule(Semantics.ANCHORED, usual, 7 * DAY, Denial.WEEKLY));
        for (Semantics kind : kinds) {
            rules.add(rule(kind, further, DAY, Denial.WINDOW_OTHER));
        }
        return new WindowLimits(rules, ResetTimes.NONE);
    }

    private static WindowRule rule(Semantics kind, double budget, double seconds, Denial reason) {
        ResetCalendar calendar = kind == Semantics.CALENDAR
                ? new ResetCalendar(Period.DAY, ZoneOffset.UTC, START - DAY, START + 30 * DAY)
                : ResetCalendar.NEVER;
        return new WindowRule(kind, budget, seconds, WindowRule.ALL_MODELS, false, reason, calendar);
    }

    /** Credits that an account may still use, in requests of 10. */
    private static double left(AccountWindows windows, int account, WindowLimits limits, double t) {
        double used = 0;
        while (windows.check(account, limits, t) == AccountWindows.PASS) {
            windows.charge(account, limits, t, 10, 10);
            used += 10;
        }
        return used;
    }

    @Test
    void furtherWindowsGoOnWhereTheyAreAlikeAndElseBeginAfresh() {
        for (Semantics before : Semantics.values()) {
            for (Semantics after : Semantics.values()) {
                AccountWindows windows = new AccountWindows(3, 4);
                WindowLimits lower = limits(1e6, 100, before);
                WindowLimits higher = limits(1e6, 300, after, Semantics.SLIDING);
                for (int account = 0; account < 3; account++) {
                    assertThat(left(windows, account, lower, START + account * HOUR))
                            .isEqualTo(100);
                }
                windows.change(1, lower, higher);
                String what = before + " to " + after;
                double t = START + 3 * HOUR;
                assertThat(left(windows, 1, higher, t)).as(what).isEqualTo(before == after ? 200 : 300);
                windows.change(1, higher, lower);
                assertThat(left(windows, 1, lower, t)).as(what + " and back").isEqualTo(before == after ? 0 : 100);
                assertThat(left(windows, 0, lower, t)).as("others, " + what).isZero();
                assertThat(left(windows, 2, lower, t)).as("others, " + what).isZero();
                assertThat(left(windows, 1, lower, t + DAY))
                        .as(what + ", a day later")
                        .isEqualTo(100);
            }
        }
    }

    @Test
    void theTwoWindowsOfEveryPlanGoOn() {
        AccountWindows windows = new AccountWindows(1, 3);
        WindowLimits lower = limits(100, 1e6);
        WindowLimits higher = limits(250, 1e6, Semantics.FLOORED);
        assertThat(left(windows, 0, lower, START)).isEqualTo(100);
        windows.change(0, lower, higher);
        assertThat(left(windows, 0, higher, START + HOUR)).isEqualTo(150);
        assertThat(windows.windowStart(0)).isEqualTo(START);
        assertThat(windows.windowUsed(0)).isEqualTo(250);
    }

    /** What a sliding window kept is free again: other accounts take its place. */
    @Test
    void whatIsNoLongerKeptTakesNoRoom() throws IllegalAccessException {
        AccountWindows windows = new AccountWindows(2, 3);
        WindowLimits sliding = limits(1e9, 1e9, Semantics.SLIDING);
        WindowLimits without = limits(1e9, 1e9);
        long bytes = 0;
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 250; i++) {
                windows.charge(0, sliding, START + round * DAY + i * 300, 1, 1);
            }
            windows.change(0, sliding, without);
            bytes = round == 0 ? Storage.arrayBytes(windows) : bytes;
        }
        assertThat(Storage.arrayBytes(windows)).isEqualTo(bytes);
    }
}
