package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Laws on seeded random arrivals. Each is a theorem: a failure is a defect, never chance. */
final class AccountWindowsLawsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final int RUNS = 2_000;

    private record Arrival(int t, int size) {}

    /** One account's arrivals, in order of time. */
    private static List<Arrival> randomArrivals(SplittableRandom random) {
        List<Arrival> arrivals = new ArrayList<>();
        int t = random.nextInt(-500, 500);
        for (int n = random.nextInt(1, 120); n > 0; n--) {
            t += random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(6);
            arrivals.add(new Arrival(t, random.nextInt(5) == 0 ? random.nextInt(1, 60) : random.nextInt(1, 8)));
        }
        return arrivals;
    }

    private static List<Arrival> arrivals(int[] times, int[] sizes) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            arrivals.add(new Arrival(times[i], sizes[i]));
        }
        return arrivals;
    }

    @Test
    void everyDecisionIsThatOfAPlainLedger() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Arrival> arrivals = randomArrivals(random);
            WindowLimits limits = new WindowLimits(
                    random.nextInt(1, 60), random.nextInt(1, 60), random.nextInt(1, 300), random.nextInt(20, 400));
            int anchor = random.nextInt(-1000, 1000);
            AccountWindows windows = new AccountWindows(1);
            windows.setWeekAnchor(0, anchor);
            Ledger ledger = new Ledger(limits, anchor);
            for (Arrival arrival : arrivals) {
                int t = arrival.t();
                String expected = ledger.arrive(t, arrival.size());
                int code = windows.check(0, limits, t);
                String actual =
                        code == AccountWindows.PASS ? "PASS" : Denial.of(code) + " until " + (long) windows.passesAt();
                assertThat(actual).as("seed %d, %s", seed, arrival).isEqualTo(expected);
                if (code == AccountWindows.PASS) {
                    windows.charge(0, limits, t, arrival.size(), arrival.size());
                }
            }
        }
    }

    /** Keeps every charge and sums afresh, in whole seconds and credits. */
    private static final class Ledger {
        private final long length;
        private final double window;
        private final long weekLength;
        private final double weekly;
        private final long anchor;
        private final List<long[]> windowsOpened = new ArrayList<>();
        private final List<long[]> charges = new ArrayList<>();

        Ledger(WindowLimits limits, long anchor) {
            length = (long) limits.seconds[WindowLimits.WINDOW];
            window = limits.budget(WindowLimits.WINDOW);
            weekLength = (long) limits.seconds[WindowLimits.WEEK];
            weekly = limits.budget(WindowLimits.WEEK);
            this.anchor = anchor;
        }

        String arrive(long t, int size) {
            long week = Math.floorDiv(t - anchor, weekLength);
            long usedInWeek = charges.stream()
                    .filter(c -> Math.floorDiv(c[0] - anchor, weekLength) == week)
                    .mapToLong(c -> c[1])
                    .sum();
            boolean open = windowsOpened.stream().anyMatch(w -> w[0] <= t && t < w[0] + length);
            long start = open ? windowsOpened.get(windowsOpened.size() - 1)[0] : t;
            long usedInWindow = charges.stream()
                    .filter(c -> open && start <= c[0])
                    .mapToLong(c -> c[1])
                    .sum();
            long windowEnd = usedInWindow >= window ? start + length : Long.MIN_VALUE;
            long weekEnd = usedInWeek >= weekly ? anchor + (week + 1) * weekLength : Long.MIN_VALUE;
            if (windowEnd > Long.MIN_VALUE || weekEnd > Long.MIN_VALUE) {
                return windowEnd >= weekEnd ? "WINDOW_5H until " + windowEnd : "WEEKLY until " + weekEnd;
            }
            if (!open) {
                windowsOpened.add(new long[] {t});
            }
            charges.add(new long[] {t, size});
            return "PASS";
        }
    }

    @Test
    void aBudgetIsExceededByLessThanTheLastRequestThatPassed() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Arrival> arrivals = randomArrivals(random);
            WindowLimits limits = new WindowLimits(random.nextInt(1, 60), 40, random.nextInt(1, 200), 300);
            AccountWindows windows = new AccountWindows(1);
            for (Arrival arrival : arrivals) {
                double t = arrival.t();
                int size = arrival.size();
                if (windows.check(0, limits, t) == AccountWindows.PASS) {
                    windows.charge(0, limits, t, size, size);
                    assertThat(windows.windowUsed(0))
                            .as("seed %d", seed)
                            .isLessThan(limits.budget(WindowLimits.WINDOW) + size);
                    assertThat(windows.weekUsed(0))
                            .as("seed %d", seed)
                            .isLessThan(limits.budget(WindowLimits.WEEK) + size);
                }
            }
        }
    }

    @Test
    void aRefusedRequestFirstPassesWhenItWasTold() {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            // Awkward fractions, so that every boundary has to survive rounding.
            double second = random.nextDouble(0.5, 1.5);
            double origin = 1.77e9 * random.nextDouble();
            WindowLimits limits = new WindowLimits(10, 40 * second, 60, random.nextInt(50, 300) * second / 3);
            List<Arrival> arrivals = randomArrivals(random);
            AccountWindows windows = new AccountWindows(1);
            windows.setWeekAnchor(0, origin * random.nextDouble(-2, 2));
            for (Arrival arrival : arrivals) {
                double t = origin + arrival.t() * second / 7;
                int code = windows.check(0, limits, t);
                if (code == AccountWindows.PASS) {
                    windows.charge(0, limits, t, arrival.size(), arrival.size());
                } else {
                    refused++;
                    double passesAt = windows.passesAt();
                    assertThat(passesAt).as("seed %d", seed).isGreaterThan(t);
                    assertThat(windows.check(0, limits, Math.nextDown(passesAt)))
                            .as("seed %d, just before", seed)
                            .isEqualTo(code);
                    assertThat(windows.check(0, limits, passesAt))
                            .as("seed %d, at it", seed)
                            .isEqualTo(AccountWindows.PASS);
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(RUNS);
    }

    /**
     * A usage window alone: who is refused under a raised budget is refused without the raise, however late the raise comes.
     * Its windows open at the same times whatever the budget, because an arrival that finds none open always passes; and a
     * constant budget passes the arrivals of a window before some point and none after. The same holds for a week alone.
     */
    @Test
    void raisingALimitThatStandsAloneRefusesNobodyElse() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Arrival> arrivals = randomArrivals(random);
            int last = arrivals.get(arrivals.size() - 1).t();
            double raiseAt = random.nextInt(arrivals.get(0).t(), last + 1);
            int budget = random.nextInt(1, 60);
            int raised = budget + random.nextInt(60);

            WindowLimits window = new WindowLimits(budget, 40, NONE, 1);
            WindowLimits windowRaised = new WindowLimits(raised, 40, NONE, 1);
            assertSubset(seed, refused(arrivals, window, windowRaised, raiseAt), refused(arrivals, window, window, 0));

            WindowLimits week = new WindowLimits(NONE, 1, budget, 40);
            WindowLimits weekRaised = new WindowLimits(NONE, 1, raised, 40);
            assertSubset(seed, refused(arrivals, week, weekRaised, raiseAt), refused(arrivals, week, week, 0));
        }
    }

    @Test
    void raisingTheWindowBesideAWeeklyCapCanRefuseMore() {
        // A large request in an early window takes the week from ten small ones in later windows.
        List<Arrival> arrivals = arrivals(
                new int[] {0, 1, 10, 20, 30, 40, 50, 60, 70, 80, 90}, new int[] {10, 90, 5, 5, 5, 5, 5, 5, 5, 5, 5});
        WindowLimits low = new WindowLimits(10, 5, 100, 1_000);
        WindowLimits high = new WindowLimits(20, 5, 100, 1_000);
        assertThat(refused(arrivals, low, low, 0).cardinality()).isEqualTo(1);
        assertThat(refused(arrivals, high, high, 0).cardinality()).isEqualTo(9);
    }

    @Test
    void raisingTheWeeklyCapBesideAWindowCanRefuseMore() {
        // One large request late in the week opens a window that is spent when the next week brings many small ones.
        List<Arrival> arrivals = arrivals(new int[] {0, 98, 100, 101, 102}, new int[] {10, 10, 1, 1, 1});
        WindowLimits low = new WindowLimits(10, 5, 10, 100);
        WindowLimits high = new WindowLimits(10, 5, 20, 100);
        assertThat(refused(arrivals, low, low, 0).cardinality()).isEqualTo(1);
        assertThat(refused(arrivals, high, high, 0).cardinality()).isEqualTo(3);
    }

    @Test
    void raisingEitherBesideTheOtherCanRefuseMoreEvenOfOneSize() {
        WindowLimits low = new WindowLimits(3, 6, 6, 16);
        WindowLimits moreInTheWindow = new WindowLimits(4, 6, 6, 16);
        List<Arrival> first = ones(0, 1, 4, 5, 8, 11, 14, 17, 18, 20, 20, 20, 20);
        assertThat(refused(first, moreInTheWindow, moreInTheWindow, 0).cardinality())
                .isGreaterThan(refused(first, low, low, 0).cardinality());

        WindowLimits narrow = new WindowLimits(3, 6, 6, 19);
        WindowLimits moreInTheWeek = new WindowLimits(3, 6, 8, 19);
        List<Arrival> second = ones(3, 6, 8, 10, 11, 14, 16, 19, 22, 23, 25, 25, 27);
        assertThat(refused(second, moreInTheWeek, moreInTheWeek, 0).cardinality())
                .isGreaterThan(refused(second, narrow, narrow, 0).cardinality());
    }

    private static List<Arrival> ones(int... times) {
        int[] sizes = new int[times.length];
        Arrays.fill(sizes, 1);
        return arrivals(times, sizes);
    }

    private static void assertSubset(int seed, BitSet raised, BitSet base) {
        BitSet onlyRaised = (BitSet) raised.clone();
        onlyRaised.andNot(base);
        assertThat(onlyRaised).as("seed %d: refused only after the raise", seed).isEqualTo(new BitSet());
    }

    /** Which arrivals are refused when the limits change from {@code before} to {@code after} at {@code changeAt}. */
    private static BitSet refused(List<Arrival> arrivals, WindowLimits before, WindowLimits after, double changeAt) {
        AccountWindows windows = new AccountWindows(1);
        BitSet refused = new BitSet();
        for (int i = 0; i < arrivals.size(); i++) {
            double t = arrivals.get(i).t();
            WindowLimits limits = t < changeAt ? before : after;
            if (windows.check(0, limits, t) == AccountWindows.PASS) {
                windows.charge(
                        0, limits, t, arrivals.get(i).size(), arrivals.get(i).size());
            } else {
                refused.set(i);
            }
        }
        return refused;
    }
}
