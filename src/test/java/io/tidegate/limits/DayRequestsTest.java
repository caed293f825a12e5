package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests of a calendar day: midnights by hand, a plain oracle, and what organisations make of them. */
final class DayRequestsTest {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private static OrganisationLimits limits(double rpd, ZoneId zone, double part) {
        OrganisationTestLimits spec = new OrganisationTestLimits();
        spec.rpd = rpd;
        spec.dayZone = zone;
        spec.part = part;
        return spec.build();
    }

    private static double at(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    @Test
    void aDayOfTwentyThreeHoursEndsAtItsMidnight() {
        OrganisationLimits limits = limits(2, PACIFIC, 1);
        DayRequests today = new DayRequests(2, 2);
        double t = at("2026-03-08T08:00:00Z");
        today.charge(1, 1, limits, t);
        assertThat(today.passesAt(1, 1, limits, t + 1)).isEqualTo(t + 1);
        today.charge(1, 1, limits, t + 1);
        assertThat(today.passesAt(1, 1, limits, t + 2)).isEqualTo(at("2026-03-09T07:00:00Z"));
        assertThat(today.passesAt(1, 0, limits, t + 2))
                .as("another model class")
                .isEqualTo(t + 2);
        assertThat(today.passesAt(0, 1, limits, t + 2))
                .as("another organisation")
                .isEqualTo(t + 2);
        double next = at("2026-03-09T07:00:00Z");
        assertThat(today.passesAt(1, 1, limits, next)).isEqualTo(next);
        today.charge(1, 1, limits, next);
        assertThat(today.passesAt(1, 1, limits, next + 1)).isEqualTo(next + 1);
    }

    @Test
    void everyDecisionIsThatOfTheCountOfTheDate() {
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ZoneId zone = ZoneId.of(new String[] {"America/Los_Angeles", "Asia/Kathmandu", "UTC"}[seed % 3]);
            int most = random.nextInt(1, 20);
            OrganisationLimits limits = limits(most, zone, 1);
            DayRequests today = new DayRequests(1, 1);
            Map<LocalDate, Integer> made = new HashMap<>();
            double t = at("2024-02-27T00:00:00Z");
            for (int i = 0; i < 200; i++) {
                t += random.nextInt(8_000);
                LocalDate date = Instant.ofEpochSecond((long) t).atZone(zone).toLocalDate();
                boolean passes = made.getOrDefault(date, 0) < most;
                assertThat(today.passesAt(0, 0, limits, t) == t)
                        .as("seed %d, %d", seed, i)
                        .isEqualTo(passes);
                if (passes) {
                    today.charge(0, 0, limits, t);
                    made.merge(date, 1, Integer::sum);
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(1_000);
    }

    /** Time 0 is noon UTC; the day of the Pacific ends at eight, 20 hours later. */
    @Test
    void organisationsAreRefusedUntilTheDayEnds() {
        OrganisationLimits limits = limits(3, PACIFIC, 1);
        Organisations all = new Organisations(new double[] {0}, 1, 0, at("2026-01-05T12:00:00Z"));
        for (int i = 0; i < 3; i++) {
            assertThat(OrganisationTestLimits.take(all, limits, i, OrganisationTestLimits.request(0, 1, 1, 0)))
                    .isEqualTo(Organisations.PASS);
        }
        assertThat(all.check(0, OrganisationTestLimits.request(0, 1, 1, 0), limits, 3))
                .isEqualTo(Denial.RPD.code());
        assertThat(all.passesAt()).isEqualTo(20 * 3600);
        assertThat(all.check(0, OrganisationTestLimits.request(0, 1, 1, 0), limits, 20 * 3600))
                .isEqualTo(Organisations.PASS);
    }

    @Test
    void aCellHasItsPartAndAtLeastOne() {
        assertThat(limits(1_000, PACIFIC, 0.25).requestsPerDay).isEqualTo(250);
        assertThat(limits(3, PACIFIC, 0.1).requestsPerDay).isEqualTo(1);
        assertThat(limits(ApiLimit.NO_LIMIT, PACIFIC, 0.1).limitsDay()).isFalse();
        assertThat(limits(3, PACIFIC, 1).tightened(0.5).requestsPerDay).isEqualTo(3);
    }
}
