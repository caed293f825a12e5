package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.random.Hash;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.RateWalkSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import umontreal.ssj.stat.Tally;

/**
 * What the API sends in a cell. Where a mean is compared with its theory, the theory must lie in a 99.9 % Student interval over
 * sixty days: a right program fails each such check with probability 0.001; there are eleven. The seeds are fixed.
 */
class ApiTrafficTest {
    private static final int DAYS = 60;

    private final SessionTable table = new SessionTable();

    private ApiTraffic traffic(SmallFleet small, int cell) {
        LocalDays utc = new LocalDays(ZoneOffset.UTC, SmallFleet.DATE, -1, DAYS + 1);
        return new ApiTraffic(small.build(), cell, small.seed, Hash.combine(small.seed, cell), table, utc);
    }

    private static boolean isWeekend(int day) {
        return SmallFleet.DATE.plusDays(day).getDayOfWeek().getValue() > 5;
    }

    /** Requests of each day less those of the specification, the whole of what is sent being that of one cell. */
    private Tally surplus(SmallFleet small, double perWeekday) {
        ApiTraffic api = traffic(small, 0);
        Tally surplus = new Tally();
        Arrivals arrivals = new Arrivals();
        for (int day = 0; day < DAYS; day++) {
            long[] requests = new long[1];
            for (int h = 24 * day; h < 24 * (day + 1); h++) {
                double end = (h + 1) * HOUR;
                api.startHour(h * HOUR, SmallFleet.at(0, 0), h, true, slot -> {
                    if (table.kind[slot] == SessionKind.STREAM.ordinal()) {
                        arrivals.clear();
                        assertThat(table.due[slot]).isBetween(end - HOUR, end);
                        assertThat(api.arrivals(slot, end, arrivals)).isFalse();
                        requests[0] += arrivals.size();
                    } else {
                        requests[0] += table.end[slot] - table.position[slot];
                    }
                    table.release(slot);
                });
            }
            surplus.add(requests[0] - perWeekday * (isWeekend(day) ? 0.5 : 1));
        }
        return surplus;
    }

    private static void assertNone(Tally surplus, double perWeekday) {
        double[] interval = new double[2];
        surplus.confidenceIntervalStudent(0.999, interval);
        assertThat(interval[0])
                .as("surplus a day, %.1f ± %.1f", interval[0], interval[1])
                .isBetween(-interval[1], interval[1]);
        assertThat(interval[1]).as("half-width").isLessThan(0.1 * perWeekday);
    }

    private static SmallFleet only(double tier1Share, double agents) {
        SmallFleet small = new SmallFleet();
        small.tier1Share = tier1Share;
        small.agents = agents;
        small.apiRequests = 12_000;
        small.sending = 1;
        return small;
    }

    /** Bursty gaps and slow senders: a flow that began with a request at each hour would send far more. */
    @Test
    void anOrganisationSendsItsRateHoweverBurstyAndSlow() {
        for (double cv : new double[] {0.7, 4}) {
            SmallFleet small = only(1, 0);
            small.burstiness = cv;
            small.apiRequests = 2400;
            assertNone(surplus(small, 2400), 2400);
        }
    }

    @Test
    void anOrganisationThatSendsAtTimesSendsItsRateOverAll() {
        SmallFleet small = only(1, 0);
        small.burstiness = 1;
        small.sending = 0.25;
        assertNone(surplus(small, 12_000), 12_000);
    }

    @Test
    void aSpreadTierSendsItsVolume() {
        assertNone(surplus(only(0, 0), 12_000), 12_000);
    }

    @Test
    void agentsMakeTheirVolumeInSessions() {
        assertNone(surplus(only(0.5, 1), 12_000), 12_000);
    }

    @Test
    void whatWandersSendsItsVolumeToo() {
        for (int i = 0; i < 3; i++) {
            SmallFleet small = only(i == 0 ? 0 : 1, i == 2 ? 1 : 0);
            small.rateWalk = new RateWalkSpec(0.5, 600, 3600);
            assertNone(surplus(small, 12_000), 12_000);
        }
    }

