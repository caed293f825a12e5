package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.limits.ResetCalendar.Period;
import io.tidegate.limits.WindowSpec.Semantics;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-computed timelines of one window of 100 credits in five hours, from midnight UTC of Tuesday, 5 March 2024. */
final class WindowSemanticsTest {
    private static final double HOUR = 3600;
    private static final LocalDateTime MIDNIGHT = LocalDateTime.of(2024, 3, 5, 0, 0);
    private static final double ORIGIN = MIDNIGHT.toEpochSecond(ZoneOffset.UTC);

    private static WindowRule rule(Semantics semantics, double hours) {
        return new WindowRule(
                semantics,
                100,
                hours * HOUR,
                WindowRule.ALL_MODELS,
                false,
                Denial.WINDOW_OTHER,
                semantics == Semantics.CALENDAR ? calendar("UTC", hours) : ResetCalendar.NEVER);
    }

    private static ResetCalendar calendar(String zone, double hours) {
        Period period = hours > 24 ? Period.WEEK : Period.DAY;
        return new ResetCalendar(period, ZoneId.of(zone), ORIGIN, ORIGIN + 30 * 24 * HOUR);
    }

    private static ResetSpec reset(double hour, double credits) {
        LocalDateTime at = MIDNIGHT.plusSeconds((long) (hour * HOUR));
        return new ResetSpec("reset at " + hour, at, ZoneOffset.UTC, List.of("pro"), credits);
    }

    @Test
    void flooredWindowsBeginAtTheFullHour() {
        play(rule(Semantics.FLOORED, 5), List.of(), """
                hour     credits  answer
                2.75     60       PASS               from 2 to 7
                6.99     60       PASS
                6.999    1        until 7
                7.0      100      PASS               from 7 to 12
                11.5     1        until 12
                13.9999  100      PASS               from 13 to 18
                17.9999  1        until 18
                """);
    }

    @Test
    void slidingWindowsLetPassWhenEnoughHasLeftThem() {
        play(rule(Semantics.SLIDING, 5), List.of(), """
                hour     credits  answer
                0        10       PASS
                1        50       PASS
                2        45       PASS               105 count
                3        1        until 5            10 leave at 5
                4.9999   1        until 5
                5        200      PASS               295 count, of which 50 leave at 6, 45 at 7, 200 at 10
                5.5      1        until 10
                9.9999   1        until 10
                10       1        PASS
                """);
    }

    @Test
    void chargesOfAMinuteLeaveASlidingWindowWithTheLastOfThem() {
        AccountWindows windows = new AccountWindows(1, 1);
        WindowLimits limits = new WindowLimits(List.of(rule(Semantics.SLIDING, 5)), ResetTimes.NONE);
        windows.charge(0, limits, ORIGIN + 1, 60, 60);
        windows.charge(0, limits, ORIGIN + 59, 60, 60);
        windows.charge(0, limits, ORIGIN + 60, 60, 60);
        assertThat(windows.check(0, limits, ORIGIN + 100)).isNotEqualTo(AccountWindows.PASS);
        assertThat(windows.passesAt()).isEqualTo(ORIGIN + 59 + 5 * HOUR);
    }

    @Test
    void calendarDaysEndAtMidnight() {
        play(rule(Semantics.CALENDAR, 24), List.of(), """
                hour     credits  answer
                3        60       PASS
                23.9     60       PASS
                23.99    1        until 24
                24       100      PASS
                25       1        until 48
                48.5     1        PASS
                """);
    }

    @Test
    void calendarWeeksEndOnMonday() {
        play(rule(Semantics.CALENDAR, 168), List.of(), """
                hour     credits  answer
                3        100      PASS
                100      1        until 144
                144      1        PASS               Monday, 11 March
                """);
    }

