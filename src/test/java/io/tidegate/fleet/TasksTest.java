package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionLibrary.Request;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One user's session of two tasks by hand: a prompt of 1,000 tokens, then two steps; a prompt, then one step. Each step adds 500
 * tokens and is answered by 100, so that the first request computes 1,100 tokens and every other one 600.
 */
class TasksTest {
    private static final List<Request> TWO_TASKS = List.of(
            new Request(1000, 100, 0, 0, 0, 5, false, false, true),
            new Request(1500, 100, 1000, 0, 10, 5, false, false, false),
            new Request(2000, 100, 1500, 0, 10, 5, false, false, false),
            new Request(2500, 100, 2000, 0, 10, 5, false, false, true),
            new Request(3000, 100, 2500, 0, 10, 5, false, false, false));

    private final SmallFleet small = new SmallFleet();
    private final SessionTable table = new SessionTable();
    private final RequestDraft draft = new RequestDraft();
    private final TaskCounts counts = new TaskCounts(4);

    /** The session as {@link DataPlane} takes it through its steps, answered at once, until it is refused or over. */
    private final class Walk {
        final SessionModel sessions;
        final Behaviour behaviour;
        final Accounts accounts;
        final LimitsTimeline timeline;
        final Tasks tasks;
        final int slot = table.allocate();
        double t;
        boolean over;

        Walk() {
            small.recorded = List.of(TWO_TASKS);
            FleetModel fleet = small.build();
            PhaseSpan span = SmallFleet.span(0, 0, 8 * HOUR);
            sessions = fleet.sessions();
            Subscribers subscribers =
                    new Subscribers(fleet.demand(), sessions, 1, new int[] {0, 1}, SmallFleet.DATE, -3, 3);
            timeline = fleet.timeline(span);
            accounts = new Accounts(subscribers, fleet.models(), timeline, span);
            behaviour = new Behaviour(fleet, span, subscribers, timeline, accounts);
            CellOutcome out = new CellOutcome(4, 2, 1, 1, 2, span);
            Recorder.Follower nobody = new Recorder.Follower() {
                @Override
                public void completed(int request, double t) {}

                @Override
                public void left(int request, double t) {}
            };
            Recorder recorder = new Recorder(span, fleet.models(), table, new InFlight(), out, nobody);
            tasks = new Tasks(sessions, table, recorder, counts);
            table.population[slot] = PRO;
            table.owner[slot] = 0;
            sessions.startRecorded(table, slot, SessionKind.CODING, SessionModel.mix(List.of(0.0, 1.0)), 1);
        }

        /** Steps until a refusal or the end; whether it ended. */
        boolean steps() {
            while (!over) {
                sessions.draft(table, slot, t, draft);
                LimitTables limits = timeline.at(SmallFleet.at(10, 0) + t);
                if (behaviour.check(table, slot, draft.model, limits, t) != Accounts.PASS) {
                    return false;
                }
                accounts.charge(0, limits, false, SmallFleet.at(10, 0) + t, draft);
                tasks.passed(slot, draft, t);
                tasks.served(slot, draft.prefill + draft.output, t);
                double gap = sessions.answered(table, slot, t);
                over = gap < 0;
                tasks.movedOn(slot, over, t);
                t += Math.max(0, gap);
            }
            return true;
        }

        /** What follows the refusal that ended {@link #steps}. */
        void react() {
            double at = behaviour.goesOnAt(
                    table, slot, timeline.at(SmallFleet.at(10, 0) + t), t, accounts.passesAt() - SmallFleet.at(10, 0));
            if (Double.isNaN(at)) {
                tasks.cut(slot, t);
            } else {
                t = at;
            }
        }
    }

    /** The second model class costs one credit: 1,750 for the first request and 1,125 + 0.1 a cached token for each other. */
    private void limits(double window, double resume, double reserve) {
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", window, NO_LIMIT));
        small.reactions = List.of(new ReactionSpec("pro", resume, 0, 0, 0, 0, 1e9, 0.8, reserve));
    }

    private void assertTasks(long completed, long cut, long delayed) {
        assertThat(new long[] {counts.completed[PRO], counts.cut[PRO], counts.delayed[PRO]})
                .containsExactly(completed, cut, delayed);
    }

    private void assertTokens(double useful, double wasted, double redone, double kept) {
        assertThat(new double[] {
                    counts.usefulTokens[PRO],
                    counts.wastedTokens[PRO],
                    counts.redoneTokens[PRO],
                    counts.keptTokens[PRO],
                    counts.openTokens[PRO]
                })
                .containsExactly(useful, wasted, redone, kept, 0);
    }

