package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.PRO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.Subscribers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** Users of {@code pro} leave and come back; those of {@code free} do not. Times are from midnight of the date, in UTC. */
class ExperienceTest {
    private static final double MIDNIGHT = SmallFleet.at(0, 0);

    private final ChurnCounts counts = new ChurnCounts(4);

    private Subscribers subscribers(int users) {
        SmallFleet small = new SmallFleet();
        FleetModel fleet = small.build();
        return new Subscribers(fleet.demand(), fleet.sessions(), 11, new int[] {users, users}, SmallFleet.DATE, -3, 40);
    }

    private static Experience experience(Subscribers subscribers, DynamicsSpec spec, ChurnCounts counts) {
        SmallFleet small = new SmallFleet();
        small.dynamics = List.of(spec);
        return new Experience(small.demand(), subscribers, MIDNIGHT, counts);
    }

    private static DynamicsSpec churn(double aMonth, double perLimitedDay, double winBack) {
        return new DynamicsSpec("pro", 0, 0, 1, aMonth, perLimitedDay, winBack);
    }

    /** The first user of {@code pro} in a region. */
    private static int user(Subscribers all, int region) {
        int user = all.size() / 2;
        while (all.region(user) != region) {
            user++;
        }
        return user;
    }

    /** Of 20,000 users the share that is away within 4.4 standard deviations, false alarm 1e-5. */
    private static void assertShare(long away, long users, double theory) {
        assertThat(away / (double) users)
                .isCloseTo(theory, within(4.4 * StrictMath.sqrt(theory * (1 - theory) / users)));
    }

    @Test
    void theShareThatHasLeftIsThatOfTheMonth() {
        Subscribers all = subscribers(20_000);
        experience(all, churn(0.5, 0, 0), counts).finish(MIDNIGHT + 20 * DAY);
        assertShare(counts.churned[PRO], 20_000, 1 - StrictMath.pow(0.5, 20 / 30.0));
        assertThat(counts.churned[FREE]).isZero();
        assertThat(counts.accounts).containsExactly(20_000, 20_000, 0, 0);
    }

    /** Limited on three of ten days: 1 − ∏(1 − h), in whichever order the days come. */
    @Test
    void theShareThatLeavesOverLimitedDaysIsTheProductOfTheirHazards() {
        Subscribers all = subscribers(20_000);
        Experience experience = experience(all, churn(0.2, 0.15, 0), counts);
        for (int user = 20_000; user < 40_000; user++) {
            int first = user % 7;
            for (int day = first; day < first + 3; day++) {
                experience.limited(user, all.days(user).at(day, 9, 0));
                experience.limited(user, all.days(user).at(day, 15, 0.5));
            }
        }
        experience.finish(MIDNIGHT + 10 * DAY);
        double stay = StrictMath.pow(0.8, 10 / 30.0) * StrictMath.pow(0.85, 3);
        assertShare(counts.churned[PRO], 20_000, 1 - stay);
    }

    /** The chain of two states, day by day. */
    @Test
    void theWonBackComeBackAndMayLeaveAgain() {
        Subscribers all = subscribers(20_000);
        experience(all, churn(0.9, 0, 0.99), counts).finish(MIDNIGHT + 30 * DAY);
        double leave = 1 - StrictMath.pow(0.1, 1 / 30.0);
        double back = 1 - StrictMath.pow(0.01, 1 / 30.0);
        double away = 0;
        for (int day = 1; day <= 30; day++) {
            away = away * (1 - back) + (1 - away) * leave;
        }
        assertThat(counts.wonBack[PRO]).isGreaterThan(5000);
        assertShare(counts.churned[PRO] - counts.wonBack[PRO], 20_000, away);
    }

    @Test
    void whoLeftStartsNothingAndIsCounted() {
        Subscribers all = subscribers(10);
        Experience experience = experience(all, churn(1, 0, 0), counts);
        for (int user = 0; user < 20; user++) {
            boolean pro = user >= 10;
            assertThat(experience.starts(user, all.days(user).at(0, 23, 0.99))).isTrue();
            for (int day = 1; day < 5; day++) {
                assertThat(experience.starts(user, all.days(user).at(day, 3, 0)))
                        .isEqualTo(!pro);
            }
        }
        assertThat(counts.churned).containsExactly(0, 10, 0, 0);
        assertThat(counts.notStarted).containsExactly(0, 40, 0, 0);
        assertThat(counts.wonBack).containsOnly(0);
    }