    @Test
    void calendarDaysFollowTheWallClock() {
        // Clocks in Los Angeles went forward on Sunday, 10 March 2024: that day has 23 hours.
        WindowRule rule = new WindowRule(
                Semantics.CALENDAR,
                100,
                24 * HOUR,
                WindowRule.ALL_MODELS,
                false,
                Denial.WINDOW_OTHER,
                calendar("America/Los_Angeles", 24));
        play(rule, List.of(), """
                hour     credits  answer
                104      100      PASS               Saturday, from midnight in Los Angeles
                105      1        until 128
                128      100      PASS               Sunday
                129      1        until 151
                151      100      PASS
                152      1        until 175
                """);
    }

    @Test
    void anchoredWindowsFollowEachOther() {
        play(rule(Semantics.ANCHORED, 5), List.of(), """
                hour     credits  answer
                3        100      PASS               the anchor is at 1
                5.9      1        until 6
                6        100      PASS
                7        1        until 11
                """);
    }

    @Test
    void aResetEndsWindowsThatBeganBeforeItWhateverTheirKind() {
        List<ResetSpec> resets = List.of(reset(2.5, 0));
        play(rule(Semantics.FIRST_USE, 5), resets, """
                hour     credits  answer
                1        100      PASS
                2        1        until 2.5
                2.5      100      PASS               opened at 2.5
                2.6      1        until 7.5
                """);
        play(rule(Semantics.FLOORED, 5), resets, """
                hour     credits  answer
                1        100      PASS
                2        1        until 2.5
                2.75     100      PASS               would begin at 2, so begins at the reset
                2.8      1        until 7.5
                """);
        play(rule(Semantics.SLIDING, 5), resets, """
                hour     credits  answer
                1        100      PASS
                2        1        until 2.5
                2.75     100      PASS
                2.8      1        until 7.75
                """);
        play(rule(Semantics.CALENDAR, 24), resets, """
                hour     credits  answer
                1        100      PASS
                2        1        until 2.5
                2.75     100      PASS
                2.8      1        until 24           the day ends when it would
                """);
        play(rule(Semantics.ANCHORED, 5), resets, """
                hour     credits  answer
                1.5      100      PASS
                2        1        until 2.5
                2.75     100      PASS
                2.8      1        until 6
                6        100      PASS
                """);
    }

    @Test
    void whatIsGivenIsNoReset() {
        play(rule(Semantics.FIRST_USE, 5), List.of(reset(2.5, 1_000)), """
                hour     credits  answer
                1        100      PASS
                2.5      1        until 6
                """);
        ResetTimes times = new ResetTimes("pro", List.of(reset(9, 30), reset(2.5, 1_000), reset(5, 0)));
        assertThat(times.granted(ORIGIN + 2.5 * HOUR - 1)).isZero();
        assertThat(times.granted(ORIGIN + 2.5 * HOUR)).isEqualTo(1_000);
        assertThat(times.granted(ORIGIN + 9 * HOUR)).isEqualTo(1_030);
        assertThat(new ResetTimes("max", List.of(reset(9, 30))).granted(ORIGIN + 10 * HOUR))
                .isZero();
    }

    @Test
    void aWindowOfSomeModelsNeitherCountsNorRefusesOthers() {
        WindowRule first = new WindowRule(
                Semantics.FIRST_USE, 100, 5 * HOUR, 0b10, true, Denial.WINDOW_OTHER, ResetCalendar.NEVER);
        WindowRule all = new WindowRule(
                Semantics.ANCHORED, 500, 168 * HOUR, WindowRule.ALL_MODELS, false, Denial.WEEKLY, ResetCalendar.NEVER);
        WindowLimits limits = new WindowLimits(List.of(first, all), ResetTimes.NONE);
        AccountWindows windows = new AccountWindows(1, 2);

        windows.charge(0, limits, 0, 0, 300, 150);
        assertThat(windows.used(0, 0)).isZero();
        assertThat(windows.used(0, 1)).isEqualTo(150);
        windows.charge(0, limits, 1, HOUR, 300, 150);
        assertThat(windows.used(0, 0)).as("with the peak factor").isEqualTo(300);
        assertThat(windows.used(0, 1)).as("without").isEqualTo(300);
        assertThat(windows.check(0, limits, 1, 0, 2 * HOUR)).isEqualTo(Denial.WINDOW_OTHER.code());
        assertThat(windows.passesAt()).isEqualTo(6 * HOUR);
        assertThat(windows.check(0, limits, 0, 0, 2 * HOUR)).isEqualTo(AccountWindows.PASS);
        windows.charge(0, limits, 0, 2 * HOUR, 300, 200);
        assertThat(windows.check(0, limits, 1, 0, 3 * HOUR))
                .as("the one that ends last")
                .isEqualTo(Denial.WEEKLY.code());
    }

