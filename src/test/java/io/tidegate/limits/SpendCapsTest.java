package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money of days and months: resets by hand around leap days and changes of clocks, a plain oracle, and laws. */
final class SpendCapsTest {
    private static final String UTC = "UTC";

    private static double at(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    private static CapLimits caps(double day, String dayZone, double month, String monthZone, double part) {
        return CapLimits.of(
                List.of(
                        new CapSpec("d", CapSpec.Kind.SPEND_DAY, List.of("tier"), day, 0, ZoneId.of(dayZone)),
                        new CapSpec("m", CapSpec.Kind.SPEND_MONTH, List.of("tier"), month, 0, ZoneId.of(monthZone))),
                "tier",
                part);
    }

    /** The days of Los Angeles with 23 and 25 hours; one of São Paulo whose successor begins at one o'clock; offsets of three quarters. */
    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "America/Los_Angeles, 2026-03-08T07:59:59Z, 2026-03-08T08:00:00Z",
        "America/Los_Angeles, 2026-03-09T06:59:59Z, 2026-03-09T07:00:00Z",
        "America/Los_Angeles, 2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z",
        "America/Los_Angeles, 2026-11-02T07:59:59Z, 2026-11-02T08:00:00Z",
        "Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T22:00:00Z",
        "Europe/Berlin, 2026-10-25T22:30:00Z, 2026-10-25T23:00:00Z",
        "America/Sao_Paulo, 2018-11-04T02:59:59Z, 2018-11-04T03:00:00Z",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        "Asia/Kathmandu, 2026-05-05T18:14:59Z, 2026-05-05T18:15:00Z",
        "UTC, 2024-02-28T12:00:00Z, 2024-02-29T00:00:00Z",
        "UTC, 2024-02-29T12:00:00Z, 2024-03-01T00:00:00Z"
    })
    void daysEndAtTheirMidnight(String zone, String t, String end) {
        assertThat(new CalendarSpan(ZoneId.of(zone), false).endOf(at(t))).isEqualTo(at(end));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2024-02-28T23:59:59Z, 2024-03-01T00:00:00Z",
        "UTC, 2024-02-29T23:59:59Z, 2024-03-01T00:00:00Z",
        "UTC, 2026-02-28T23:59:59Z, 2026-03-01T00:00:00Z",
        "UTC, 2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
        "America/Los_Angeles, 2026-03-01T08:00:00Z, 2026-04-01T07:00:00Z",
        "America/Los_Angeles, 2026-11-30T12:00:00Z, 2026-12-01T08:00:00Z"
    })
    void monthsEndAtTheFirst(String zone, String t, String end) {
        assertThat(new CalendarSpan(ZoneId.of(zone), true).endOf(at(t))).isEqualTo(at(end));
    }

    @Test
    void aSpentCapPassesAtItsReset() {
        CapLimits limits = caps(10, "America/Los_Angeles", 25, UTC, 1);
        SpendCaps spend = new SpendCaps(2);
        double t = at("2024-02-28T20:00:00Z");
        spend.charge(0, limits, t, 9.5);
        assertThat(spend.passesAt(0, limits, t))
                .as("less than the cap is spent")
                .isEqualTo(t);
        spend.charge(0, limits, t, 4);
        assertThat(spend.passesAt(0, limits, t + 1)).isEqualTo(at("2024-02-29T08:00:00Z"));
        assertThat(spend.passesAt(1, limits, t + 1))
                .as("another organisation's is its own")
                .isEqualTo(t + 1);
        t = at("2024-02-29T08:00:00Z");
        assertThat(spend.day(0, t)).isZero();
        assertThat(spend.month(0, t)).isEqualTo(13.5);
        spend.charge(0, limits, t, 12);
        assertThat(spend.passesAt(0, limits, t))
                .as("both are spent: the later reset, which is the day's")
                .isEqualTo(at("2024-03-01T08:00:00Z"));
        assertThat(spend.month(0, at("2024-03-01T00:00:00Z"))).isZero();
        assertThat(spend.day(0, at("2024-03-01T00:00:00Z"))).isEqualTo(12);
    }

    @Test
    void partsOfACapAddUpToIt() {
        CapLimits quarter = caps(10, UTC, 100, UTC, 0.25);
        assertThat(quarter.day).isEqualTo(2.5);
        assertThat(quarter.month).isEqualTo(25);
    }

    /** Money in sixteenths, so that sums are exact. */
    @Test
    void everyDecisionIsThatOfTheListOfWhatWasSpent() {
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ZoneId dayZone = ZoneId.of(new String[] {"America/Los_Angeles", "Asia/Kathmandu", UTC}[seed % 3]);
            ZoneId monthZone = ZoneId.of(seed % 2 == 0 ? "Europe/Berlin" : UTC);
            CapLimits limits =
                    caps(1 + random.nextInt(20), dayZone.getId(), 1 + random.nextInt(200), monthZone.getId(), 1);
            SpendCaps spend = new SpendCaps(1);
            List<double[]> spent = new ArrayList<>();
            double t = at("2024-01-20T00:00:00Z") + random.nextInt(86_400);
            for (int i = 0; i < 150; i++) {
                t += random.nextInt(20_000);
                double usd = random.nextInt(64) / 16.0;
                boolean passes =
                        sumOfDay(spent, dayZone, t) < limits.day && sumOfMonth(spent, monthZone, t) < limits.month;
                double at = spend.passesAt(0, limits, t);
                assertThat(at == t).as("seed %d, %d", seed, i).isEqualTo(passes);
                if (passes) {
                    spend.charge(0, limits, t, usd);
                    spent.add(new double[] {t, usd});
                    assertThat(sumOfDay(spent, dayZone, t)).isLessThan(limits.day + 4);
                } else {
                    refused++;
                    assertThat(spend.passesAt(0, limits, at - 1)).isGreaterThan(at - 1);
                    assertThat(spend.passesAt(0, limits, at)).isEqualTo(at);
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(1_000);
    }

    private static double sumOfDay(List<double[]> spent, ZoneId zone, double t) {
        return spent.stream()
                .filter(s -> date(s[0], zone).equals(date(t, zone)))
                .mapToDouble(s -> s[1])
                .sum();
    }

    private static double sumOfMonth(List<double[]> spent, ZoneId zone, double t) {
        return spent.stream()
                .filter(s -> YearMonth.from(date(s[0], zone)).equals(YearMonth.from(date(t, zone))))
                .mapToDouble(s -> s[1])
                .sum();
    }

    private static LocalDate date(double t, ZoneId zone) {
        return Instant.ofEpochSecond((long) t).atZone(zone).toLocalDate();
    }

    /** A day's cap passes the first requests of the day, whatever each costs; a higher one passes more of the same. */
    @Test
    void aRaisedCapRefusesNoneThatTheLowerPassed() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double cap = 1 + random.nextInt(20);
            CapLimits low = caps(cap, UTC, 1e9, UTC, 1);
            CapLimits high = caps(cap + random.nextInt(1, 20), UTC, 1e9, UTC, 1);
            SpendCaps lowSpend = new SpendCaps(1);
            SpendCaps highSpend = new SpendCaps(1);
            double t = 1.77e9;
            for (int i = 0; i < 200; i++) {
                t += random.nextInt(5_000);
                double usd = random.nextInt(64) / 16.0;
                boolean lowPasses = lowSpend.passesAt(0, low, t) == t;
                boolean highPasses = highSpend.passesAt(0, high, t) == t;
                assertThat(highPasses || !lowPasses).as("seed %d, %d", seed, i).isTrue();
                if (lowPasses) {
                    lowSpend.charge(0, low, t, usd);
                }
                if (highPasses) {
                    highSpend.charge(0, high, t, usd);
                }
            }
        }
    }

    private static CapLimits rolling(double usd, double span, double part) {
        CapSpec cap = new CapSpec("r", CapSpec.Kind.SPEND_ROLLING, List.of("tier"), usd, 0, ZoneId.of(UTC), span);
        return CapLimits.of(List.of(cap), "tier", part);
    }

    /** Ten dollars in ten minutes: six at 0, three at 4 min and two at 5 min leave in that order. */
    @Test
    void rollingSpendPassesWhenEnoughHasLeft() {
        CapLimits limits = rolling(10, 600, 1);
        SpendCaps spend = new SpendCaps(2);
        spend.charge(0, limits, 0, 6);
        spend.charge(0, limits, 240, 3);
        assertThat(spend.passesAt(0, limits, 299)).isEqualTo(299);
        spend.charge(0, limits, 300, 2);
        assertThat(spend.passesAt(0, limits, 301)).isEqualTo(600);
        assertThat(spend.passesAt(1, limits, 301)).as("another organisation").isEqualTo(301);
        assertThat(spend.passesAt(0, limits, 600)).isEqualTo(600);
        spend.charge(0, limits, 600, 9);
        assertThat(spend.passesAt(0, limits, 601))
                .as("14 less 3 and 2, not before")
                .isEqualTo(900);
        assertThat(rolling(10, 600, 0.2).rolling).isEqualTo(2);
    }

    /** Money in sixteenths and times in whole parts of the span, so that sums are exact and no two entries are joined. */
    @Test
    void everyDecisionOnRollingSpendIsThatOfTheList() {
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CapLimits limits = rolling(1 + random.nextInt(20), 600, 1);
            SpendCaps spend = new SpendCaps(1);
            List<double[]> spent = new ArrayList<>();
            double t = 1.77e9;
            for (int i = 0; i < 200; i++) {
                t += 2 * random.nextInt(1, 60);
                double usd = random.nextInt(64) / 16.0;
                double now = t;
                boolean passes = spent.stream()
                                .filter(s -> s[0] + 600 > now)
                                .mapToDouble(s -> s[1])
                                .sum()
                        < limits.rolling;
                double at = spend.passesAt(0, limits, t);
                assertThat(at == t).as("seed %d, %d", seed, i).isEqualTo(passes);
                if (passes) {
                    spend.charge(0, limits, t, usd);
                    spent.add(new double[] {t, usd});
                } else {
                    refused++;
                    assertThat(spend.passesAt(0, limits, at - 1)).isGreaterThan(at - 1);
                    assertThat(spend.passesAt(0, limits, at)).isEqualTo(at);
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(1_000);
    }
}