    /**
     * Twenty equal organisations of Poisson requests λ a step of ten minutes. By theory the variance of a step's requests is λ + λ²(e^{σ²} −
     * 1), and their covariance over l steps λ²(e^{σ²φ^l} − 1), also over the end of an hour.
     */
    @Test
    void requestsVaryAsTheirRates() {
        SmallFleet small = only(1, 0);
        small.zipf = 0;
        small.burstiness = 1;
        small.rateWalk = new RateWalkSpec(0.5, 600, 3600);
        ApiTraffic api = traffic(small, 0);
        Arrivals arrivals = new Arrivals();
        int steps = 144;
        double[][][] counts = new double[DAYS][20][steps];
        for (int h = 0; h < 24 * DAYS; h++) {
            int day = h / 24;
            double end = (h + 1) * HOUR;
            api.startHour(h * HOUR, SmallFleet.at(0, 0), h, true, slot -> {
                arrivals.clear();
                api.arrivals(slot, end, arrivals);
                for (int a = 0; a < arrivals.size(); a++) {
                    counts[day][table.owner[slot]][(int) (arrivals.time(a) / 600) % steps]++;
                }
                table.release(slot);
            });
        }
        double weekday = 12_000.0 / 20 / steps;
        for (int lag : new int[] {0, 1, 3}) {
            Tally surplus = new Tally();
            double theory = weekday * weekday * StrictMath.expm1(0.25 * StrictMath.exp(-lag / 6.0));
            for (int day = 0; day < DAYS; day++) {
                double mean = isWeekend(day) ? weekday / 2 : weekday;
                double sum = 0;
                for (double[] one : counts[day]) {
                    for (int s = 0; s < steps - lag; s++) {
                        sum += (one[s] - mean) * (one[s + lag] - mean) / (20 * (steps - lag));
                    }
                }
                double factor = isWeekend(day) ? 0.25 : 1;
                surplus.add(sum - factor * theory - (lag == 0 ? mean : 0));
            }
            assertNone(surplus, theory);
        }
    }

    /** In one cell nobody is spread; in three, each of the twenty is above 1 % of a cell's requests and so in all of them. */
    @Test
    void largeOrganisationsAreInEveryCell() {
        SmallFleet small = only(0.5, 0);
        int five = 5;
        assertThat(traffic(small, 0).organisations().draws().length).isEqualTo(20 + five);
        small.cells = 3;
        for (int cell = 0; cell < 3; cell++) {
            assertThat(traffic(small, cell).organisations().draws().length).isEqualTo(20 + five);
        }
    }

    /** A stream looked at in slices sends what it sends when looked at once. */
    @Test
    void arrivalsDoNotDependOnTheSlices() {
        for (RateWalkSpec walk : List.of(RateWalkSpec.NONE, new RateWalkSpec(0.8, 300, 3600))) {
            List<Double> atOnce = times(walk, HOUR);
            List<Double> sliced = times(walk, 0.05);
            assertThat(atOnce).hasSizeGreaterThan(100).isSorted();
            assertThat(sliced).isEqualTo(atOnce);
        }
    }

    private List<Double> times(RateWalkSpec walk, double slice) {
        SmallFleet small = only(0, 0);
        small.rateWalk = walk;
        ApiTraffic api = traffic(small, 0);
        List<Integer> slots = new ArrayList<>();
        api.startHour(0, SmallFleet.at(0, 0), 0, true, slots::add);
        assertThat(slots).hasSize(1);
        List<Double> times = new ArrayList<>();
        Arrivals arrivals = new Arrivals();
        RequestDraft draft = new RequestDraft();
        boolean more = true;
        for (int i = 1; more; i++) {
            arrivals.clear();
            more = api.arrivals(slots.get(0), i * slice, arrivals);
            for (int a = 0; a < arrivals.size(); a++) {
                times.add(arrivals.time(a));
                assertThat(arrivals.ordinal(a)).isEqualTo(times.size() - 1);
                int organisation = api.draft(slots.get(0), arrivals.ordinal(a), arrivals.time(a), draft);
                assertThat(organisation).isBetween(0, api.organisations().draws().length - 1);
                assertThat(draft.cached).isEqualTo((int) (0.25 * draft.input()));
            }
        }
        return times;
    }
}
