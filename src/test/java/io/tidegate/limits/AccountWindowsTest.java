package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Hand-computed timelines. Window: 100 credits in 5 h; week: 1,000 credits in 168 h; anchored at 0 unless said. */
final class AccountWindowsTest {
    private static final double HOUR = 3600;
    private static final WindowLimits LIMITS = new WindowLimits(100, 5 * HOUR, 1_000, 168 * HOUR);

    @Test
    void windowOpensAtFirstUseAndEndsExactlyFiveHoursLater() {
        play(LIMITS, 0, """
                hour        credits  answer
                3.0         60       PASS
                7.0         39       PASS
                7.5         500      PASS                  one credit was left, so it passes whole
                7.6         1        WINDOW_5H until 8.0
                7.999999    1        WINDOW_5H until 8.0
                8.0         100      PASS                  opens the next window, 8 to 13
                8.0         1        WINDOW_5H until 13.0
                13.0        1        PASS
                """);
    }

    @Test
    void refusalsNeitherOpenNorProlongAWindow() {
        play(LIMITS, 0, """
                hour  credits  answer
                0     100      PASS
                1     1        WINDOW_5H until 5.0
                4.9   1        WINDOW_5H until 5.0
                9     100      PASS                  opened at 9, not at 5
                13.9  1        WINDOW_5H until 14.0
                14    1        PASS
                """);
    }

    @Test
    void weeksStartAtTheAnchorAndEveryWeekBeforeAndAfter() {
        // With its anchor at hour 400 the account's weeks start at hours 64, 232, 400.
        play(LIMITS, 400, """
                hour        credits  answer
                60          1000     PASS
                65          1        PASS                  the week turned at 64, the window ended at 65
                66          1000     PASS
                100         1        WEEKLY until 232.0
                231.999999  1        WEEKLY until 232.0
                232         1        PASS
                """);
    }

    @Test
    void bothSpentNamesTheOneThatEndsLast() {
        play(LIMITS, 0, """
                hour  credits  answer
                10    1000     PASS
                11    1        WEEKLY until 168.0     the window ends at 15
                """);
        play(LIMITS, 0, """
                hour  credits  answer
                165   1000     PASS
                166   1        WINDOW_5H until 170.0  the week ends at 168
                169   1        WINDOW_5H until 170.0  and only the window is spent now
                170   1        PASS
                """);
        play(LIMITS, 0, """
                hour  credits  answer
                163   1000     PASS
                164   1        WINDOW_5H until 168.0  both end at 168
                168   1        PASS
                """);
    }

    @Test
    void raisedWindowFreesAnExhaustedAccountAtOnceAndALoweredOneStopsIt() {
        AccountWindows windows = new AccountWindows(1);
        WindowLimits doubled = new WindowLimits(200, 5 * HOUR, 1_000, 168 * HOUR);
        windows.charge(0, LIMITS, 0, 150, 150);

        assertThat(windows.check(0, LIMITS, HOUR)).isEqualTo(Denial.WINDOW_5H.code());
        assertThat(windows.check(0, doubled, HOUR)).isEqualTo(AccountWindows.PASS);
        windows.charge(0, doubled, HOUR, 50, 50);
        assertThat(windows.check(0, doubled, HOUR)).isEqualTo(Denial.WINDOW_5H.code());
        assertThat(windows.passesAt()).as("the window keeps its end").isEqualTo(5 * HOUR);
        assertThat(windows.check(0, LIMITS, HOUR)).isEqualTo(Denial.WINDOW_5H.code());
    }

    @Test
    void changedLengthsActOnTheBalanceHeld() {
        AccountWindows windows = new AccountWindows(1);
        WindowLimits shorter = new WindowLimits(100, 2 * HOUR, 1_000, 24 * HOUR);
        windows.charge(0, LIMITS, 30 * HOUR, 1_000, 1_000);

        assertThat(windows.check(0, LIMITS, 33 * HOUR)).isEqualTo(Denial.WEEKLY.code());
        assertThat(windows.check(0, shorter, 31 * HOUR))
                .as("the week began before the present day, so the day is fresh; the window is open")
                .isEqualTo(Denial.WINDOW_5H.code());
        assertThat(windows.check(0, shorter, 32 * HOUR)).isEqualTo(AccountWindows.PASS);
    }

    @Test
    void windowAndWeekAreChargedApart() {
        AccountWindows windows = new AccountWindows(1);
        for (int hour = 0; hour < 50; hour += 5) {
            windows.charge(0, LIMITS, hour * HOUR, 100, 40);
        }
        assertThat(windows.windowStart(0)).isEqualTo(45 * HOUR);
        assertThat(windows.windowUsed(0)).isEqualTo(100);
        assertThat(windows.weekStart(0)).isZero();
        assertThat(windows.weekUsed(0)).isEqualTo(400);
        assertThat(windows.check(0, LIMITS, 49 * HOUR)).isEqualTo(Denial.WINDOW_5H.code());
    }

