package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RetryScheduleTest {
    @Test
    void clientsWaitWithinTheRangesObserved() {
        double[][] observed = {{1, 1}, {1, 2}, {2, 4}, {5, 8}, {9, 19}, {18, 39}, {36, 39}, {37, 40}, {37, 40}};
        for (int retry = 1; retry <= observed.length; retry++) {
            assertThat(RetrySchedule.backoff(retry))
                    .as("retry %d", retry)
                    .isBetween(observed[retry - 1][0], observed[retry - 1][1]);
        }
        assertThat(RetrySchedule.backoff(Integer.MAX_VALUE)).isEqualTo(38);
        assertThatThrownBy(() -> RetrySchedule.backoff(0)).hasMessage("retry: must be at least 1, found 0");
    }

    @Test
    void clientsDoNotComeBackBeforeTheyAreTold() {
        assertThat(RetrySchedule.delay(3, 0)).isEqualTo(4);
        assertThat(RetrySchedule.delay(3, 3.9)).isEqualTo(4);
        assertThat(RetrySchedule.delay(3, 60)).isEqualTo(60);
    }
}
