package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.Denial;
import org.junit.jupiter.api.Test;

/** Weeks of one user by hand; times in hours before the week's end. */
class UserWeekTest {
    private static final double HOUR = 3600;
    private static final int WINDOW = Denial.WINDOW_5H.code();
    private static final int WEEKLY = Denial.WEEKLY.code();
    private static final int OTHER = Denial.WINDOW_OTHER.code();

    private final UserWeek week = new UserWeek();
    private final LimitedUsers limited = new LimitedUsers(2);

    UserWeekTest() {
        week.begin(1);
    }

    private void passed(double hour, double credits, double window) {
        week.passed(hour * HOUR, credits, window * HOUR);
    }

    private void denied(double hour, int reason, double passesAt, double since) {
        week.denied(hour * HOUR, reason, passesAt * HOUR, since * HOUR, limited);
    }

    private double lockoutHours() {
        return limited.lockoutSeconds[1] / HOUR;
    }

    /** Two windows, the second with three denials of the same lock, a weekly cap that begins within it and ends after it. */
    @Test
    void lockoutIsTheUnionOfWhatDenialsState() {
        passed(-100, 40, -100);
        passed(-99, 60, -100);
        denied(-98, WINDOW, -95, -100); // 3 h
        passed(-90, 70, -90);
        denied(-89, WINDOW, -85, -90); // 4 h
        denied(-88, WINDOW, -85, -90);
        denied(-86, WEEKLY, -80, -150); // to -80: 5 h more
        denied(-84, WEEKLY, -80, -150);
        week.end(limited);

        assertThat(lockoutHours()).isCloseTo(3 + 4 + 5, within(1e-9));
        assertThat(limited.active).containsExactly(0, 1);
        assertThat(limited.limited).containsExactly(0, 1);
        assertThat(limited.byWindow).containsExactly(0, 1);
        assertThat(limited.byWeek).containsExactly(0, 1);
    }

    /** A window is spent once, however often it denies; what was got from it is counted before the factor of the hour. */
    @Test
    void exhaustionIsFromTheStartToTheFirstDenial() {
        passed(-100, 40, -100);
        passed(-99, 60, -100);
        denied(-98, WINDOW, -95, -100);
        denied(-97, WINDOW, -95, -100);
        passed(-90, 70, -90);
        denied(-89, WINDOW, -85, -90);
        denied(-80, WEEKLY, -10, -150);
        denied(-79, WEEKLY, -10, -150);
        week.end(limited);

        assertThat(limited.windowsExhausted[1]).isEqualTo(2);
        assertThat(limited.taken[1]).isEqualTo(100 + 70);
        assertThat(limited.takenSquares[1]).isEqualTo(100 * 100 + 70 * 70);
        assertThat(limited.windowExhaustion(1).count()).isEqualTo(2);
        double unit = LimitedUsers.EXHAUSTION_UNIT;
        // Compact histograms are within 0.5 %.
        assertThat(limited.windowExhaustion(1).quantile(0.5) * unit).isCloseTo(1 * HOUR, within(0.005 * HOUR));
        assertThat(limited.windowExhaustion(1).quantile(1) * unit).isCloseTo(2 * HOUR, within(0.01 * HOUR));
        assertThat(limited.capExhaustion(1).count()).isEqualTo(1);
        assertThat(limited.capExhaustion(1).quantile(0.5) * unit).isCloseTo(70 * HOUR, within(0.35 * HOUR));
    }

    @Test
    void anExhaustionOfAWholeWeekIsNotClamped() {
        denied(-1, WEEKLY, 3, -165);
        assertThat(limited.capExhaustion(1).clamped()).isZero();
        assertThat(limited.capExhaustion(1).quantile(0.5) * LimitedUsers.EXHAUSTION_UNIT)
                .isCloseTo(164 * HOUR, within(0.82 * HOUR));
    }

    /** What began before the week counts from its first second, what goes on after it to its last. */
    @Test
    void theWeekCutsBothEnds() {
        passed(-175, 1000, -175);
        denied(-170, WINDOW, -166, -175); // the week is from -168 on: 2 h
        denied(-167, WINDOW, -166, -175);
        passed(-3, 5, -3);
        denied(-2, WINDOW, 2, -3); // 2 h
        week.end(limited);

        assertThat(lockoutHours()).isCloseTo(4, within(1e-9));
        assertThat(limited.windowsExhausted[1])
                .as("the first was spent before the week")
                .isEqualTo(1);
        assertThat(limited.use[1].sum()).as("credits of the week").isEqualTo(5);
        assertThat(limited.activeDays[1]).isEqualTo(2);
        assertThat(limited.windowDays[1]).isEqualTo(2);
    }

    @Test
    void daysAreCountedOnceAndByLimit() {
        passed(-167, 1, -167); // the first day
        denied(-166, OTHER, -160, Double.NaN);
        denied(-165, OTHER, -160, Double.NaN);
        passed(-50, 1, -50); // the fifth
        denied(-49, WINDOW, -45, -50);
        passed(-0.5, 1, -0.5); // the last
        denied(-0.25, WEEKLY, 10, -20);
        week.end(limited);

        assertThat(limited.activeDays[1]).isEqualTo(3);
        assertThat(limited.limitedDays[1]).isEqualTo(3);
        assertThat(limited.windowDays[1]).as("of any window but the week").isEqualTo(2);
        assertThat(limited.capDays[1]).isEqualTo(1);
    }

    @Test
    void whoMadeNoRequestInTheWeekIsNotCounted() {
        passed(-200, 50, -200);
        denied(-190, WEEKLY, -100, -300);
        week.end(limited);
        assertThat(limited.active[1]).isZero();
        assertThat(limited.lockoutSeconds[1]).isZero();
        assertThat(limited.use[1].count()).isZero();
    }

    @Test
    void usersDoNotLeaveTracesInTheNext() {
        passed(-100, 40, -100);
        denied(-98, WINDOW, -95, -100);
        week.end(limited);
        week.begin(0);
        passed(-97, 3, -97);
        denied(-96, WINDOW, -92, -97);
        week.end(limited);
        assertThat(limited.lockoutSeconds[0] / HOUR).isCloseTo(4, within(1e-9));
        assertThat(limited.taken[0]).isEqualTo(3);
        assertThat(limited.use[0].sum()).isEqualTo(3);

        LimitedUsers twice = new LimitedUsers(2);
        twice.merge(limited);
        twice.merge(limited);
        assertThat(twice.lockoutSeconds[1]).isEqualTo(2 * limited.lockoutSeconds[1]);
        assertThat(twice.windowsExhausted).containsExactly(2, 2);
        assertThat(twice.windowExhaustion(1).count()).isEqualTo(2);
        assertThat(twice.use[0].count()).isEqualTo(2);
    }
}