    @Test
    void bothTasksComeToTheirEndWithoutLimits() {
        assertThat(new Walk().steps()).isTrue();
        assertTasks(2, 0, 0);
        assertTokens(1100 + 4 * 600, 0, 0, 0);
    }

    /** Credits after each request: 1750, 2975, 4250, 5575, 6950. The third is refused, of the first task. */
    @Test
    void aTaskThatIsCutIsWasted() {
        limits(2900, 0, 0);
        Walk walk = new Walk();
        assertThat(walk.steps()).isFalse();
        assertThat(walk.t).isEqualTo(20);
        walk.react();
        assertTasks(0, 1, 0);
        assertTokens(0, 1700, 0, 0);
    }

    @Test
    void aReserveLetsTheTaskComeToItsEndAndNoFurther() {
        limits(2900, 0, 0.5);
        Walk walk = new Walk();
        assertThat(walk.steps()).isFalse();
        assertThat(walk.t).isEqualTo(30);
        walk.react();
        assertTasks(1, 0, 0);
        assertTokens(0, 0, 0, 2300);
    }

    /** The reserve is 2 % of 2,900: after the second request 2,975 credits are more than that. */
    @Test
    void aReserveMayBeTooSmall() {
        limits(2900, 0, 0.02);
        Walk walk = new Walk();
        assertThat(walk.steps()).isFalse();
        walk.react();
        assertTasks(0, 1, 0);
        assertTokens(0, 1700, 0, 0);
    }

    /** Five hours later the 1,500 tokens of the second request must be computed again before the third's 500. */
    @Test
    void aTaskThatWaitsComputesItsContextAgain() {
        limits(2900, 1, 0);
        Walk walk = new Walk();
        assertThat(walk.steps()).isFalse();
        walk.react();
        assertThat(walk.t).isEqualTo(5 * HOUR);
        assertThat(walk.steps()).isFalse();
        assertTasks(1, 0, 1);
        assertThat(walk.t).isEqualTo(5 * HOUR + 10);
        assertTokens(1100 + 600 + 1500 + 600, 0, 1500, 0);
    }

    /** Whoever waits at the beginning of a task has lost nothing of it. */
    @Test
    void aSessionThatEndsBetweenTasksWastesNothing() {
        limits(4200, 0, 0);
        Walk walk = new Walk();
        assertThat(walk.steps()).isFalse();
        walk.react();
        assertTasks(1, 0, 0);
        assertTokens(2300, 0, 0, 0);
    }

    /** In a fleet: with all who are refused leaving, a reserve as large as the window keeps all that a limit would waste. */
    @Test
    void inAFleetAReserveWastesNothing() {
        PhaseSpan span = SmallFleet.span(0, 0, 2 * HOUR);
        CellOutcome[] outs = new CellOutcome[2];
        for (int reserve = 0; reserve < 2; reserve++) {
            SmallFleet fleet = new SmallFleet();
            fleet.codingSessions = 20;
            fleet.recorded = List.of(SmallFleet.tasks(2, 3, 5, 500));
            fleet.apiRequests = 0;
            fleet.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 300_000, NO_LIMIT));
            fleet.reactions = List.of(new ReactionSpec("pro", 0, 0, 0, 0, 0, 1e9, 0.8, reserve));
            outs[reserve] = fleet.run(span);
        }
        assertThat(outs[0].tasks.cut[PRO]).isPositive();
        assertThat(outs[0].tasks.wastedTokens[PRO]).isPositive();
        assertThat(outs[0].tasks.keptTokens[PRO]).isZero();
        assertThat(outs[1].tasks.cut[PRO]).isZero();
        assertThat(outs[1].tasks.wastedTokens[PRO]).isZero();
        assertThat(outs[1].tasks.keptTokens[PRO]).isPositive();
    }

    @Test
    void countsAddUp() {
        PhaseSpan span = SmallFleet.span(0, 0, 20 * MINUTE);
        CellOutcome one = small.run(span, 0);
        CellOutcome other = small.run(span, 1);
        long completed = one.tasks.completed[PRO] + other.tasks.completed[PRO];
        double useful = one.tasks.usefulTokens[PRO] + other.tasks.usefulTokens[PRO];
        one.merge(other);
        assertThat(one.tasks.completed[PRO]).isEqualTo(completed).isPositive();
        assertThat(one.tasks.usefulTokens[PRO]).isEqualTo(useful).isPositive();
    }
}