    @Test
    void chargeDatedBeforeTheOpenWindowAndWeekCountsInThemAndMovesNeither() {
        AccountWindows windows = new AccountWindows(1);
        windows.charge(0, LIMITS, 169 * HOUR, 10, 10);
        windows.charge(0, LIMITS, 167 * HOUR, 20, 20);

        assertThat(windows.windowStart(0)).isEqualTo(169 * HOUR);
        assertThat(windows.windowUsed(0)).isEqualTo(30);
        assertThat(windows.weekStart(0)).isEqualTo(168 * HOUR);
        assertThat(windows.weekUsed(0)).isEqualTo(30);
    }

    @Test
    void infiniteBudgetsNeverRefuse() {
        AccountWindows windows = new AccountWindows(1);
        WindowLimits none = new WindowLimits(Double.POSITIVE_INFINITY, HOUR, Double.POSITIVE_INFINITY, HOUR);
        windows.charge(0, none, 0, 1e300, 1e300);
        assertThat(windows.check(0, none, 0)).isEqualTo(AccountWindows.PASS);
    }

    @Test
    void accountsDoNotTouchEachOther() {
        AccountWindows windows = new AccountWindows(3);
        windows.setWeekAnchor(1, HOUR);
        windows.charge(1, LIMITS, 2 * HOUR, 100, 1_000);

        for (int other : new int[] {0, 2}) {
            assertThat(windows.check(other, LIMITS, 2 * HOUR)).isEqualTo(AccountWindows.PASS);
            assertThat(windows.windowStart(other)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(windows.windowUsed(other)).isZero();
            assertThat(windows.weekUsed(other)).isZero();
        }
        assertThat(windows.weekStart(1)).isEqualTo(HOUR);
    }

    @Test
    void copyHoldsTheSameBalancesAndThenLivesAlone() {
        AccountWindows windows = new AccountWindows(2);
        windows.setWeekAnchor(1, 7 * HOUR);
        windows.charge(1, LIMITS, 10 * HOUR, 100, 100);
        AccountWindows copy = new AccountWindows(2);
        copy.copyFrom(windows);
        windows.charge(1, LIMITS, 15 * HOUR, 1, 1);

        assertThat(copy.check(1, LIMITS, 14 * HOUR)).isEqualTo(Denial.WINDOW_5H.code());
        assertThat(copy.weekStart(1)).isEqualTo(7 * HOUR);
        assertThat(copy.weekUsed(1)).isEqualTo(100);
        assertThatThrownBy(() -> new AccountWindows(3).copyFrom(windows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accounts: must be 3, found 2");
    }

    @Test
    void limitsComeFromThePlanAndRefuseNonsense() {
        CreditWeights weights = new CreditWeights(1, 1.25, 0.1, 5);
        LimitsSpec spec = new LimitsSpec(
                weights, 18_000, 604_800, PeakCalendarTest.spec("UTC", "05:00", "11:00"), List.of(), List.of(), 15, 60);
        assertThat(WindowLimits.of(new PlanLimit("pro", 1.8e6, 14.4e6), spec, List.of(), 0, 1))
                .usingRecursiveComparison()
                .isEqualTo(new WindowLimits(1.8e6, 18_000, 14.4e6, 604_800));
        assertThatThrownBy(() -> new WindowLimits(0, 1, 1, 1)).hasMessage("budget: must be above 0, found 0.0");
        assertThatThrownBy(() -> new WindowLimits(1, 1, Double.NaN, 1))
                .hasMessage("budget: must be above 0, found NaN");
        assertThatThrownBy(() -> new WindowLimits(1, Double.POSITIVE_INFINITY, 1, 1))
                .hasMessageContaining("finite");
    }

    /** Plays the lines in turn, charging what passes at once; words after the answer are remarks. */
    private static void play(WindowLimits limits, double anchorHours, String timeline) {
        AccountWindows windows = new AccountWindows(1);
        windows.setWeekAnchor(0, anchorHours * HOUR);
        timeline.lines().skip(1).forEach(line -> {
            String[] words = line.strip().split(" +", -1);
            double t = Double.parseDouble(words[0]) * HOUR;
            double credits = Double.parseDouble(words[1]);
            boolean expectsRefusal = words.length > 3 && words[3].equals("until");
            String expected = expectsRefusal ? words[2] + " until " + words[4] : words[2];

            int code = windows.check(0, limits, t);
            String actual = code == AccountWindows.PASS
                    ? "PASS"
                    : String.format(Locale.ROOT, "%s until %s", Denial.of(code), windows.passesAt() / HOUR);
            assertThat(actual).as(line).isEqualTo(expected);
            if (code == AccountWindows.PASS) {
                windows.charge(0, limits, t, credits, credits);
            }
        });
    }
}
