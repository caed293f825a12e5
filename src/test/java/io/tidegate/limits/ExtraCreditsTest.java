package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExtraCreditsTest {
    private static final double FROM = at("2024-02-01T00:00");

    private static double at(String time) {
        return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
    }

    private static ExtraCredits fresh() {
        return new ExtraCredits(2, FROM, at("2024-04-15T00:00"));
    }

    @Test
    void whatIsPaidForCountsByCalendarMonth() {
        ExtraCredits extra = fresh();
        double february = at("2024-02-29T23:59");
        assertThat(extra.mayPay(1, 100, february)).isTrue();
        extra.pay(1, 99, february);
        assertThat(extra.mayPay(1, 100, february)).isTrue();
        extra.pay(1, 50, february);
        assertThat(extra.mayPay(1, 100, february)).isFalse();
        assertThat(extra.mayPay(1, 200, february))
                .as("a raised budget acts at once")
                .isTrue();
        assertThat(extra.nextAt(1, ResetTimes.NONE, 100, february)).isEqualTo(at("2024-03-01T00:00"));
        assertThat(extra.mayPay(1, 100, at("2024-03-01T00:00"))).isTrue();
        assertThat(extra.paid(1, at("2024-03-01T00:00"))).isZero();
        extra.pay(1, 7, at("2024-03-02T00:00"));
        assertThat(extra.paid(1, at("2024-03-31T23:59"))).isEqualTo(7);
        assertThat(extra.paid(0, february)).isZero();
        assertThat(extra.nextAt(1, ResetTimes.NONE, 0, february))
                .as("who pays for nothing waits for nothing")
                .isInfinite();
    }

    @Test
    void whatWasGivenLastsUntilItIsUsed() {
        ResetSpec first = new ResetSpec(
                "spring", LocalDateTime.parse("2024-03-01T00:00"), ZoneId.of("Europe/Berlin"), List.of("pro"), 100);
        ResetSpec second =
                new ResetSpec("april", LocalDateTime.parse("2024-04-01T00:00"), ZoneOffset.UTC, List.of("pro"), 30);
        ResetTimes times = new ResetTimes("pro", List.of(second, first));
        ExtraCredits extra = fresh();
        double before = at("2024-02-29T22:59:59");
        double given = at("2024-02-29T23:00");
        assertThat(extra.hasGiven(0, times, before)).isFalse();
        assertThat(extra.nextAt(0, times, 0, before)).isEqualTo(given);
        assertThat(extra.hasGiven(0, times, given)).isTrue();
        extra.useGiven(0, 125);
        assertThat(extra.hasGiven(0, times, given)).isFalse();
        assertThat(extra.nextAt(0, times, 0, given)).isEqualTo(at("2024-04-01T00:00"));
        assertThat(extra.nextAt(0, times, 10, given)).isEqualTo(at("2024-03-01T00:00"));
        assertThat(extra.hasGiven(0, times, at("2024-04-01T00:00")))
                .as("130 were given, 125 used")
                .isTrue();
        extra.useGiven(0, 6);
        assertThat(extra.nextAt(0, times, 0, given)).isInfinite();
        assertThat(extra.hasGiven(1, times, given)).isTrue();
    }
}
