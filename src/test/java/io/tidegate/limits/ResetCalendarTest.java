package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.limits.ResetCalendar.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResetCalendarTest {
    private static double at(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    /** The starts of periods from the one of {@code from} to the first after {@code to}, as instants. */
    private static String starts(Period period, String zone, String from, String to) {
        ResetCalendar calendar = new ResetCalendar(period, ZoneId.of(zone), at(from), at(to));
        StringBuilder text = new StringBuilder();
        double t = calendar.start(at(from));
        while (true) {
            text.append(Instant.ofEpochSecond((long) t)).append(' ');
            if (t > at(to)) {
                return text.toString().strip().replace(":00Z", "");
            }
            double asked = Math.max(t, at(from));
            assertThat(calendar.start(asked)).isEqualTo(t);
            t = calendar.next(asked);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the leap day
        "America/Los_Angeles, DAY, 2024-02-28T12:00:00Z, 2024-03-01T12:00:00Z, 2024-02-28T08:00 2024-02-29T08:00 2024-03-01T08:00 2024-03-02T08:00",
        "UTC, MONTH, 2024-02-29T23:59:59Z, 2024-03-01T00:00:00Z, 2024-02-01T00:00 2024-03-01T00:00 2024-04-01T00:00",
        "UTC, MONTH, 2023-02-28T23:59:59Z, 2023-03-01T00:00:00Z, 2023-02-01T00:00 2023-03-01T00:00 2023-04-01T00:00",
        // a day of 23 hours, and one of 25
        "America/Los_Angeles, DAY, 2024-03-09T12:00:00Z, 2024-03-11T12:00:00Z, 2024-03-09T08:00 2024-03-10T08:00 2024-03-11T07:00 2024-03-12T07:00",
        "America/Los_Angeles, DAY, 2024-11-02T12:00:00Z, 2024-11-04T12:00:00Z, 2024-11-02T07:00 2024-11-03T07:00 2024-11-04T08:00 2024-11-05T08:00",
        "Europe/Berlin, DAY, 2024-03-30T12:00:00Z, 2024-04-01T12:00:00Z, 2024-03-29T23:00 2024-03-30T23:00 2024-03-31T22:00 2024-04-01T22:00",
        "Europe/Berlin, DAY, 2024-10-26T12:00:00Z, 2024-10-28T12:00:00Z, 2024-10-25T22:00 2024-10-26T22:00 2024-10-27T23:00 2024-10-28T23:00",
        "Europe/Berlin, WEEK, 2024-03-28T12:00:00Z, 2024-04-03T12:00:00Z, 2024-03-24T23:00 2024-03-31T22:00 2024-04-07T22:00",
        // no summer time, three quarters of an hour
        "Asia/Kathmandu, DAY, 2024-03-10T12:00:00Z, 2024-03-12T12:00:00Z, 2024-03-09T18:15 2024-03-10T18:15 2024-03-11T18:15 2024-03-12T18:15",
        // its clocks went from 00:00 to 00:15 when 1986 began
        "Asia/Kathmandu, DAY, 1985-12-30T12:00:00Z, 1986-01-01T12:00:00Z, 1985-12-29T18:30 1985-12-30T18:30 1985-12-31T18:30 1986-01-01T18:15",
        // Samoa went from the 29th to the 31st
        "Pacific/Apia, DAY, 2011-12-29T12:00:00Z, 2011-12-31T00:00:00Z, 2011-12-29T10:00 2011-12-30T10:00 2011-12-31T10:00",
        // clocks skip the hour from midnight
        "America/Santiago, DAY, 2024-09-07T12:00:00Z, 2024-09-08T12:00:00Z, 2024-09-07T04:00 2024-09-08T04:00 2024-09-09T03:00",
    })
    void periodsBeginByTheWallClock(String zone, Period period, String from, String to, String expected) {
        assertThat(starts(period, zone, from, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"America/Los_Angeles", "Europe/Berlin", "Asia/Kathmandu", "America/Santiago", "Australia/Lord_Howe"})
    void theLocalDateChangesAtEachStartOfADayAndAtNoOtherTime(String name) {
        ZoneId zone = ZoneId.of(name);
        double from = at("2023-12-31T00:00:00Z");
        double to = at("2026-01-01T00:00:00Z");
        ResetCalendar days = new ResetCalendar(Period.DAY, zone, from, to);
        for (double t = from; t < to; t = days.next(t)) {
            LocalDate first = date(days.start(t), zone);
            assertThat(date(days.start(t) - 1, zone)).isEqualTo(first.minusDays(1));
            assertThat(date(days.next(t) - 1, zone)).isEqualTo(first);
        }
        assertThat(days.index(to)).isBetween(730, 732);
    }

    private static LocalDate date(double t, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochSecond((long) t), zone);
    }

    @Test
    void aCalendarAnswersForItsSpanOnly() {
        ResetCalendar days = new ResetCalendar(Period.DAY, ZoneId.of("UTC"), 100, 200);
        assertThat(days.next(200)).isEqualTo(86_400);
        assertThatThrownBy(() -> days.start(99)).hasMessage("t: must be in 100.0 to 200.0, found 99.0");
        assertThatThrownBy(() -> days.next(201)).hasMessage("t: must be in 100.0 to 200.0, found 201.0");
        assertThatThrownBy(() -> new ResetCalendar(Period.DAY, ZoneId.of("UTC"), 2, 1))
                .hasMessage("to: must not be before 2.0, found 1.0");
        assertThat(ResetCalendar.NEVER.next(0)).isInfinite();
    }
}
