package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.SurgeSpec;
import io.tidegate.workload.Surges;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans with more demand: phases start at ten and surges, of an hour, at half past. */
class SurgesTest {
    private static final PhaseSpan SPAN = SmallFleet.span(0, 0, 2 * HOUR);
    private static final int FIRST = 30;
    private static final int AFTER = 90;

    /** Every session a single request: what is tried is what is started. */
    private static SmallFleet starts(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed).singleRequests();
        small.freeUsers = 600;
        small.proUsers = 400;
        small.sending = 1;
        small.opusReplicas = 20;
        small.haikuReplicas = 20;
        return small;
    }

    /**
     * Before and after the surge the same is started to the last request, in it never less in any minute, and with a factor of
     * 3 twice as much more: within 4.4 standard deviations, false alarm 1e-5 for each of twelve checks. Gaps with a coefficient of
     * variation of 2 make counts of the first tier four times as variable as Poisson's, active users with their own
     * intensities those of plans up to six times.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatStartsWithoutASurgeAlsoStartsWithIt(long seed) {
        CellOutcome usual = starts(seed).run(SPAN);
        CellOutcome surge = starts(seed).withSurge(3).run(SPAN);
        for (int p : new int[] {FREE, PRO, TIER_1, LARGE}) {
            double added = 0;
            double without = 0;
            for (int minute = 0; minute < SPAN.bins(); minute++) {
                double more = surge.attemptSeries[p].get(minute) - usual.attemptSeries[p].get(minute);
                if (minute < FIRST || minute >= AFTER) {
                    assertThat(more).as("minute %d", minute).isZero();
                } else {
                    assertThat(more).as("minute %d", minute).isNotNegative();
                    added += more;
                    without += usual.attemptSeries[p].get(minute);
                }
            }
            assertThat(added).isCloseTo(2 * without, within(4.4 * StrictMath.sqrt(6 * (added + 4 * without))));
            assertThat(without).isGreaterThan(200);
        }
    }

    @Test
    void onlyThoseNamedHaveIt() {
        CellOutcome usual = starts(1).run(SPAN);
        CellOutcome surge = starts(1).withSurge(3, "free", "large").run(SPAN);
        assertThat(surge.offered[FREE]).isGreaterThan(usual.offered[FREE]);
        assertThat(surge.offered[LARGE]).isGreaterThan(usual.offered[LARGE]);
        assertThat(surge.offered[PRO]).isEqualTo(usual.offered[PRO]);
        assertThat(surge.offered[TIER_1]).isEqualTo(usual.offered[TIER_1]);
    }

    /** One more surge, at the same time, leaves all others' requests as they are. */
    @Test
    void surgesAddUpAndDoNotMoveEachOther() {
        SmallFleet two = starts(1).withSurge(3);
        SurgeSpec other =
                new SurgeSpec("other", SmallFleet.DATE.atTime(11, 0), ZoneOffset.UTC, HOUR / 4, 2, List.of("large"));
        two.surges = List.of(two.surges.get(0), other);
        CellOutcome one = starts(1).withSurge(3).run(SPAN);
        CellOutcome both = two.run(SPAN);
        assertThat(both.offered[LARGE]).isGreaterThan(one.offered[LARGE]);
        assertThat(both.offered[PRO]).isEqualTo(one.offered[PRO]);
        Surges surges = new Surges(two.demand());
        assertThat(surges.factor(LARGE, SmallFleet.at(11, 0))).isEqualTo(4);
        assertThat(surges.factor(PRO, SmallFleet.at(11, 0))).isEqualTo(3);
        assertThat(surges.factor(LARGE, SmallFleet.at(11, 15))).isEqualTo(3);
        assertThat(surges.factor(LARGE, SmallFleet.at(11, 30))).isEqualTo(1);
        assertThat(surges.factor(LARGE, SmallFleet.at(10, 30) - 1e-3)).isEqualTo(1);
    }

    @Test
    void beginsAtALocalTime() {
        SmallFleet small = new SmallFleet();
        ZoneId zone = ZoneId.of("America/Los_Angeles");
        small.surges = List.of(new SurgeSpec("surge", SmallFleet.DATE.atTime(3, 30), zone, HOUR, 3, List.of()));
        Surges surges = new Surges(small.demand());
        assertThat(surges.from(0)).isEqualTo(SmallFleet.at(10, 30));
        assertThat(surges.to(0)).isEqualTo(SmallFleet.at(11, 30));
    }
}
