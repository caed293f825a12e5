package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.Hash;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import umontreal.ssj.stat.Tally;

/** Sessions that are started, against closed forms; false-alarm probabilities are stated at each test, seeds are fixed. */
class SubscribersTest {
    private static final double DAY = 86_400;
    private static final LocalDate TUESDAY = LocalDate.of(2026, 5, 5);
    private static final double MIDNIGHT = TUESDAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final int USERS = 4000;
    private static final double ACTIVE = 0.6;
    private static final double CHAT_REQUESTS = 11;
    private static final double CODERS = 0.3;
    private static final double CODING = 1.7;
    private static final double WEEKEND = 0.5;
    /** 1 + 0.55/(1 − 0.7) */
    private static final double TURNS = 1 + 0.55 / 0.3;

    private static final List<Double> HOURS =
            IntStream.range(0, 24).mapToObj(h -> h < 6 ? 0.0 : 1.0).toList();

    private static Subscribers subscribers(double sigma, int users) {
        return subscribers(sigma, users, ZoneOffset.UTC);
    }

    private static Subscribers subscribers(double sigma, int users, ZoneOffset zone) {
        OnePlan plan = new OnePlan(new ChatSpec(0.55, 0.7, 1, 0, 1, 0, 0, 1, 0, 0, 1, "none", "none", 0, 1, 0, 1));
        plan.zone = zone;
        plan.active = ACTIVE;
        plan.chatRequests = CHAT_REQUESTS;
        plan.coders = CODERS;
        // Sessions of one request follow the curve as they are.
        plan.codingSessions = CODING;
        plan.intensitySigma = sigma;
        plan.hours = HOURS;
        plan.weekend = WEEKEND;
        return new Subscribers(plan.demand(), plan.sessions(), Hash.combine(7, 7), new int[] {users}, TUESDAY, -3, 60);
    }

    private static long count(Subscribers all, SessionKind kind, double from, double to) {
        long[] count = new long[1];
        for (int user = 0; user < all.size(); user++) {
            all.starts(user, from, to, (who, what, key, t) -> {
                assertThat(t >= from && t < to).isTrue();
                count[0] += what == kind ? 1 : 0;
            });
        }
        return count[0];
    }

    private static double perDay(Subscribers all, SessionKind kind, int day) {
        return count(all, kind, MIDNIGHT + day * DAY, MIDNIGHT + (day + 1) * DAY);
    }

    /** All users alike: the theory lies in a 99.9 % Student interval over 40 weekdays, and over 16 weekend days; three checks. */
    @Test
    void startAsManySessionsADayAsTheySay() {
        Subscribers all = subscribers(0, USERS);
        Tally chats = new Tally();
        Tally weekendChats = new Tally();
        for (int day = 0; day < 56; day++) {
            boolean weekend = TUESDAY.plusDays(day).getDayOfWeek().getValue() > 5;
            (weekend ? weekendChats : chats).add(perDay(all, SessionKind.CHAT, day));
        }
        assertHolds(chats, USERS * ACTIVE * CHAT_REQUESTS / TURNS);
        assertHolds(weekendChats, USERS * ACTIVE * CHAT_REQUESTS / TURNS * WEEKEND);
    }

    /**
     * Coders are drawn once, so that days are not independent: users are. Of 20,000 users each has coding sessions with mean
     * 0.306 and variance a·c·(s + s²) − mean² = 0.733 on a day; the sum of one day within 4.4 standard deviations, false alarm 1e-5.
     */
    @Test
    void codersAreTheShareThatIsSaid() {
        Subscribers all = subscribers(0, 20_000);
        double mean = ACTIVE * CODERS * CODING;
        double variance = ACTIVE * CODERS * (CODING + CODING * CODING) - mean * mean;
        assertThat(perDay(all, SessionKind.CODING, 0))
                .isCloseTo(20_000 * mean, within(4.4 * StrictMath.sqrt(20_000 * variance)));
    }

    /**
     * With intensities of σ = 0.8, a user's chats of a day have mean m = 2.33 and, given the user is active, variance
     * µ + µ²(e^σ² − 1) with µ = m/0.6; the sum of 20,000 users within 4.4 standard deviations, false alarm 1e-5.
     */
    @Test
    void intensityMovesSessionsBetweenUsersOnly() {
        double mu = CHAT_REQUESTS / TURNS;
        double mean = ACTIVE * mu;
        double square = ACTIVE * (mu + mu * mu * StrictMath.exp(0.64));
        double deviation = StrictMath.sqrt(20_000 * (square - mean * mean));
        double found = perDay(subscribers(0.8, 20_000), SessionKind.CHAT, 0);
        assertThat(found).isCloseTo(20_000 * mean, within(4.4 * deviation));
        assertThat(4.4 * deviation).as("says something").isLessThan(0.06 * 20_000 * mean);
    }

    /** Nothing starts before six local time; all that starts is found in parts as in the whole. */
    @Test
    void startInTheHoursOfTheirRegion() {
        Subscribers tokyo = subscribers(0.8, 500, ZoneOffset.ofHours(9));
        double local = MIDNIGHT - 9 * 3600;
        assertThat(count(tokyo, SessionKind.CHAT, local, local + 6 * 3600)).isZero();
        assertThat(count(tokyo, SessionKind.CHAT, local + 6 * 3600, local + 7 * 3600))
                .isPositive();
        double from = MIDNIGHT - 1.3 * DAY;
        double cut = MIDNIGHT + 0.77 * DAY;
        double to = MIDNIGHT + 4.1 * DAY;
        assertThat(count(tokyo, SessionKind.CHAT, from, cut) + count(tokyo, SessionKind.CHAT, cut, to))
                .isEqualTo(count(tokyo, SessionKind.CHAT, from, to));
    }

    @Test
    void everySessionHasItsOwnKey() {
        Subscribers all = subscribers(0.8, 1000);
        TreeSet<Long> keys = new TreeSet<>();
        long[] n = new long[1];
        for (int user = 0; user < all.size(); user++) {
            all.starts(user, MIDNIGHT, MIDNIGHT + 3 * DAY, (who, kind, key, t) -> {
                keys.add(key);
                n[0]++;
            });
        }
        assertThat(keys).hasSize((int) n[0]);
    }

    /** Weeks of accounts begin at all times: the mean of 4000 uniform anchors within 4.4 standard deviations, false alarm 1e-5. */
    @Test
    void weeksBeginAtAllTimes() {
        Subscribers all = subscribers(0, USERS);
        double week = 7 * DAY;
        double mean = DoubleStream.iterate(0, u -> u < USERS, u -> u + 1)
                .map(u -> all.weekAnchor((int) u, MIDNIGHT, week) - MIDNIGHT)
                .peek(t -> assertThat(t).isBetween(0.0, week))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(week / 2, within(4.4 * week / StrictMath.sqrt(12.0 * USERS)));
    }

    private static void assertHolds(Tally tally, double theory) {
        double[] interval = new double[2];
        tally.confidenceIntervalStudent(0.999, interval);
        assertThat(theory)
                .as("interval %.1f ± %.1f", interval[0], interval[1])
                .isBetween(interval[0] - interval[1], interval[0] + interval[1]);
        assertThat(interval[1]).as("half-width").isLessThan(0.05 * theory);
    }
}
