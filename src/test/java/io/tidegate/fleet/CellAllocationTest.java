package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Allocated;
import io.tidegate.limits.Denial;
import io.tidegate.supply.PrefixCaching;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A whole cell with sessions, limits, retries, prefix caches and the recorder allocates next to nothing for a request. */
class CellAllocationTest {
    private static final int HOURS = 6;

    /** Bytes per request of each hour of a run. */
    private static double[] bytesByHour(SmallFleet small, CellOutcome[] into) {
        double[] bytes = new double[HOURS];
        int[] hour = {-1};
        long[] before = new long[1];
        PhaseSpan span = SmallFleet.span(0, 10 * MINUTE, HOURS * HOUR - 10 * MINUTE);
        CellSimulation cell = new CellSimulation(small.build(), span, 0, 0);
        into[0] = cell.run((part, requests) -> {
            long now = Allocated.bytes();
            if (++hour[0] > 0) {
                bytes[hour[0]] = (now - before[0]) / (double) requests;
            }
            before[0] = Allocated.bytes();
        });
        return bytes;
    }

    @Test
    void aRequestAllocatesLessThanAByte() {
        SmallFleet small = new SmallFleet();
        small.apiRequests = 1_500_000;
        small.plans = Arrays.asList(SmallFleet.plan("free", 4e5, 1e6), SmallFleet.plan("pro", 4e6, 1e7));
        small.api = SmallFleet.api("tier-1", 60, 400_000, SmallFleet.NO_LIMIT);
        small.caching = PrefixCaching.PER_REPLICA;
        small.router = new RouterSpec(RouterSpec.Kind.AFFINITY, 2, 1);
        CellOutcome[] out = new CellOutcome[1];
        double[] bytes = bytesByHour(small, out);
        System.out.println(Arrays.toString(bytes) + " " + out[0].simulated+" "+out[0].served[PRO]+" "+Arrays.toString(out[0].denied[TIER_1][0])+Arrays.toString(out[0].denied[PRO][0])+" lost "+Arrays.toString(out[0].lost)+out[0].restarts);
        assertThat(out[0].denied[PRO][0][Denial.WINDOW_5H.code()]).isPositive();
    }
}
