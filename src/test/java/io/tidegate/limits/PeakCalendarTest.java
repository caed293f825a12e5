package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeakCalendarTest {
    static PeakSpec spec(String zone, String from, String to) {
        return new PeakSpec(2.5, ZoneId.of(zone), LocalTime.parse(from), LocalTime.parse(to), List.of());
    }

    private static double at(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    /** Every change in the span, as instants. */
    private static String changes(PeakSpec spec, String from, String to) {
        PeakCalendar calendar = new PeakCalendar(spec, at(from), at(to));
        List<String> lines = new ArrayList<>();
        double t = calendar.nextChange(at(from));
        while (t < Double.POSITIVE_INFINITY) {
            assertThat(calendar.isPeak(t))
                    .as("from its first instant on")
                    .isNotEqualTo(calendar.isPeak(Math.nextDown(t)));
            lines.add((calendar.isPeak(t) ? "on  " : "off ") + Instant.ofEpochMilli(Math.round(t * 1000)));
            double next = calendar.nextChange(t);
            assertThat(next).isGreaterThan(t);
            t = next;
        }
        return String.join("\n", lines);
    }

    @Test
    void losAngelesMovesByAnHourInUtcWhenClocksSpringForward() {
        // Clocks moved on Sunday, 8 March 2026.
        assertThat(changes(
                        spec("America/Los_Angeles", "05:00", "11:00"), "2026-03-05T20:00:00Z", "2026-03-10T00:00:00Z"))
                .isEqualTo("""
                        on  2026-03-06T13:00:00Z
                        off 2026-03-06T19:00:00Z
                        on  2026-03-09T12:00:00Z
                        off 2026-03-09T18:00:00Z""");
    }

    @Test
    void losAngelesMovesBackWhenClocksFallBack() {
        // Clocks moved on Sunday, 1 November 2026.
        assertThat(changes(
                        spec("America/Los_Angeles", "05:00", "11:00"), "2026-10-30T00:00:00Z", "2026-11-03T00:00:00Z"))
                .isEqualTo("""
                        on  2026-10-30T12:00:00Z
                        off 2026-10-30T18:00:00Z
                        on  2026-11-02T13:00:00Z
                        off 2026-11-02T19:00:00Z""");
    }

    @Test
    void berlinMovesOnItsOwnDate() {
        // Clocks moved on Sunday, 29 March 2026.
        assertThat(changes(spec("Europe/Berlin", "05:00", "11:00"), "2026-03-27T00:00:00Z", "2026-03-31T00:00:00Z"))
                .isEqualTo("""
                        on  2026-03-27T04:00:00Z
                        off 2026-03-27T10:00:00Z
                        on  2026-03-30T03:00:00Z
                        off 2026-03-30T09:00:00Z""");
    }

    @Test
    void tokyoNeverMovesAndWeekdaysAreLocal() {
        // Monday in Tokyo begins on Sunday in UTC.
        assertThat(changes(spec("Asia/Tokyo", "05:00", "11:00"), "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"))
                .isEqualTo("""
                        on  2026-03-29T20:00:00Z
                        off 2026-03-30T02:00:00Z""");
    }

    @Test
    void leapDayIsADayLikeAnother() {
        // Tuesday, 29 February 2028.
        assertThat(changes(
                        spec("America/Los_Angeles", "05:00", "11:00"), "2028-02-29T00:00:00Z", "2028-03-02T00:00:00Z"))
                .isEqualTo("""
                        on  2028-02-29T13:00:00Z
                        off 2028-02-29T19:00:00Z
                        on  2028-03-01T13:00:00Z
                        off 2028-03-01T19:00:00Z""");
    }

    @Test
    void peakAroundAGapIsShorterAndOneWithinItIsNot() {
        // In Jerusalem clocks went from 02:00 to 03:00 on Friday, 29 March 2024, at midnight UTC.
        String from = "2024-03-28T12:00:00Z";
        String to = "2024-03-29T12:00:00Z";
        assertThat(changes(spec("Asia/Jerusalem", "01:30", "03:30"), from, to)).isEqualTo("""
                        on  2024-03-28T23:30:00Z
                        off 2024-03-29T00:30:00Z""");
        assertThat(changes(spec("Asia/Jerusalem", "02:30", "04:00"), from, to)).isEqualTo("""
                        on  2024-03-29T00:00:00Z
                        off 2024-03-29T01:00:00Z""");
        assertThat(changes(spec("Asia/Jerusalem", "01:00", "02:30"), from, to)).isEqualTo("""
                        on  2024-03-28T23:00:00Z
                        off 2024-03-29T00:00:00Z""");
        assertThat(changes(spec("Asia/Jerusalem", "02:15", "02:45"), from, to)).isEmpty();
    }

    @Test
    void peakAroundAnOverlapIsLongerAndOneWithinItComesTwice() {
        // In Amman clocks went from 01:00 back to 00:00 on Friday, 29 October 2021, at 22:00 UTC of Thursday.
        String from = "2021-10-28T12:00:00Z";
        String to = "2021-10-29T12:00:00Z";
        assertThat(changes(spec("Asia/Amman", "00:00", "02:00"), from, to)).isEqualTo("""
                        on  2021-10-28T21:00:00Z
                        off 2021-10-29T00:00:00Z""");
        assertThat(changes(spec("Asia/Amman", "00:15", "00:45"), from, to)).isEqualTo("""
                        on  2021-10-28T21:15:00Z
                        off 2021-10-28T21:45:00Z
                        on  2021-10-28T22:15:00Z
                        off 2021-10-28T22:45:00Z""");
        assertThat(changes(spec("Asia/Amman", "00:30", "02:00"), from, to)).isEqualTo("""
                        on  2021-10-28T21:30:00Z
                        off 2021-10-28T22:00:00Z
                        on  2021-10-28T22:30:00Z
                        off 2021-10-29T00:00:00Z""");
    }

    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 05:00, 11:00",
        "America/Los_Angeles, 01:30, 03:30",
        "Europe/Berlin, 01:30, 03:30",
        "Asia/Jerusalem, 01:30, 02:30",
        "Asia/Amman, 00:15, 00:45",
        "Australia/Lord_Howe, 01:45, 02:15",
        "Asia/Tokyo, 00:00, 23:59",
        "UTC, 08:00, 08:01",
    })
    void everyQuarterHourOfTwoYearsAgreesWithTheWallClock(String zone, String from, String to) {
        PeakSpec spec = spec(zone, from, to);
        double begin = at("2020-12-31T00:00:00Z");
        double end = at("2023-01-01T00:00:00Z");
        PeakCalendar calendar = new PeakCalendar(spec, begin, end);
        double nextChange = begin;
        boolean state = false;
        for (double t = begin; t <= end; t += 900) {
            if (t >= nextChange) {
                state = calendar.isPeak(t);
                nextChange = calendar.nextChange(t);
            }
            ZonedDateTime clock = Instant.ofEpochSecond((long) t).atZone(spec.zone());
            boolean weekday = clock.getDayOfWeek() != DayOfWeek.SATURDAY && clock.getDayOfWeek() != DayOfWeek.SUNDAY;
            boolean hours = !clock.toLocalTime().isBefore(spec.from())
                    && clock.toLocalTime().isBefore(spec.to());
            assertThat(calendar.isPeak(t)).as("%s", clock).isEqualTo(weekday && hours);
            assertThat(state).as("%s, by its changes", clock).isEqualTo(weekday && hours);
        }
    }

    @Test
    void spanMayBeginAndEndWithinAPeakAndNothingOutsideItIsAnswered() {
        double from = at("2026-05-04T14:00:00Z");
        double to = at("2026-05-05T12:30:00Z");
        PeakCalendar calendar = new PeakCalendar(spec("America/Los_Angeles", "05:00", "11:00"), from, to);
        assertThat(calendar.isPeak(from)).isTrue();
        assertThat(calendar.nextChange(from)).isEqualTo(at("2026-05-04T18:00:00Z"));
        assertThat(calendar.isPeak(to)).isTrue();
        assertThat(calendar.nextChange(to)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> calendar.isPeak(Math.nextDown(from))).hasMessageStartingWith("t: must be in");
        assertThatThrownBy(() -> calendar.nextChange(to + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PeakCalendar(spec("UTC", "05:00", "11:00"), 1, 0))
                .hasMessage("to: must not be before 1.0, found 0.0");
    }
}