    /** Whoever was limited leaves for certain: by hand, in both zones, when it is felt. */
    @Test
    void aLimitedDayIsFeltOnTheNext() {
        Subscribers all = subscribers(20);
        for (int region = 0; region < 2; region++) {
            int user = user(all, region);
            var days = all.days(user);
            Experience atNoon = experience(all, churn(0, 1, 0), counts);
            atNoon.limited(user, days.at(2, 12, 0));
            assertThat(atNoon.starts(user, days.at(2, 23, 0.99))).isTrue();
            assertThat(atNoon.starts(user, days.at(3, 0, 0))).isFalse();
            Experience lastHour = experience(all, churn(0, 1, 0), counts);
            lastHour.limited(user, days.at(2, 23, 0.01));
            assertThat(lastHour.starts(user, days.at(3, 23, 0.99))).isTrue();
            assertThat(lastHour.starts(user, days.at(4, 0, 0))).isFalse();
            Experience before = experience(all, churn(0, 1, 0), counts);
            before.limited(user, days.at(2, 22, 0.99));
            assertThat(before.starts(user, days.at(3, 0, 0))).isFalse();
            Experience longAgo = experience(all, churn(0, 1, 1), counts);
            longAgo.limited(user, days.at(2, 12, 0));
            assertThat(longAgo.starts(user, days.at(4, 0, 0)))
                    .as("won back for certain")
                    .isTrue();
        }
    }

    /** As in the pre-roll, in order of time, and as in serving, starts of an hour first: hours may begin anywhere in an hour. */
    @Test
    void askingAnHourAheadGivesTheSameAnswers() {
        int users = 400;
        Subscribers all = subscribers(users);
        for (int minutes = 0; minutes < 60; minutes += 15) {
            ChurnCounts one = new ChurnCounts(4);
            ChurnCounts other = new ChurnCounts(4);
            Experience inOrder = experience(all, churn(0.3, 0.3, 0.9), one);
            Experience ahead = experience(all, churn(0.3, 0.3, 0.9), other);
            Random random = new Random(minutes);
            for (int user = users; user < 2 * users; user++) {
                double[] starts = times(random, 60);
                double[] denials = times(random, 15);
                assertThat(answers(ahead, user, starts, denials, minutes * 60))
                        .isEqualTo(answers(inOrder, user, starts, denials, Double.NaN));
            }
            assertThat(other).usingRecursiveComparison().isEqualTo(one);
            assertThat(one.wonBack[PRO]).isGreaterThan(50);
            assertThat(one.notStarted[PRO]).isGreaterThan(1000);
        }
    }

    /** Times within twelve days, most near midnight of one of the zones. */
    private static double[] times(Random random, int n) {
        return random.doubles(n, 0, 12)
                .map(t -> {
                    double day = StrictMath.floor(t);
                    double near = random.nextBoolean() ? 15 * HOUR : DAY;
                    return MIDNIGHT + HOUR + day * DAY + near + (t - day - 0.5) * 3 * HOUR;
                })
                .sorted()
                .toArray();
    }

    /** What each start was answered; with hours that begin at {@code offset}, or in order of time if that is not a number. */
    private static List<Boolean> answers(
            Experience experience, int user, double[] starts, double[] denials, double offset) {
        List<Boolean> answers = new ArrayList<>();
        int denied = 0;
        for (double start : starts) {
            double known = Double.isNaN(offset)
                    ? start
                    : MIDNIGHT + offset + StrictMath.floor((start - MIDNIGHT - offset) / HOUR) * HOUR;
            DoublePredicate isTold = t -> t < known;
            while (denied < denials.length && isTold.test(denials[denied])) {
                experience.limited(user, denials[denied++]);
            }
            answers.add(experience.starts(user, start));
        }
        return answers;
    }

    @Test
    void countsOfCellsAddUp() {
        ChurnCounts sum = new ChurnCounts(2);
        ChurnCounts other = new ChurnCounts(2);
        for (int i = 0; i < 2; i++) {
            other.accounts[i] = 10L + i;
            other.churned[i] = 20L + i;
            other.wonBack[i] = 30L + i;
            other.notStarted[i] = 40L + i;
            other.movedOut[i] = 50L + i;
            other.movedIn[i] = 60L + i;
            other.movedDownOut[i] = 70L + i;
            other.movedDownIn[i] = 80L + i;
        }
        sum.merge(other);
        sum.merge(other);
        assertThat(sum.accounts).containsExactly(20, 22);
        assertThat(sum.churned).containsExactly(40, 42);
        assertThat(sum.wonBack).containsExactly(60, 62);
        assertThat(sum.notStarted).containsExactly(80, 82);
        assertThat(sum.movedOut).containsExactly(100, 102);
        assertThat(sum.movedIn).containsExactly(120, 122);
        assertThat(sum.movedDownOut).containsExactly(140, 142);
        assertThat(sum.movedDownIn).containsExactly(160, 162);
    }
}