    @Test
    void anAllowanceLetsATaskGoOnSoFar() {
        AccountWindows windows = new AccountWindows(1);
        WindowLimits limits = new WindowLimits(100, 5 * HOUR, 1_000, 168 * HOUR);
        windows.charge(0, limits, 0, 0, 105, 105);
        assertThat(windows.check(0, limits, 0, 0, HOUR)).isEqualTo(Denial.WINDOW_5H.code());
        assertThat(windows.check(0, limits, 0, 0.25, HOUR)).isEqualTo(AccountWindows.PASS);
        windows.charge(0, limits, 0, HOUR, 20, 20);
        assertThat(windows.check(0, limits, 0, 0.25, HOUR)).isEqualTo(Denial.WINDOW_5H.code());
    }

    @Test
    void lengthsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> rule(Semantics.FLOORED, 0.5))
                .hasMessage("seconds: must be an hour or more where it begins at the full hour, found 1800.0");
        assertThatThrownBy(() -> rule(Semantics.SLIDING, 0)).hasMessage("seconds: must be above 0, found 0.0");
    }

    @Test
    void whatAnAccountNoLongerNeedsIsFreed() {
        AccountWindows windows = new AccountWindows(1, 1);
        WindowLimits limits = new WindowLimits(List.of(rule(Semantics.SLIDING, 5)), ResetTimes.NONE);
        windows.charge(0, limits, ORIGIN, 60, 60);
        windows.charge(0, limits, ORIGIN + HOUR, 70, 70);
        windows.forget(0, limits, ORIGIN + 5 * HOUR);
        assertThat(windows.used(0, 0)).isEqualTo(70);
        AccountWindows copy = new AccountWindows(1, 1);
        copy.copyFrom(windows);
        windows.forget(0, limits, ORIGIN + 6 * HOUR);
        assertThat(windows.used(0, 0)).isZero();
        assertThat(copy.check(0, limits, ORIGIN + 5 * HOUR)).isEqualTo(AccountWindows.PASS);
        copy.charge(0, limits, ORIGIN + 5 * HOUR, 30, 30);
        assertThat(copy.check(0, limits, ORIGIN + 5 * HOUR)).isEqualTo(Denial.WINDOW_OTHER.code());
        assertThat(copy.passesAt()).isEqualTo(ORIGIN + 6 * HOUR);
    }

    /** Plays the lines in turn, charging what passes at once; words after the answer are remarks. The anchor is at hour 1. */
    private static void play(WindowRule rule, List<ResetSpec> resets, String timeline) {
        AccountWindows windows = new AccountWindows(1, 1);
        windows.setWeekAnchor(0, ORIGIN + HOUR);
        WindowLimits limits = new WindowLimits(List.of(rule), new ResetTimes("pro", resets));
        timeline.lines().skip(1).forEach(line -> {
            String[] words = line.strip().split(" +", -1);
            double t = ORIGIN + Double.parseDouble(words[0]) * HOUR;
            int code = windows.check(0, limits, t);
            if (words[2].equals("PASS")) {
                assertThat(code).as(line).isEqualTo(AccountWindows.PASS);
                double credits = Double.parseDouble(words[1]);
                windows.charge(0, limits, t, credits, credits);
            } else {
                assertThat(code).as(line).isEqualTo(Denial.WINDOW_OTHER.code());
                assertThat(windows.passesAt()).as(line).isEqualTo(ORIGIN + Double.parseDouble(words[3]) * HOUR);
            }
        });
    }
}
