package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.Hash;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.RateWalkSpec;
import io.tidegate.workload.SessionTable;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.stat.Tally;

/** Organisations of an ordinary tier that are divided over cells: what the parts send, and what limits make of them. */
class LargeOrganisationsTest {
    private final SessionTable table = new SessionTable();

    /** Twenty organisations that send single requests, and nobody else. */
    private static SmallFleet twenty(double requests) {
        SmallFleet small = new SmallFleet();
        small.tier1Share = 1;
        small.agents = 0;
        small.apiRequests = requests;
        small.sending = 0.5;
        return small;
    }

    private ApiTraffic traffic(SmallFleet small, int cell) {
        LocalDays utc = new LocalDays(ZoneOffset.UTC, SmallFleet.DATE, -1, 2);
        return new ApiTraffic(small.build(), cell, small.seed, Hash.combine(small.seed, cell), table, utc);
    }

    /** The times of a cell's requests of a day: by identity of an organisation and hour, and by number in them. */
    private Map<Long, SortedMap<Integer, Double>> day(ApiTraffic api) {
        Map<Long, SortedMap<Integer, Double>> sent = new HashMap<>();
        Arrivals arrivals = new Arrivals();
        for (int h = 0; h < 24; h++) {
            double end = (h + 1) * HOUR;
            api.startHour(h * HOUR, SmallFleet.at(0, 0), h, true, slot -> {
                arrivals.clear();
                api.arrivals(slot, end, arrivals);
                SortedMap<Integer, Double> its = sent.computeIfAbsent(table.key[slot], k -> new TreeMap<>());
                for (int a = 0; a < arrivals.size(); a++) {
                    its.put(arrivals.ordinal(a), arrivals.time(a));
                }
                table.release(slot);
            });
        }
        return sent;
    }

    /** The parts of all cells together are streams without a gap or a request twice, whose times rise with their numbers. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void eachRequestIsOfOnePart(int cells) {
        SmallFleet small = twenty(24_000);
        small.cells = cells;
        small.rateWalk = new RateWalkSpec(0.5, 600, 3600);
        Map<Long, SortedMap<Integer, Double>> all = new HashMap<>();
        int parts = 0;
        int sent = 0;
        for (int cell = 0; cell < cells; cell++) {
            ApiTraffic api = traffic(small, cell);
            parts += api.organisations().parts().length;
            assertThat(Arrays.stream(api.organisations().parts()).max().getAsInt())
                    .isBetween(2, cells);
            for (Map.Entry<Long, SortedMap<Integer, Double>> stream : day(api).entrySet()) {
                SortedMap<Integer, Double> its = all.computeIfAbsent(stream.getKey(), k -> new TreeMap<>());
                sent += stream.getValue().size();
                its.putAll(stream.getValue());
            }
        }
        assertThat(parts).isGreaterThan(20);
        assertThat(all.values().stream().mapToInt(Map::size).sum())
                .as("no request twice")
                .isEqualTo(sent)
                .isGreaterThan(5_000);
        for (SortedMap<Integer, Double> its : all.values()) {
            assertThat(its.lastKey()).as("no gap").isEqualTo(its.size() - 1);
            double before = 0;
            for (double t : its.values()) {
                // Parts add up gaps each for itself.
                assertThat(t).isGreaterThan(before - 1e-6);
                before = t;
            }
        }
    }

    /** As one organisation is in at most as many cells as it has parts, and parts are small enough. */
    @Test
    void partsAreAsFewAsAreSmallEnough() {
        SmallFleet small = twenty(24_000);
        small.cells = 12;
        double most = 0.01 * 24_000 / 86_400 / 12;
        int[] seen = new int[13];
        for (int cell = 0; cell < 12; cell++) {
            for (ApiOrganisations.Source source :
                    traffic(small, cell).organisations().sources()) {
                if (source.parts() > 1) {
                    seen[source.parts()]++;
                    assertThat(source.parts()).isEqualTo((int) Math.min(12, Math.ceil(source.rate() / most)));
                }
            }
        }
        for (int parts = 2; parts <= 12; parts++) {
            assertThat(seen[parts] % parts)
                    .as("whole organisations of %d parts", parts)
                    .isZero();
        }
    }

    /** Whoever has a part in every cell sends in the same hours in all of them, half of all: of 480, within five standard errors. */
    @Test
    void partsSendInTheSameHours() {
        SmallFleet small = twenty(12_000_000);
        small.cells = 3;
        assertThat(traffic(small, 1).organisations().parts()).hasSize(20).containsOnly(3);
        Set<Long> first = hours(small, 0);
        assertThat(hours(small, 1)).isEqualTo(first);
        assertThat(hours(small, 2)).isEqualTo(first);
        assertThat(first.size()).isBetween(185, 295);
        small.cells = 1;
        assertThat(traffic(small, 0).organisations().parts()).hasSize(20).containsOnly(1);
    }

