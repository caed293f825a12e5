package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.ApiSpec.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryScheduleTest {
    private static final double[][] OBSERVED = {
        {1, 1}, {1, 2}, {2, 4}, {5, 8}, {9, 19}, {18, 39}, {36, 39}, {37, 40}, {37, 40}
    };
    private static final double ALMOST_1 = Math.nextDown(1.0);

    @ParameterizedTest
    @EnumSource(
            value = Schedule.class,
            names = {"DOUBLING", "OBSERVED"})
    void agentsWaitWithinTheRangesObserved(Schedule schedule) {
        for (int retry = 1; retry <= OBSERVED.length; retry++) {
            for (double u : new double[] {0, 0.3, ALMOST_1}) {
                assertThat(RetrySchedule.backoff(schedule, retry, u))
                        .as("retry %d", retry)
                        .isBetween(OBSERVED[retry - 1][0], OBSERVED[retry - 1][1]);
            }
        }
    }

    @Test
    void anAgentDrawsFromTheWholeRange() {
        for (int retry = 1; retry <= OBSERVED.length; retry++) {
            assertThat(RetrySchedule.backoff(Schedule.OBSERVED, retry, 0)).isEqualTo(OBSERVED[retry - 1][0]);
            assertThat(RetrySchedule.backoff(Schedule.OBSERVED, retry, ALMOST_1))
                    .isCloseTo(OBSERVED[retry - 1][1], within(1e-9));
        }
    }

    @Test
    void fixedWaitsNeedNoDraw() {
        assertThat(RetrySchedule.backoff(Schedule.DOUBLING, 5, 0.9)).isEqualTo(19);
        assertThat(RetrySchedule.backoff(Schedule.DOUBLING, Integer.MAX_VALUE, 0))
                .isEqualTo(38);
    }

    @Test
    void aLibraryDoublesFromHalfASecondToEight() {
        double[] full = {0.5, 1, 2, 4, 8, 8, 8};
        for (int retry = 1; retry <= full.length; retry++) {
            assertThat(RetrySchedule.backoff(Schedule.SDK, retry, 0)).isEqualTo(full[retry - 1]);
            assertThat(RetrySchedule.backoff(Schedule.SDK, retry, 0.5)).isEqualTo(0.875 * full[retry - 1]);
            assertThat(RetrySchedule.backoff(Schedule.SDK, retry, ALMOST_1))
                    .isCloseTo(0.75 * full[retry - 1], within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void thereIsNoRetryBeforeTheFirst(int retry) {
        for (Schedule schedule : Schedule.values()) {
            assertThatThrownBy(() -> RetrySchedule.backoff(schedule, retry, 0))
                    .hasMessage("retry: must be at least 1, found " + retry);
        }
    }

    @Test
    void clientsDoNotComeBackBeforeTheyAreTold() {
        assertThat(RetrySchedule.delay(Schedule.DOUBLING, 3, 0, 0)).isEqualTo(4);
        assertThat(RetrySchedule.delay(Schedule.DOUBLING, 3, 0, 3.9)).isEqualTo(4);
        assertThat(RetrySchedule.delay(Schedule.DOUBLING, 3, 0, 60)).isEqualTo(60);
        assertThat(RetrySchedule.delay(Schedule.SDK, 3, 0.5, 60)).isEqualTo(60);
        assertThat(RetrySchedule.delay(Schedule.OBSERVED, 3, 0.5, 0)).isEqualTo(3);
    }
}
