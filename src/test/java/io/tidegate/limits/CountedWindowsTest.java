package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.limits.ResetCalendar.Period;
import io.tidegate.limits.WindowSpec.Counted;
import io.tidegate.limits.WindowSpec.Semantics;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows that count requests or messages and no credits. */
final class CountedWindowsTest {
    private static final double HOUR = 3600;
    private static final double ORIGIN = LocalDate.of(2024, 3, 5).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final int LARGE = 0;
    private static final int SMALL = 1;

    private static WindowRule rule(Semantics semantics, double budget, double seconds, long models, Counted counts) {
        ResetCalendar calendar = semantics == Semantics.CALENDAR
                ? new ResetCalendar(Period.DAY, ZoneId.of("America/Los_Angeles"), ORIGIN, ORIGIN + 30 * 24 * HOUR)
                : ResetCalendar.NEVER;
        return new WindowRule(semantics, budget, seconds, models, false, Denial.WINDOW_OTHER, calendar, counts);
    }

    private static WindowLimits limits(WindowRule... rules) {
        return new WindowLimits(List.of(rules), ResetTimes.NONE);
    }

    /** Asks for a request after so many hours, of any number of credits, and charges it if it passes: when it does, in hours. */
    private static double ask(AccountWindows windows, WindowLimits limits, double hours, int model, boolean opens) {
        double t = ORIGIN + hours * HOUR;
        if (windows.check(0, limits, model, opens, 0, t) == AccountWindows.PASS) {
            windows.charge(0, limits, model, opens, t, 1e9, 1e9);
            return hours;
        }
        return (windows.passesAt() - ORIGIN) / HOUR;
    }

    @Test
    void threeMessagesInThreeHoursWhateverTheyCost() {
        WindowLimits limits = limits(rule(Semantics.SLIDING, 3, 3 * HOUR, 0b01, Counted.MESSAGES));
        AccountWindows windows = new AccountWindows(1, 1);
        assertThat(ask(windows, limits, 0, LARGE, true)).isEqualTo(0);
        assertThat(ask(windows, limits, 1, LARGE, true)).isEqualTo(1);
        assertThat(ask(windows, limits, 1, LARGE, false))
                .as("goes on with a task")
                .isEqualTo(1);
        assertThat(ask(windows, limits, 2, LARGE, true)).isEqualTo(2);
        assertThat(ask(windows, limits, 2.5, LARGE, true))
                .as("the first leaves at three")
                .isEqualTo(3);
        assertThat(ask(windows, limits, 2.5, LARGE, false))
                .as("what was begun goes on")
                .isEqualTo(2.5);
        assertThat(ask(windows, limits, 2.5, SMALL, true))
                .as("another model class")
                .isEqualTo(2.5);
        assertThat(ask(windows, limits, 3, LARGE, true)).isEqualTo(3);
        assertThat(ask(windows, limits, 3.5, LARGE, true))
                .as("the second leaves at four")
                .isEqualTo(4);
        assertThat(windows.used(0, 0)).isEqualTo(3);
    }

    @Test
    void requestsCountEachAndRefuseEach() {
        WindowLimits limits = limits(
                rule(Semantics.CALENDAR, 2, 24 * HOUR, WindowRule.ALL_MODELS, Counted.REQUESTS),
                rule(Semantics.FIRST_USE, 1, 24 * HOUR, 0b10, Counted.MESSAGES));
        AccountWindows windows = new AccountWindows(1, 2);
        assertThat(ask(windows, limits, 1, LARGE, true)).isEqualTo(1);
        assertThat(ask(windows, limits, 2, LARGE, false)).isEqualTo(2);
        assertThat(ask(windows, limits, 3, LARGE, false))
                .as("midnight of Los Angeles")
                .isEqualTo(8);
        assertThat(ask(windows, limits, 8, SMALL, true)).isEqualTo(8);
        assertThat(ask(windows, limits, 9, SMALL, true))
                .as("a day after the first message")
                .isEqualTo(32);
        assertThat(ask(windows, limits, 9, SMALL, false)).isEqualTo(9);
        assertThat(ask(windows, limits, 10, SMALL, false)).isEqualTo(32);
    }

    /** The oracle is the list of messages that passed. Whole seconds, a multiple of 300, so that no two entries are joined. */
    @Test
    void everyDecisionOnMessagesIsThatOfTheList() {
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int budget = random.nextInt(1, 8);
            double seconds = 300.0 * random.nextInt(1, 20);
            WindowLimits limits =
                    limits(rule(Semantics.SLIDING, budget, seconds, WindowRule.ALL_MODELS, Counted.MESSAGES));
            AccountWindows windows = new AccountWindows(1, 1);
            List<Double> passed = new ArrayList<>();
            double t = ORIGIN;
            for (int i = 0; i < 200; i++) {
                t += 20 * random.nextInt(1, 20);
                boolean opens = random.nextInt(3) > 0;
                double now = t;
                long counted = passed.stream().filter(at -> at + seconds > now).count();
                boolean passes = !opens || counted < budget;
                assertThat(windows.check(0, limits, 0, opens, 0, t) == AccountWindows.PASS)
                        .as("seed %d, %d", seed, i)
                        .isEqualTo(passes);
                if (passes) {
                    windows.charge(0, limits, 0, opens, t, random.nextInt(1, 1000), 1);
                    if (opens) {
                        passed.add(t);
                    }
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(1_000);
    }

    @Test
    void aWindowThatCountsOtherThingsBeginsAfresh() {
        AccountWindows windows = new AccountWindows(1, 3);
        WindowRule usual = rule(Semantics.FIRST_USE, 1e12, 5 * HOUR, WindowRule.ALL_MODELS, Counted.CREDITS);
        WindowLimits messages =
                limits(usual, usual, rule(Semantics.FIRST_USE, 9, HOUR, WindowRule.ALL_MODELS, Counted.MESSAGES));
        WindowLimits requests =
                limits(usual, usual, rule(Semantics.FIRST_USE, 9, HOUR, WindowRule.ALL_MODELS, Counted.REQUESTS));
        windows.charge(0, messages, 0, ORIGIN, 5, 5);
        windows.change(0, messages, messages);
        assertThat(windows.used(0, 2)).isEqualTo(1);
        windows.change(0, messages, requests);
        assertThat(windows.used(0, 2)).isZero();
    }

    @Test
    void onlyCreditsHaveFactorsOfTheHour() {
        assertThatThrownBy(() -> new WindowSpec(
                        "w",
                        List.of("pro"),
                        List.of(),
                        80,
                        3 * HOUR,
                        Semantics.SLIDING,
                        ZoneOffset.UTC,
                        true,
                        Counted.MESSAGES))
                .hasMessage("peak: only a window of credits has factors of the hour");
    }
}