    private Set<Long> hours(SmallFleet small, int cell) {
        ApiTraffic api = traffic(small, cell);
        TreeSet<Long> hours = new TreeSet<>();
        for (int h = 0; h < 24; h++) {
            api.startHour(h * HOUR, SmallFleet.at(0, 0), h, true, slot -> {
                hours.add(table.key[slot]);
                table.release(slot);
            });
        }
        return hours;
    }

    /** Any turns in a row, as many as cells, fall to different cells; of any turns in a row, neighbours have their fair share within two. */
    @Test
    void turnsAreFair() {
        for (int cells : new int[] {1, 2, 3, 5, 12, 78, 312}) {
            PartTurns turns = new PartTurns(cells);
            for (int from = 0; from < 3 * cells; from++) {
                TreeSet<Integer> different = new TreeSet<>();
                int atFirst = 0;
                int neighbours = Math.min(cells, 5);
                for (int i = 0; i < cells; i++) {
                    int cell = turns.cell(77, from + (long) i);
                    different.add(cell);
                    atFirst += cell < neighbours ? 1 : 0;
                    assertThat(atFirst).isCloseTo((int) Math.rint((i + 1.0) * neighbours / cells), within(2));
                }
                assertThat(different).hasSize(cells);
            }
        }
    }

    /** What limits a request. */
    private enum Limit {
        REQUESTS,
        INPUT,
        OUTPUT
    }

    /**
     * Tries refused do not depend on the number of cells: not of bursts that meet the limit of requests at a mean of 80 % of it, nor
     * of input or output half above its limit. The share of three cells is compared with that of one in ten runs: it must lie
     * within a sixth of the share of one and a 99.9 % Student interval of the difference. A right program fails each of the
     * three with probability below 0.001 if parts are in truth within that sixth. With whole limits in each of three cells less
     * than a tenth would be refused of what is.
     */
    @ParameterizedTest
    @EnumSource
    void theShareRefusedDoesNotDependOnTheCells(Limit limit) {
        Tally one = new Tally();
        Tally difference = new Tally();
        for (int run = 0; run < 10; run++) {
            double whole = refused(limit, 1, run);
            one.add(whole);
            difference.add(refused(limit, 3, run) - whole);
        }
        double[] interval = new double[2];
        difference.confidenceIntervalStudent(0.999, interval);
        double share = one.average();
        assertThat(share).isGreaterThan(0.05);
        assertThat(interval[0])
                .as("%s: %.4f refused, difference %.4f ± %.4f", limit, share, interval[0], interval[1])
                .isBetween(-share / 6 - interval[1], share / 6 + interval[1]);
        assertThat(interval[1]).as("half-width").isLessThan(0.5 * share);
    }

    /** Twenty organisations of one request a second each, while the curve is at its mean. */
    private static double refused(Limit limit, int cells, long seed) {
        SmallFleet small = twenty(20 * SmallFleet.DAY).withSeed(seed);
        small.freeUsers = 1;
        small.proUsers = 1;
        small.sending = 1;
        small.zipf = 0;
        small.cells = cells;
        small.opusReplicas = 2 * cells;
        small.haikuReplicas = 2 * cells;
        small.slice = 0.25;
        small.singles = new LengthTable("singles", new int[] {100, 500, 1500}, new int[] {5, 40, 150});
        double perMinute = limit == Limit.REQUESTS ? 60 / 0.8 : NO_LIMIT;
        double input = limit == Limit.INPUT ? 60 * 525 : NO_LIMIT;
        double output = limit == Limit.OUTPUT ? 60 * 65 : NO_LIMIT;
        if (limit != Limit.REQUESTS) {
            small.hours = IntStream.range(0, 24)
                    .mapToObj(hour -> hour < 6 || hour >= 18 ? 0.5 : 1.5)
                    .toList();
        }
        small.api = SmallFleet.api("tier-1", perMinute, input, output);
        long refused = 0;
        long tries = 0;
        for (int cell = 0; cell < cells; cell++) {
            PhaseSpan span = SmallFleet.span(0, 2 * MINUTE, 6 * MINUTE);
            CellOutcome out = new CellSimulation(small.build(), span, 0, cell).run((part, requests) -> {});
            refused += Arrays.stream(out.denied[TIER_1])
                    .flatMapToLong(Arrays::stream)
                    .sum();
            tries += out.attempts[TIER_1];
        }
        return (double) refused / tries;
    }
}
