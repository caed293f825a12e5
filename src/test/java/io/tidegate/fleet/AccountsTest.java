package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.FREE;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.PRO;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.Denial;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.PeakSpec;
import io.tidegate.limits.ResetSpec;
import io.tidegate.limits.Storage;
import io.tidegate.limits.WindowSpec;
import io.tidegate.limits.WindowSpec.Semantics;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.Subscribers;
import java.lang.reflect.RecordComponent;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What accounts may use beside the two usual windows; 40 days from ten o'clock on Tuesday, 5 May 2026, of 100 credits in five hours. */
final class AccountsTest {
    private static final double START = SmallFleet.at(10, 0);
    private static final int OPUS = 0;
    private static final int HAIKU = 1;
    private static final int USER = 60;

    private final SmallFleet small = new SmallFleet();
    private final List<WindowSpec> windows = new ArrayList<>();
    private final List<ResetSpec> resets = new ArrayList<>();
    private double timeToLive = 300;

    AccountsTest() {
        small.plans = List.of(SmallFleet.plan("free", 100, 1e6), SmallFleet.plan("pro", 100, 1e6));
    }

    private static WindowSpec window(String name, double budget, Semantics semantics, String... models) {
        return new WindowSpec(name, List.of("pro"), List.of(models), budget, DAY, semantics, ZoneOffset.UTC, false);
    }

    private static ResetSpec reset(String at, double credits) {
        return new ResetSpec(at, LocalDateTime.parse(at), ZoneOffset.UTC, List.of("pro"), credits);
    }

    /** The limits of the small fleet with the windows and resets of the test. */
    private LimitsSpec limits() {
        return limits(true);
    }

