package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.Hash;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import io.tidegate.workload.SwarmSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that start agents and wait for them. */
class SwarmTest {
    private static SwarmSpec swarm(double share, int fanOut, double requests, double gap, boolean checkpoint) {
        return new SwarmSpec("pro", share, fanOut, requests, 2000, 9000, 50, gap, checkpoint);
    }

    /** Coding sessions only. */
    private static SmallFleet coders() {
        SmallFleet small = new SmallFleet();
        small.apiRequests = 0;
        small.freeUsers = 0;
        small.chatRequests = 0;
        small.codingSessions = 24;
        return small;
    }

    @Test
    void goesOnWhenTheLastAgentHasEndedInWhateverOrderTheyAreTold() {
        SmallFleet small = coders();
        small.swarms = List.of(swarm(1, 3, 4, 6, false));
        small.recorded = List.of(SmallFleet.session(2, 7, 1000));
        FleetModel fleet = small.build();
        SessionModel sessions = fleet.sessions();
        Swarm swarm = new Swarm(sessions, fleet.demand());
        SessionTable table = new SessionTable();
        int parent = table.allocate();
        table.population[parent] = PRO;
        table.owner[parent] = 9;
        table.region[parent] = 1;
        sessions.startRecorded(table, parent, SessionKind.CODING, SessionModel.mix(List.of(1.0, 0.0)), 1);
        RequestDraft draft = new RequestDraft();
        sessions.draft(table, parent, 100, draft);
        long task = Swarm.task(table, parent);
        assertThat(swarm.agents(table, parent)).isEqualTo(3);
        assertThat(sessions.answered(table, parent, 100)).isEqualTo(7);
        assertThat(swarm.agents(table, parent)).as("in the middle of a task").isZero();
        Swarm.await(table, parent, 3, 100);
        int[] agents = new int[3];
        for (int i = 0; i < 3; i++) {
            agents[i] = swarm.start(table, parent, task, i, 100);
            assertThat(table.due[agents[i]]).isBetween(100.0, 102.0);
            assertThat(table.kind[agents[i]]).isEqualTo((byte) SessionKind.SUBAGENT.ordinal());
            assertThat(table.owner[agents[i]]).isEqualTo(9);
            assertThat(table.population[agents[i]]).isEqualTo((short) PRO);
            assertThat(table.region[agents[i]]).isEqualTo((byte) 1);
        }
        assertThat(Swarm.ended(table, agents[1], 150)).isEqualTo(SessionTable.NONE);
        assertThat(Swarm.ended(table, agents[2], 180)).isEqualTo(SessionTable.NONE);
        assertThat(Swarm.ended(table, agents[0], 120)).isEqualTo(parent);
        assertThat(table.due[parent]).isEqualTo(180);
        assertThat(sessions.gap(table, parent)).isEqualTo(7);
        assertThat(table.mainTouch[parent]).as("last use of its prefix").isEqualTo(100);
    }

    /** Sessions of two requests: as agents of many requests, days apart, never end, no session makes its second one. */
    @Test
    void aSessionWaitsAsLongAsAnAgentLives() {
        PhaseSpan span = SmallFleet.span(0, 0, HOUR);
        SmallFleet alone = coders();
        alone.recorded = List.of(SmallFleet.session(1, 0, 1000));
        long sessions = alone.run(span).offered[PRO];
        SmallFleet small = coders();
        small.recorded = List.of(SmallFleet.session(2, 0.1f, 1000));
        small.swarms = List.of(swarm(1, 20, 1000, 1e7, false));
        CellOutcome out = small.run(span);
        long first = out.tasks.agents[PRO] / 20;
        assertThat(out.tasks.agents[PRO]).isEqualTo(20 * first);
        assertThat(first).isBetween(sessions - 2, sessions).isGreaterThan(20);
        // All that is asked is the first request of each session and of each agent, some of which begin too late, and
        // of an agent
        // in a thousand a second one.
        assertThat(out.offered[PRO]).isBetween(sessions + 20 * (first - 2), sessions + 20 * first + 20);
    }

