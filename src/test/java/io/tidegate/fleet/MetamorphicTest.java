package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.fleet.RouterSpec.Kind;
import io.tidegate.limits.Denial;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must follow if one thing changes. */
class MetamorphicTest {
    /**
     * Poisson arrivals and constant lengths: at load 0.9 the mean wait of a replica is 45 ms in theory, with twice the replicas it
     * is about a tenth of that. Noise of some 10 % cannot turn them round.
     */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void twiceTheReplicasWaitLess(Kind kind) {
        for (long seed = 1; seed <= 3; seed++) {
            double before = Double.POSITIVE_INFINITY;
            for (int replicas = 2; replicas <= 8; replicas *= 2) {
                SmallFleet small =
                        SmallFleet.poisson(180, SmallFleet.EQUAL_STEPS).withSeed(seed);
                small.router = new RouterSpec(kind, 2, 0);
                small.opusReplicas = replicas;
                double mean = small.run(SmallFleet.span(0, MINUTE, 5 * MINUTE))
                        .wait(LARGE, 0)
                        .mean();
                assertThat(mean).as("%d replicas, seed %d", replicas, seed).isLessThan(before);
                before = mean;
            }
        }
    }

    /** With all arrivals fixed and no weekly cap, a larger window passes every try that a smaller one passes. */
    @Test
    void aHigherWindowNeverDeniesMore() {
        for (long seed = 1; seed <= 5; seed++) {
            long[] denied = {Long.MAX_VALUE, Long.MAX_VALUE};
            long[] met = {Long.MAX_VALUE, Long.MAX_VALUE};
            long[] active = null;
            for (double window = 5_000; window < 2e6; window *= 2.5) {
                SmallFleet small = new SmallFleet().singleRequests().withSeed(seed);
                small.resume = 0;
                small.apiRequests = 0;
                small.timeToLive = 0;
                small.plans = List.of(plan("free", window, NO_LIMIT), plan("pro", 4 * window, NO_LIMIT));
                CellOutcome out = small.run(SmallFleet.span(8 * DAY, 0, 3 * HOUR));
                for (int p = FREE; p <= PRO; p++) {
                    long now = out.denied[p][0][Denial.WINDOW_5H.code()] + out.denied[p][1][Denial.WINDOW_5H.code()];
                    assertThat(now).isLessThanOrEqualTo(denied[p]);
                    assertThat(out.limited.byWindow[p]).isLessThanOrEqualTo(met[p]);
                    denied[p] = now;
                    met[p] = out.limited.byWindow[p];
                }
                assertThat(active == null || Arrays.equals(active, out.limited.active))
                        .isTrue();
                active = out.limited.active;
            }
            assertThat(denied[FREE])
                    .as("the range of windows has both ends in it")
                    .isLessThan(20);
        }
    }

    /** Without a reason to deny, the denials of a hard limit become requests served. */
    @Test
    void noLimitServesAllThatIsOffered() {
        SmallFleet small = new SmallFleet().singleRequests();
        small.resume = 0;
        PhaseSpan span = SmallFleet.span(DAY, 0, 2 * HOUR);
        CellOutcome free = small.run(span);
        small.plans = List.of(plan("free", 20_000, NO_LIMIT), plan("pro", 20_000, NO_LIMIT));
        CellOutcome limited = small.run(span);
        for (int p = FREE; p <= PRO; p++) {
            assertThat(limited.lost[p]).isPositive();
            assertThat(limited.served[p] + limited.lost[p]).isBetween(free.served[p] - 3, free.served[p] + 3);
        }
    }
}