    private LimitsSpec limits(boolean enforced) {
        Map<String, Object> changes =
                Map.of("enforced", enforced, "windows", List.copyOf(windows), "resets", List.copyOf(resets));
        LimitsSpec spec = small.limits();
        RecordComponent[] components = LimitsSpec.class.getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                Object before = components[i].getAccessor().invoke(spec);
                values[i] = changes.getOrDefault(components[i].getName(), before);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return LimitsSpec.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Users at work: 60 of plan free, then 40 of plan pro. */
    private static final class Cell {
        final LimitsTimeline timeline;
        final Subscribers subscribers;
        final Accounts accounts;
        private final RequestDraft draft = new RequestDraft();

        Cell(FleetModel fleet) {
            PhaseSpan span = SmallFleet.span(0, 0, 40 * DAY);
            timeline = fleet.timeline(span);
            int[] users = fleet.demand().plans().stream()
                    .mapToInt(plan -> (int) plan.users())
                    .toArray();
            subscribers = new Subscribers(fleet.demand(), fleet.sessions(), 1, users, SmallFleet.DATE, -3, 43);
            accounts = new Accounts(subscribers, fleet.models(), timeline, span);
        }

        /** A request of some credits, all output, after so many hours: when it passes, in hours, which is at once or later. */
        double ask(double hours, int model, double credits, double overflow) {
            double t = START + hours * HOUR;
            draft.model = model;
            draft.output = (int) (credits / (model == OPUS ? 25 : 5));
            LimitTables tables = timeline.at(t);
            int reason = accounts.check(USER, tables, model, draft.opens, overflow, 0, t);
            if (reason != Accounts.PASS) {
                return (accounts.passesAt() - START) / HOUR;
            }
            accounts.charge(USER, tables, timeline.isPeak(t), t, draft);
            return hours;
        }

        double used(int window) {
            return accounts.windows().used(USER, window);
        }
    }

    private Cell cell() {
        small.timeToLive = timeToLive;
        return new Cell(small.build().withLimits(List.of(limits())));
    }

    @Test
    void whatIsGivenIsUsedWhenWindowsAreSpentAndThenTheyAreWaitedFor() {
        resets.add(reset("2026-05-05T11:00", 150));
        Cell cell = cell();
        assertThat(cell.ask(0, HAIKU, 100, 0)).isEqualTo(0);
        assertThat(cell.ask(0.5, HAIKU, 100, 0)).as("given at 11:00").isEqualTo(1);
        assertThat(cell.ask(1, HAIKU, 100, 0)).isEqualTo(1);
        assertThat(cell.ask(1.5, HAIKU, 100, 0)).isEqualTo(1.5);
        assertThat(cell.ask(2, HAIKU, 100, 0)).isEqualTo(5);
        assertThat(cell.used(0)).as("windows count nothing of it").isEqualTo(100);
        assertThat(cell.used(1)).isEqualTo(100);
        assertThat(cell.accounts.overflowCredits).containsExactly(0, 0);
    }

    @Test
    void whoPaysGoesOnUpToABudgetOfTheCalendarMonth() {
        small.plans = List.of(SmallFleet.plan("free", 100, 1e6), SmallFleet.plan("pro", 1e6, 100));
        Cell cell = cell();
        double june = (SmallFleet.at(0, 0) + 27 * DAY - START) / HOUR;
        double last = june - 1;
        assertThat(cell.ask(last, HAIKU, 100, 200)).isEqualTo(last);
        assertThat(cell.ask(last, HAIKU, 150, 200)).isEqualTo(last);
        assertThat(cell.ask(last, HAIKU, 150, 200)).isEqualTo(last);
        assertThat(cell.ask(last, HAIKU, 5, 200)).as("in June").isEqualTo(june);
        double unpaid = cell.ask(last, HAIKU, 5, 0);
        assertThat(unpaid).as("when the week turns").isBetween(june, last + 168);
        assertThat(cell.ask(june, HAIKU, 50, 200)).isEqualTo(june);
        assertThat(cell.accounts.overflowCredits).containsExactly(0, 350);
        assertThat(cell.used(1)).isEqualTo(100);
    }

    @Test
    void outsidePeakHoursUsageMayCountLess() {
        small.peak =
                new PeakSpec(2, ZoneOffset.UTC, LocalTime.of(10, 0), LocalTime.of(11, 0), List.of("pro"), 0.5, 0.25);
        windows.add(window("day", 1e6, Semantics.FIRST_USE));
        windows.add(
                new WindowSpec("also", List.of("pro"), List.of(), 1e6, DAY, Semantics.SLIDING, ZoneOffset.UTC, true));
        Cell cell = cell();
        cell.ask(0, HAIKU, 40, 0);
        assertThat(List.of(cell.used(0), cell.used(1), cell.used(2), cell.used(3)))
                .containsExactly(80.0, 40.0, 40.0, 80.0);
        cell.ask(2, HAIKU, 20, 0);
        assertThat(List.of(cell.used(0), cell.used(1), cell.used(2), cell.used(3)))
                .containsExactly(90.0, 45.0, 45.0, 90.0);
        assertThat(cell.ask(2, HAIKU, 20, 0)).isEqualTo(2);
        assertThat(cell.ask(2, HAIKU, 20, 0)).isEqualTo(5);
    }

    @Test
    void writesCountMoreWhereTheCacheKeepsThemForLong() {
        for (double seconds : new double[] {300, 3600}) {
            timeToLive = seconds;
            Cell cell = cell();
            RequestDraft draft = new RequestDraft();
            draft.model = HAIKU;
            draft.prefill = 100;
            cell.accounts.charge(USER, cell.timeline.at(START), false, START, draft);
            assertThat(cell.used(0)).isEqualTo(seconds > 300 ? 200 : 125);
        }
    }

    @Test
    void aResetFreesAtItsTimeAndWhoWaitsIsToldSo() {
        resets.add(reset("2026-05-05T12:30", 0));
        Cell cell = cell();
        cell.ask(0, HAIKU, 100, 0);
        assertThat(cell.ask(1, HAIKU, 5, 0)).isEqualTo(2.5);
        assertThat(cell.ask(2.5, HAIKU, 100, 0)).isEqualTo(2.5);
        assertThat(cell.ask(3, HAIKU, 5, 0)).isEqualTo(7.5);
    }

    @Test
    void messagesAreCountedAndWhatGoesOnWithATaskIsNot() {
        small.plans = List.of(SmallFleet.plan("free", 100, 1e6), SmallFleet.plan("pro", 1e9, 1e9));
        windows.add(new WindowSpec(
                "messages",
                List.of("pro"),
                List.of("opus"),
                2,
                3 * HOUR,
                Semantics.SLIDING,
                ZoneOffset.UTC,
                false,
                WindowSpec.Counted.MESSAGES));
        Cell cell = cell();
        assertThat(cell.ask(0, OPUS, 1000, 0)).isEqualTo(0);
        assertThat(cell.ask(1, OPUS, 25, 0)).isEqualTo(1);
        assertThat(cell.ask(2, OPUS, 25, 0)).as("the first is over").isEqualTo(3);
        assertThat(cell.ask(2, HAIKU, 25, 0)).isEqualTo(2);
        cell.draft.opens = false;
        assertThat(cell.ask(2, OPUS, 25, 0)).isEqualTo(2);
        assertThat(cell.used(2)).isEqualTo(2);
    }

    @Test
    void aWindowOfOneModelClassRefusesItAlone() {
        small.plans = List.of(SmallFleet.plan("free", 100, 1e6), SmallFleet.plan("pro", 1e6, 1e6));
        windows.add(window("opus", 500, Semantics.CALENDAR, "opus"));
        Cell cell = cell();
        assertThat(cell.ask(0, HAIKU, 1000, 0)).isEqualTo(0);
        assertThat(cell.ask(0, OPUS, 500, 0)).isEqualTo(0);
        assertThat(cell.ask(1, OPUS, 25, 0)).as("midnight").isEqualTo(14);
        assertThat(cell.ask(1, HAIKU, 1000, 0)).isEqualTo(1);
    }

    @Test
    void anEventThatRaisesAFurtherWindowActsAtOnce() {
        windows.add(window("day", 50, Semantics.SLIDING));
        LimitsSpec before = limits();
        windows.set(0, window("day", 90, Semantics.SLIDING));
        small.change(Double.NEGATIVE_INFINITY).change(START + 2 * HOUR);
        Cell cell = new Cell(small.build().withLimits(List.of(before, limits())));
        cell.ask(0, HAIKU, 60, 0);
        assertThat(cell.ask(1.9, HAIKU, 5, 0)).isEqualTo(24);
        assertThat(cell.ask(2, HAIKU, 35, 0)).isEqualTo(2);
        assertThat(cell.ask(3, HAIKU, 5, 0)).as("60 leave at 24").isEqualTo(24);
    }

    @Test
    void nothingIsRefusedWhereLimitsAreNotEnforced() {
        Cell cell = new Cell(small.build().withLimits(List.of(limits(false))));
        cell.ask(0, HAIKU, 1000, 0);
        assertThat(cell.ask(1, HAIKU, 1000, 0)).isEqualTo(1);
    }

    @Test
    void whatIsNotLimitedIsChargedToWindowsWhateverTheLastWas() {
        resets.add(reset("2026-05-05T10:30", 150));
        LimitsSpec before = limits(true);
        small.change(Double.NEGATIVE_INFINITY).change(START + 2 * HOUR);
        Cell cell = new Cell(small.build().withLimits(List.of(before, limits(false))));
        cell.ask(0, HAIKU, 100, 0);
        assertThat(cell.ask(1, HAIKU, 50, 0)).as("what was given").isEqualTo(1);
        // Where nothing is refused, nothing is asked.
        cell.draft.output = 8;
        double t = START + 2 * HOUR;
        cell.accounts.charge(USER, cell.timeline.at(t), false, t, cell.draft);
        assertThat(cell.used(0)).isEqualTo(140);
        assertThat(cell.accounts.wouldPass(USER, cell.timeline.at(t), FREE, HAIKU, true, t))
                .isTrue();
        assertThat(cell.accounts.wouldPass(USER, cell.timeline.at(t - 1), FREE, HAIKU, true, t - 1))
                .isFalse();
    }

    /** Two million users of plans of three windows fit in 200 MB, with 12 bytes for whatever else is kept of each. */
    @Test
    void aUserTakesLessThanAHundredBytes() throws IllegalAccessException {
        small.freeUsers = 1_200_000;
        small.proUsers = 800_000;
        windows.add(window("opus", 500, Semantics.ANCHORED, "opus"));
        Cell cell = cell();
        assertThat(cell.accounts.windows().accounts()).isEqualTo(2_000_000);
        double traits = Storage.arrayBytes(cell.subscribers);
        // The accounts know their subscribers.
        double all = Storage.arrayBytes(cell.accounts);
        assertThat(traits / 2e6).isGreaterThan(17);
        assertThat(all).isGreaterThan(traits);
        assertThat(Storage.arrayBytes(cell.accounts.windows()) / 2e6)
                .as("a week's anchor, and start and balance of three windows")
                .isEqualTo(56);
        assertThat(all / 2e6 + 12).isLessThan(100);
    }

    /** A window of one model class in a whole cell, before and while requests are served: it refuses that class and no other. */
    @Test
    void furtherWindowsHoldInACell() {
        small.plans = List.of(
                SmallFleet.plan("free", SmallFleet.NO_LIMIT, SmallFleet.NO_LIMIT),
                SmallFleet.plan("pro", SmallFleet.NO_LIMIT, SmallFleet.NO_LIMIT));
        small.apiRequests = 0;
        for (Semantics semantics : Semantics.values()) {
            windows.clear();
            windows.add(window("opus", 3e5, semantics, "opus"));
            FleetModel fleet = small.build().withLimits(List.of(limits()));
            PhaseSpan span = SmallFleet.span(2 * DAY, 600, HOUR);
            CellOutcome out = new CellSimulation(fleet, span, 0, 0).run((part, requests) -> {});
            int other = Denial.WINDOW_OTHER.code();
            assertThat(out.denied[PRO][OPUS][other]).as("%s", semantics).isGreaterThan(5);
            assertThat(out.denied[PRO][HAIKU][other]).isZero();
            assertThat(out.denied[FREE][OPUS][other]).isZero();
            assertThat(out.served[PRO]).isGreaterThan(20);
        }
    }
}