    /** Every session has one task of three requests and starts two agents of one request each. */
    @Test
    void aSessionGoesOnAfterItsAgents() {
        PhaseSpan span = SmallFleet.span(0, 0, 2 * HOUR);
        SmallFleet small = coders();
        small.recorded = List.of(SmallFleet.session(3, 1, 1000));
        CellOutcome alone = small.run(span);
        small.swarms = List.of(swarm(1, 2, 1, 6, false));
        CellOutcome out = small.run(span);
        double tasks = alone.tasks.completed[PRO];
        assertThat(tasks).isGreaterThan(50);
        assertThat(out.tasks.completed[PRO]).isCloseTo((long) tasks, within(3L));
        assertThat(out.served[PRO]).isCloseTo(5 * out.tasks.completed[PRO], within(10L));
    }

    @Test
    void withNoShareNothingChanges() {
        PhaseSpan span = SmallFleet.span(2 * HOUR, 5 * MINUTE, 30 * MINUTE);
        SmallFleet small = new SmallFleet();
        CellOutcome plain = small.run(span);
        small.swarms = List.of(swarm(0, 5, 10, 6, true));
        CellOutcome none = small.run(span);
        assertThat(none.offered).isEqualTo(plain.offered);
        assertThat(none.served).isEqualTo(plain.served);
        assertThat(none.attempts).isEqualTo(plain.attempts);
        assertThat(none.outputTokens).isEqualTo(plain.outputTokens);
        assertThat(none.cachedTokens).isEqualTo(plain.cachedTokens);
        assertThat(none.tasks.usefulTokens).isEqualTo(plain.tasks.usefulTokens);
        assertThat(none.tasks.agents[PRO]).isZero();
    }

