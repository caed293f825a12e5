package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDaysTest {
    private static final double HOUR = 3600;

    /** The days on which clocks change: the length of each hour is that of the wall clock. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 2, 0, 23",
        "Europe/Berlin, 2026-10-25, 2, 2, 25",
        "America/Los_Angeles, 2026-03-08, 2, 0, 23",
        "America/Los_Angeles, 2026-11-01, 1, 2, 25",
        "Australia/Lord_Howe, 2026-10-04, 2, 0.5, 23.5",
        "Australia/Lord_Howe, 2026-04-05, 1, 1.5, 24.5",
        "Asia/Tokyo, 2026-03-29, 2, 1, 24"
    })
    void followTheWallClock(String zone, String date, int hour, double length, double dayLength) {
        LocalDays days = new LocalDays(ZoneId.of(zone), LocalDate.parse(date), -2, 2);
        for (int h = 0; h < 24; h++) {
            double hours = (days.at(0, h, 1) - days.at(0, h, 0)) / HOUR;
            assertThat(hours).as("hour %d", h).isEqualTo(h == hour ? length : 1);
        }
        assertThat(days.at(0, 23, 1)).isEqualTo(days.at(1, 0, 0));
        assertThat(days.at(1, 0, 0) - days.at(0, 0, 0)).isEqualTo(dayLength * HOUR);
        double midnight = LocalDate.parse(date).atStartOfDay(ZoneId.of(zone)).toEpochSecond();
        assertThat(days.at(0, 0, 0)).isEqualTo(midnight);
    }

    @Test
    void aMomentLiesInItsDay() {
        LocalDate date = LocalDate.of(2026, 10, 25);
        LocalDays days = new LocalDays(ZoneId.of("Europe/Berlin"), date, -9, 3);
        for (int day = -9; day <= 3; day++) {
            assertThat(days.dayOf(days.at(day, 0, 0))).isEqualTo(day);
            assertThat(days.dayOf(days.at(day, 23, 1) - 0.001)).isEqualTo(day);
        }
        assertThat(days.dayOf(0)).as("clipped").isEqualTo(-9);
        assertThat(days.dayOf(1e12)).as("clipped").isEqualTo(3);
        assertThat(days.firstDay()).isEqualTo(-9);
        assertThat(days.lastDay()).isEqualTo(3);
    }

    @Test
    void knowWeekends() {
        // Tuesday
        LocalDays days = new LocalDays(ZoneOffset.UTC, LocalDate.of(2026, 5, 5), -3, 6);
        boolean[] found = new boolean[10];
        for (int day = -3; day <= 6; day++) {
            found[day + 3] = days.isWeekend(day);
        }
        assertThat(found).containsExactly(true, true, false, false, false, false, false, true, true, false);
    }
}
