package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Allocated;
import io.tidegate.limits.Denial;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.workload.ApiSpec.Schedule;
import io.tidegate.workload.BatchSpec;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.SwarmSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A whole cell, with sessions and their agents, batch jobs, windows and rates, reactions, retries, prefix caches and the recorder. Two crowded
 * hours make its arrays larger than the hours after them need.
 */
class CellAllocationTest {
    private static final int CROWDED = 2;
    private static final int HOURS = 6;
    /** Hours until the crowd's sessions are over. */
    private static final int SETTLED = 3;

    private static SmallFleet fleet() {
        SmallFleet small = new SmallFleet();
        small.freeUsers = 300;
        small.proUsers = 200;
        small.apiRequests = 3_000_000;
        small.opusReplicas = 8;
        small.haikuReplicas = 8;
        List<Double> hours = new ArrayList<>(Collections.nCopies(24, 1.0));
        for (int hour = 10; hour < 10 + CROWDED; hour++) {
            hours.set(hour, 3.0);
            hours.set(hour + 9, 3.0);
        }
        small.hours = hours;
        small.plans = List.of(SmallFleet.plan("free", 2e4, 1e6), SmallFleet.plan("pro", 2e5, 1e7));
        small.api = SmallFleet.api("tier-1", 60, 400_000, SmallFleet.NO_LIMIT);
        small.schedule = Schedule.SDK;
        small.caching = PrefixCaching.PER_REPLICA;
        small.router = new RouterSpec(RouterSpec.Kind.AFFINITY, 2, 1);
        small.reactions = List.of(
                new ReactionSpec("free", 0.3, 0.2, 0.2, 0.1, 1e6, 20, 0.5, 0.1),
                new ReactionSpec("pro", 0.3, 0.2, 0.2, 0.1, 1e6, 20, 0.5, 0.1));
        small.swarms = List.of(new SwarmSpec("pro", 0.3, 3, 4, 2000, 9000, 100, 6, false));
        small.dynamics = List.of(new DynamicsSpec("pro", 0, 0, 1, 0.1, 0.1, 0.1));
        small.batch =
                List.of(new BatchSpec("tier-1", 50, 200, 1, 100_000, "batch", 0.5, List.of(0.5, 0.5), 1800, HOUR, 0.5));
        return small;
    }

    /**
     * An object takes 16 bytes or more, so at most one is made in 160 requests: what the control plane makes once in an hour or
     * in five minutes. Series of histograms, which take new arrays in every minute, are given one bin.
     */
    @Test
    void aRequestAllocatesLessThanATenthOfAByte() {
        PhaseSpan minutes = SmallFleet.span(0, 600, HOURS * HOUR - 600);
        PhaseSpan span = new PhaseSpan(
                minutes.date(),
                minutes.midnight(),
                minutes.preRollFrom(),
                minutes.warmUpFrom(),
                minutes.measureFrom(),
                minutes.end(),
                HOURS * HOUR);
        long[] bytes = new long[HOURS + 1];
        long[] served = new long[HOURS + 1];
        int[] hour = {0};
        CellSimulation cell = new CellSimulation(fleet().build(), span, 0, 0);
        CellOutcome out = cell.run((part, requests) -> {
            hour[0]++;
            bytes[hour[0]] = Allocated.bytes();
            served[hour[0]] = requests;
        });
        assertThat(hour[0]).isEqualTo(HOURS);
        double least = Double.POSITIVE_INFINITY;
        for (int h = SETTLED + 1; h <= HOURS; h++) {
            assertThat(served[h]).isGreaterThan(50_000);
            least = Math.min(least, (bytes[h] - bytes[h - 1]) / (double) served[h]);
        }
        assertThat(least).isLessThan(0.1);
        assertThat(bytes[2] - bytes[1]).as("arrays that grow").isGreaterThan(100_000);
        assertThat(out.denied[PRO][0][Denial.WINDOW_5H.code()]).isGreaterThan(100);
        assertThat(out.denied[PRO][0][Denial.QUEUE_FULL.code()]).isGreaterThan(100);
        assertThat(out.denied[TIER_1][0][Denial.RPM.code()]).isGreaterThan(100);
        assertThat(out.abandoned[PRO]).isPositive();
        assertThat(out.batch.served[TIER_1]).isGreaterThan(10_000);
    }
}
