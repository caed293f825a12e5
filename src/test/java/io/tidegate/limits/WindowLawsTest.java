package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.ResetCalendar.Period;
import io.tidegate.limits.WindowSpec.Semantics;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Laws of windows of every kind on seeded random arrivals, in whole seconds and credits so that sums are exact. Each is a theorem:
 * a failure is a defect, never chance.
 */
final class WindowLawsTest {
    private static final int RUNS = 250;
    private static final double DAY = 86_400;
    private static final String[] ZONES = {"America/Los_Angeles", "Europe/Berlin", "Asia/Kathmandu", "UTC"};

    /** The leap day, and days on which clocks change in Los Angeles and Berlin. */
    private static final LocalDate[] DATES = {
        LocalDate.of(2024, 2, 28),
        LocalDate.of(2024, 3, 9),
        LocalDate.of(2024, 3, 30),
        LocalDate.of(2024, 10, 26),
        LocalDate.of(2024, 11, 2),
    };

    private record Arrival(double t, int size, int model) {}

    /** What one run is about. */
    private record Case(
            List<Kind> kinds, List<Double> resets, double anchor, List<Arrival> arrivals, WindowLimits limits) {
        static Case of(int seed, Semantics first) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean coarse = first == Semantics.CALENDAR || first == Semantics.FLOORED || random.nextInt(3) == 0;
            double scale = coarse ? random.nextInt(30, 1200) : 1;
            double origin = DATES[random.nextInt(DATES.length)].atStartOfDay().toEpochSecond(ZoneOffset.UTC);
            List<Arrival> arrivals = new ArrayList<>();
            double t = origin;
            for (int n = random.nextInt(1, 100); n > 0; n--) {
                t += scale * (random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(6));
                int size = random.nextInt(5) == 0 ? random.nextInt(1, 60) : random.nextInt(1, 8);
                arrivals.add(new Arrival(t, size, random.nextInt(2)));
            }
            List<Kind> kinds = new ArrayList<>(List.of(Kind.of(random, first, coarse, scale)));
            if (random.nextBoolean()) {
                Semantics[] all = Semantics.values();
                kinds.add(Kind.of(random, all[random.nextInt(all.length)], true, scale));
            }
            List<Double> resets = new ArrayList<>();
            List<ResetSpec> specs = new ArrayList<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                double at = Math.rint(origin + random.nextDouble() * (t - origin));
                resets.add(at);
                LocalDateTime time = LocalDateTime.ofEpochSecond((long) at, 0, ZoneOffset.UTC);
                specs.add(new ResetSpec("r" + n, time, ZoneOffset.UTC, List.of("pro"), 0));
            }
            List<WindowRule> rules = new ArrayList<>();
            for (Kind kind : kinds) {
                rules.add(kind.rule(origin - DAY, t + 30 * DAY, Denial.of(rules.size())));
            }
            return new Case(
                    kinds,
                    resets,
                    origin + random.nextInt(-100_000, 100_000),
                    arrivals,
                    new WindowLimits(rules, new ResetTimes("pro", specs)));
        }

        double lastReset(double t) {
            return resets.stream().mapToDouble(r -> r).filter(r -> r <= t).max().orElse(Double.NEGATIVE_INFINITY);
        }

        AccountWindows fresh() {
            AccountWindows windows = new AccountWindows(1, kinds.size());
            windows.setWeekAnchor(0, anchor);
            return windows;
        }
    }

    private record Kind(Semantics semantics, double budget, double seconds, long models, ZoneId zone) {
        static Kind of(SplittableRandom random, Semantics semantics, boolean coarse, double scale) {
            double seconds = switch (semantics) {
                case FIRST_USE, ANCHORED -> random.nextInt(1, 60) * scale;
                // A multiple of 300, so that charges are told apart by a whole number of seconds.
                case SLIDING -> coarse ? 300.0 * random.nextInt(1, 400) : random.nextInt(1, 60);
                case FLOORED -> random.nextInt(3600, 30_000);
                case CALENDAR -> random.nextInt(3) == 0 ? 7 * DAY : DAY;
            };
            long models = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : WindowRule.ALL_MODELS;
            ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
            return new Kind(semantics, random.nextInt(1, 100), seconds, models, zone);
        }

        WindowRule rule(double from, double to, Denial reason) {
            ResetCalendar calendar = semantics == Semantics.CALENDAR
                    ? new ResetCalendar(seconds > DAY ? Period.WEEK : Period.DAY, zone, from, to)
                    : ResetCalendar.NEVER;
            return new WindowRule(semantics, budget, seconds, models, false, reason, calendar);
        }

        boolean counts(int model) {
            return (models & 1L << model) != 0;
        }

        /** The day or Monday of a time. */
        LocalDate period(double t) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond((long) t), zone);
            return seconds > DAY ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
        }
    }

    /** Keeps every request that passed and sums afresh what counts at a time. */
    private static final class Ledger {
        private final Case run;
        private final List<Arrival> passed = new ArrayList<>();

        Ledger(Case run) {
            this.run = run;
        }

        double used(Kind kind, double t) {
            List<Arrival> counting =
                    passed.stream().filter(a -> kind.counts(a.model())).toList();
            return switch (kind.semantics()) {
                case FIRST_USE, FLOORED -> usedFromFirst(kind, counting, t);
                case SLIDING ->
                    sum(counting, a -> countsAsOf(kind, counting, a), a -> a + kind.seconds() > t, run.lastReset(t));
                case CALENDAR ->
                    sum(counting, Arrival::t, a -> kind.period(a).equals(kind.period(t)), run.lastReset(t));
                case ANCHORED -> {
                    long now = Math.floorDiv((long) (t - run.anchor()), (long) kind.seconds());
                    yield sum(
                            counting,
                            Arrival::t,
                            a -> Math.floorDiv((long) (a - run.anchor()), (long) kind.seconds()) == now,
                            run.lastReset(t));
                }
            };
        }

        private interface Time {
            double of(Arrival arrival);
        }

        private interface Counting {
            boolean holds(double t);
        }

        private static double sum(List<Arrival> counting, Time time, Counting test, double reset) {
            return counting.stream()
                    .filter(a -> time.of(a) >= reset && test.holds(time.of(a)))
                    .mapToDouble(Arrival::size)
                    .sum();
        }

        private double usedFromFirst(Kind kind, List<Arrival> counting, double t) {
            double start = Double.NEGATIVE_INFINITY;
            double used = 0;
            for (Arrival a : counting) {
                if (a.t() >= start + kind.seconds() || start < run.lastReset(a.t())) {
                    start = kind.semantics() == Semantics.FIRST_USE
                            ? a.t()
                            : Math.max(3600.0 * Math.floorDiv((long) a.t(), 3600L), run.lastReset(a.t()));
                    used = 0;
                }
                used += a.size();
            }
            return t < start + kind.seconds() && start >= run.lastReset(t) ? used : 0;
        }

        /** The last request of the same 300th of the length, with no reset between. */
        private double countsAsOf(Kind kind, List<Arrival> counting, Arrival arrival) {
            double part = kind.seconds() / 300;
            return counting.stream()
                    .mapToDouble(Arrival::t)
                    .filter(t -> Math.floor(t / part) == Math.floor(arrival.t() / part)
                            && run.lastReset(t) == run.lastReset(arrival.t()))
                    .max()
                    .orElseThrow();
        }

        boolean passes(Arrival arrival, double t) {
            return run.kinds().stream()
                    .allMatch(kind -> !kind.counts(arrival.model()) || used(kind, t) < kind.budget());
        }

        /** The first time at which an arrival passes, of all at which anything can change. */
        double passesAt(Arrival arrival) {
            List<Double> times = new ArrayList<>(run.resets());
            for (Kind kind : run.kinds()) {
                passed.forEach(a -> {
                    times.add(a.t() + kind.seconds());
                    times.add(3600.0 * Math.floorDiv((long) a.t(), 3600L) + kind.seconds());
                });
                run.resets().forEach(reset -> times.add(reset + kind.seconds()));
                double part = (arrival.t() - run.anchor()) / kind.seconds();
                times.add(run.anchor() + (Math.floor(part) + 1) * kind.seconds());
                for (int day = 0; day <= 8; day++) {
                    LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond((long) arrival.t()), kind.zone());
                    times.add((double)
                            date.plusDays(day).atStartOfDay(kind.zone()).toEpochSecond());
                }
            }
            return times.stream()
                    .filter(t -> t >= arrival.t() && passes(arrival, t))
                    .mapToDouble(t -> t)
                    .min()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDecisionIsThatOfAPlainLedger(Semantics semantics) {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Case run = Case.of(seed, semantics);
            AccountWindows windows = run.fresh();
            Ledger ledger = new Ledger(run);
            for (Arrival arrival : run.arrivals()) {
                int code = windows.check(0, run.limits(), arrival.model(), 0, arrival.t());
                boolean passes = ledger.passes(arrival, arrival.t());
                assertThat(code == AccountWindows.PASS)
                        .as("seed %d, %s", seed, arrival)
                        .isEqualTo(passes);
                if (passes) {
                    windows.charge(0, run.limits(), arrival.model(), arrival.t(), arrival.size(), arrival.size());
                    ledger.passed.add(arrival);
                    overshoot(seed, ledger, arrival);
                } else {
                    refused++;
                    Kind kind = run.kinds().get(code);
                    assertThat(kind.counts(arrival.model())).isTrue();
                    assertThat(ledger.used(kind, arrival.t()))
                            .as("seed %d, %s", seed, arrival)
                            .isGreaterThanOrEqualTo(kind.budget());
                    assertThat(windows.passesAt())
                            .as("seed %d, %s", seed, arrival)
                            .isEqualTo(ledger.passesAt(arrival));
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(RUNS);
    }

    /** A budget is exceeded by less than the request that passed last. */
    private static void overshoot(int seed, Ledger ledger, Arrival last) {
        for (Kind kind : ledger.run.kinds()) {
            if (kind.counts(last.model())) {
                assertThat(ledger.used(kind, last.t()))
                        .as("seed %d, %s", seed, last)
                        .isLessThan(kind.budget() + last.size());
            }
            if (kind.semantics() == Semantics.SLIDING) {
                double inLength = ledger.passed.stream()
                        .filter(a -> kind.counts(a.model()) && a.t() > last.t() - kind.seconds())
                        .filter(a -> a.t() >= ledger.run.lastReset(last.t()))
                        .mapToDouble(Arrival::size)
                        .sum();
                assertThat(inLength).as("to the second").isLessThan(kind.budget() + 60);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedRequestFirstPassesWhenItWasTold(Semantics semantics) {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Case run = Case.of(seed, semantics);
            SplittableRandom random = new SplittableRandom(seed);
            AccountWindows windows = run.fresh();
            double t = run.arrivals().get(0).t();
            for (Arrival arrival : run.arrivals()) {
                // Awkward fractions, so that every boundary has to survive rounding.
                t = Math.max(t, arrival.t() + random.nextDouble());
                double size = arrival.size() * random.nextDouble();
                int code = windows.check(0, run.limits(), arrival.model(), 0, t);
                if (code == AccountWindows.PASS) {
                    windows.charge(0, run.limits(), arrival.model(), t, size, size);
                } else {
                    refused++;
                    double passesAt = windows.passesAt();
                    assertThat(passesAt).isGreaterThan(t);
                    assertThat(windows.check(0, run.limits(), arrival.model(), 0, Math.nextDown(passesAt)))
                            .as("seed %d, just before", seed)
                            .isNotEqualTo(AccountWindows.PASS);
                    assertThat(windows.check(0, run.limits(), arrival.model(), 0, passesAt))
                            .as("seed %d, at it", seed)
                            .isEqualTo(AccountWindows.PASS);
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(RUNS / 2);
    }

    /** Windows that stand alone and begin whatever the budget: who is refused under a raised budget is refused without the raise. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SLIDING")
    void raisingALimitThatStandsAloneRefusesNobodyElse(Semantics semantics) {
        for (int seed = 0; seed < RUNS; seed++) {
            Case run = Case.of(seed, semantics);
            double raiseAt = run.arrivals().get(run.arrivals().size() / 2).t();
            WindowLimits low = alone(run, 1);
            WindowLimits high = alone(run, 1 + seed % 4);
            BitSet raised = refused(run, run.arrivals(), low, high, raiseAt);
            raised.andNot(refused(run, run.arrivals(), low, low, raiseAt));
            assertThat(raised).as("seed %d: refused only after the raise", seed).isEqualTo(new BitSet());
        }
    }

    /** Of requests of one size, a sliding window with a higher budget has let at least as many pass by any time. */
    @Test
    void aHigherSlidingBudgetHasPassedAsManyOfOneSize() {
        for (int seed = 0; seed < RUNS; seed++) {
            Case run = Case.of(seed, Semantics.SLIDING);
            List<Arrival> same =
                    run.arrivals().stream().map(a -> new Arrival(a.t(), 3, 0)).toList();
            Kind kind = new Kind(Semantics.SLIDING, 1 + seed % 30, 40 + seed % 200, -1, ZoneOffset.UTC);
            WindowLimits low = slide(kind, kind.budget());
            WindowLimits high = slide(kind, kind.budget() + seed % 11);
            BitSet refusedLow = refused(run, same, low, low, 0);
            BitSet refusedHigh = refused(run, same, high, high, 0);
            for (int n = 1; n <= same.size(); n++) {
                assertThat(refusedHigh.get(0, n).cardinality())
                        .as("seed %d, of the first %d", seed, n)
                        .isLessThanOrEqualTo(refusedLow.get(0, n).cardinality());
            }
        }
    }

    @Test
    void raisingASlidingBudgetCanRefuseMoreOfUnequalSizes() {
        // What passes a second later, being large, blocks the window a second longer.
        List<Arrival> arrivals = List.of(
                new Arrival(0, 10, 0),
                new Arrival(1, 100, 0),
                new Arrival(10, 1, 0),
                new Arrival(10, 1, 0),
                new Arrival(10, 1, 0));
        Kind kind = new Kind(Semantics.SLIDING, 10, 10, -1, ZoneOffset.UTC);
        Case run = Case.of(0, Semantics.SLIDING);
        WindowLimits low = slide(kind, 10);
        WindowLimits high = slide(kind, 11);
        assertThat(refused(run, arrivals, low, low, 0)).isEqualTo(BitSet.valueOf(new long[] {0b00010}));
        assertThat(refused(run, arrivals, high, high, 0)).isEqualTo(BitSet.valueOf(new long[] {0b11100}));
    }

    private static WindowLimits slide(Kind kind, double budget) {
        Kind other = new Kind(kind.semantics(), budget, kind.seconds(), kind.models(), kind.zone());
        return new WindowLimits(List.of(other.rule(0, 1, Denial.WINDOW_OTHER)), ResetTimes.NONE);
    }

    /** The first window of a run with a greater budget, and the run's resets. */
    private static WindowLimits alone(Case run, double factor) {
        Kind kind = run.kinds().get(0);
        Kind other = new Kind(kind.semantics(), kind.budget() * factor, kind.seconds(), -1, kind.zone());
        double from = run.arrivals().get(0).t();
        WindowRule rule = other.rule(from - DAY, from + 60 * DAY, Denial.WINDOW_OTHER);
        return new WindowLimits(List.of(rule), run.limits().resets());
    }

    private static BitSet refused(
            Case run, List<Arrival> arrivals, WindowLimits before, WindowLimits after, double changeAt) {
        AccountWindows windows = run.fresh();
        BitSet refused = new BitSet();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            WindowLimits limits = arrival.t() < changeAt ? before : after;
            if (windows.check(0, limits, arrival.t()) == AccountWindows.PASS) {
                windows.charge(0, limits, arrival.t(), arrival.size(), arrival.size());
            } else {
                refused.set(i);
            }
        }
        return refused;
    }
}