    @Test
    void anAgentThatIsRefusedEndsAndItsParentGoesOn() {
        PhaseSpan span = SmallFleet.span(0, 0, 2 * HOUR);
        CellOutcome[] outs = new CellOutcome[2];
        for (int i = 0; i < 2; i++) {
            SmallFleet small = coders();
            small.recorded = List.of(SmallFleet.session(4, 1, 1000));
            small.swarms = List.of(swarm(1, 4, 8, 6, i == 1));
            small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 300_000, NO_LIMIT));
            outs[i] = small.run(span);
            assertThat(outs[i].tasks.agentsLost[PRO]).isPositive();
            assertThat(outs[i].lost[PRO]).isGreaterThanOrEqualTo(outs[i].tasks.agentsLost[PRO]);
        }
        assertThat(outs[0].offered).isEqualTo(outs[1].offered);
        assertThat(outs[0].tasks.keptTokens[PRO]).isZero();
        assertThat(outs[1].tasks.keptTokens[PRO]).isPositive();
        assertThat(outs[1].tasks.wastedTokens[PRO]).isLessThan(outs[0].tasks.wastedTokens[PRO]);
        assertThat(outs[1].tasks.wastedTokens[PRO] + outs[1].tasks.keptTokens[PRO])
                .isEqualTo(outs[0].tasks.wastedTokens[PRO]);
    }

    /** Agents under way when serving begins belong to the session that started them, wherever that is put. */
    @Test
    void agentsUnderWayFindTheirParents() {
        SmallFleet small = coders();
        small.recorded = List.of(SmallFleet.session(4, 60, 1000));
        small.swarms = List.of(swarm(1, 3, 6, 600, false));
        FleetModel fleet = small.build();
        PhaseSpan span = SmallFleet.span(12 * HOUR, 0, HOUR);
        Subscribers subscribers =
                new Subscribers(fleet.demand(), fleet.sessions(), 1, new int[] {0, 60}, SmallFleet.DATE, -3, 3);
        LimitsTimeline timeline = fleet.timeline(span);
        Accounts accounts = new Accounts(subscribers, fleet.models(), timeline, span);
        Behaviour behaviour = new Behaviour(fleet, span, subscribers, timeline, accounts);
        ChurnCounts counts = new ChurnCounts(2);
        Experience experience = new Experience(fleet.demand(), subscribers, span.preRollFrom(), counts);
        PlanMoves moves = new PlanMoves(
                fleet.demand(), fleet.sessions(), subscribers, accounts, experience, timeline, span, counts);
        AccountPreRoll preRoll =
                new AccountPreRoll(fleet, span, subscribers, timeline, accounts, behaviour, experience, moves);
        SessionTable live = new SessionTable();
        for (int i = 0; i < 1000; i++) {
            live.allocate();
        }
        List<Integer> slots = new ArrayList<>();
        preRoll.roll(span.preRollFrom(), span.warmUpFrom(), live, slots::add);
        int[] agents = new int[100_000];
        int parents = 0;
        for (int slot : slots) {
            if (live.kind[slot] == SessionKind.SUBAGENT.ordinal()) {
                int parent = live.parent[slot];
                assertThat(slots).contains(parent);
                assertThat(live.kind[parent]).isEqualTo((byte) SessionKind.CODING.ordinal());
                assertThat(live.owner[slot]).isEqualTo(live.owner[parent]);
                assertThat(live.due[slot]).isNotNegative();
                agents[parent]++;
            }
        }
        for (int slot : slots) {
            assertThat((int) live.children[slot]).isEqualTo(agents[slot]);
            parents += agents[slot] > 0 ? 1 : 0;
        }
        assertThat(parents).isGreaterThan(10);
    }

    /** Means and medians of 20,000 agents; intervals of five standard errors: a false alarm in a million. */
    @Test
    void agentsAreAsStated() {
        SmallFleet small = coders();
        small.swarms = List.of(new SwarmSpec("pro", 1, 1, 10.7, 10_500, 45_000, 235, 6, false));
        FleetModel fleet = small.build();
        SessionModel sessions = fleet.sessions();
        SessionTable table = new SessionTable();
        int parent = table.allocate();
        table.population[parent] = PRO;
        int slot = table.allocate();
        RequestDraft draft = new RequestDraft();
        int n = 20_000;
        double requests = 0;
        int shortOutputs = 0;
        int shortGaps = 0;
        int gaps = 0;
        for (int i = 0; i < n; i++) {
            sessions.startChild(table, slot, parent, Hash.combine(3, i), 0, 0);
            table.mainTouch[slot] = Double.NEGATIVE_INFINITY;
            requests += table.end[slot];
            sessions.draft(table, slot, 0, draft);
            assertThat(draft.input()).isEqualTo(10_500);
            assertThat(draft.cached).isZero();
            shortOutputs += draft.output < 235 ? 1 : 0;
            double gap = sessions.answered(table, slot, 1);
            if (gap >= 0) {
                gaps++;
                shortGaps += gap < 6 ? 1 : 0;
                sessions.draft(table, slot, 2, draft);
                assertThat(draft.cached).isEqualTo(10_500);
                assertThat(draft.input()).isEqualTo(10_500 + 34_500 / (table.end[slot] - 1));
                table.position[slot] = table.end[slot] - 1;
                sessions.draft(table, slot, 500, draft);
                assertThat(draft.input()).isEqualTo(45_000);
                assertThat(draft.cached).as("five minutes have passed").isZero();
                assertThat(sessions.answered(table, slot, 500)).isNegative();
            }
        }
        double standardError = StrictMath.sqrt(10.7 * 9.7 / n);
        assertThat(requests / n).isCloseTo(10.7, within(5 * standardError));
        assertThat(shortOutputs).isCloseTo(n / 2, within((int) (2.5 * StrictMath.sqrt(n))));
        assertThat(shortGaps).isCloseTo(gaps / 2, within((int) (2.5 * StrictMath.sqrt(gaps))));
    }
}
