package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.api;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.Denial;
import io.tidegate.limits.OverloadSpec;
import io.tidegate.serving.StepLaw;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.workload.ApiSpec.Schedule;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.SwarmSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was asked for is answered, given up or still there: exactly, for each plan and tier, in every run. */
class ConservationTest {
    private static final PhaseSpan SPAN = SmallFleet.span(DAY, 5 * MINUTE, 30 * MINUTE);

    private static void assertConserved(CellOutcome out) {
        for (int p = 0; p < out.offered.length; p++) {
            assertThat(out.served[p] + out.lost[p] + out.openAtEnd[p])
                    .as("population %d: served %d, lost %d, open %d", p, out.served[p], out.lost[p], out.openAtEnd[p])
                    .isEqualTo(out.offered[p] + out.openAtStart[p]);
            assertThat(out.cutSessions[p]).isBetween(0L, out.lost[p]);
        }
        // All requests of subscribers are of sessions, so every token computed for them is of a task.
        for (int p = 0; p < 2; p++) {
            TaskCounts tasks = out.tasks;
            assertThat(tasks.usefulTokens[p] + tasks.wastedTokens[p] + tasks.keptTokens[p] + tasks.openTokens[p])
                    .isEqualTo(out.inputTokens[p] - out.cachedTokens[p] + out.outputTokens[p]);
            assertThat(tasks.openTokens[p]).isNotNegative();
            assertThat(tasks.redoneTokens[p]).isNotNegative();
        }
    }

    private static long denied(CellOutcome out, int population) {
        return Arrays.stream(out.denied[population])
                .mapToLong(row -> Arrays.stream(row).sum())
                .sum();
    }

    private static long denied(CellOutcome out, int population, Denial reason) {
        return Arrays.stream(out.denied[population])
                .mapToLong(row -> row[reason.code()])
                .sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whenNothingIsDenied(long seed) {
        CellOutcome out = new SmallFleet().withSeed(seed).run(SPAN);
        assertConserved(out);
        for (int p = 0; p < 4; p++) {
            assertThat(out.served[p]).isPositive();
            assertThat(out.attempts[p]).isEqualTo(out.offered[p]);
            assertThat(denied(out, p) + out.lost[p]).isZero();
        }
    }

    @Test
    void whenLimitsDenyALot() {
        long[] byReason = new long[Denial.values().length];
        for (long seed = 1; seed <= 4; seed++) {
            SmallFleet small = new SmallFleet().withSeed(seed);
            small.apiRequests = 200_000;
            small.plans = List.of(plan("free", 30_000, 1e6), plan("pro", 400_000, 1e6));
            small.api = api("tier-1", 2, 8_000, 300);
            CellOutcome out = small.run(SPAN);
            assertConserved(out);
            assertThat(denied(out, SmallFleet.LARGE)).isZero();
            assertThat(out.attempts[SmallFleet.TIER_1])
                    .as("tries, with retries")
                    .isGreaterThan(out.offered[SmallFleet.TIER_1]);
            assertThat(out.openAtEnd[SmallFleet.FREE])
                    .as("people who wait for their reset")
                    .isPositive();
            for (Denial reason : Denial.values()) {
                for (int p = 0; p < 4; p++) {
                    byReason[reason.code()] += denied(out, p, reason);
                }
            }
        }
        for (Denial reason : List.of(Denial.WINDOW_5H, Denial.WEEKLY, Denial.RPM, Denial.ITPM, Denial.OTPM)) {
            assertThat(byReason[reason.code()]).as("%s", reason).isPositive();
        }
    }

    /** Where nobody tries again, what is open is in service, and what passed is tries less denials. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void triesThatPassAreServedOrInService(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.resume = 0;
        small.retries = 0;
        small.agentRetries = 0;
        small.plans = List.of(plan("free", 30_000, 1e6), plan("pro", 400_000, 1e6));
        small.api = api("tier-1", 2, 8_000, 300);
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        for (int p = 0; p < 4; p++) {
            assertThat(out.attempts[p]).isEqualTo(out.offered[p]);
            assertThat(out.lost[p]).isEqualTo(denied(out, p));
            assertThat(out.attempts[p] - denied(out, p))
                    .isEqualTo(out.served[p] + out.openAtEnd[p] - out.openAtStart[p]);
        }
        assertThat(denied(out, SmallFleet.FREE)).isPositive();
        assertThat(denied(out, SmallFleet.TIER_1)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whenAnswersAreLateAndQueuesFull(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.apiRequests = 200_000;
        small.opusReplicas = 1;
        small.maxBatch = 2;
        small.law = new StepLaw(0.02, 0, 0, 1e-4, 0, 0, 0, 1, 1, 1);
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        assertThat(denied(out, SmallFleet.LARGE, Denial.QUEUE_FULL)).isPositive();
        assertThat(out.lost[SmallFleet.LARGE]).isPositive();
    }

    /** Prompts wait for tens of seconds, and users for about ten. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whenUsersLeaveTheQueue(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed).withPatience(10, 0.8);
        small.apiRequests = 200_000;
        small.opusReplicas = 1;
        small.law = new StepLaw(0.02, 0, 0, 2e-4, 0, 0, 0, 1, 1, 1);
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        for (int p : new int[] {SmallFleet.FREE, SmallFleet.PRO}) {
            assertThat(out.abandoned[p]).isBetween(1L, out.lost[p]);
            assertThat(out.cutSessions[p]).isEqualTo(out.lost[p] - out.abandoned[p]);
        }
        for (int p : new int[] {SmallFleet.TIER_1, SmallFleet.LARGE}) {
            assertThat(out.abandoned[p]).isZero();
            assertThat(out.wastedTokens[p]).isZero();
        }
    }

    /** Ten seconds are measured while half of the users leave: many at either end will before they are answered. */
    @Test
    void whenMeasuringCutsThroughWaits() {
        PhaseSpan span = SmallFleet.span(0, 20, 10);
        long left = 0;
        for (long seed = 1; seed <= 20; seed++) {
            SmallFleet small = new SmallFleet().withSeed(seed).withPatience(3, 0.8);
            small.apiRequests = 0;
            small.freeUsers = 6000;
            small.opusReplicas = 1;
            small.law = new StepLaw(0.02, 0, 0, 2e-3, 0, 0, 0, 1, 1, 1);
            CellOutcome out = small.run(span);
            assertConserved(out);
            left += out.abandoned[SmallFleet.FREE];
        }
        assertThat(left).isGreaterThan(100);
    }

    @Test
    void whenTheServiceShedsAndTightens() {
        long[] byReason = new long[Denial.values().length];
        for (long seed = 1; seed <= 3; seed++) {
            SmallFleet small =
                    new SmallFleet().withSeed(seed).withPatience(5, 0.8).withSurge(4);
            small.apiRequests = 200_000;
            small.api = api("large", 150, 1e6, 1e6);
            small.opusReplicas = 1;
            small.retries = 10;
            small.schedule = Schedule.OBSERVED;
            small.overload = new OverloadSpec(2, 8, List.of("free", "tier-1"), true, 2, 0.2);
            small.law = new StepLaw(0.02, 0, 0, 2e-4, 0, 0, 0, 1, 1, 1);
            CellOutcome out = small.run(SmallFleet.span(DAY, 5 * MINUTE, 2 * SmallFleet.HOUR));
            assertConserved(out);
            for (Denial reason : Denial.values()) {
                for (int p = 0; p < 4; p++) {
                    byReason[reason.code()] += denied(out, p, reason);
                }
            }
        }
        assertThat(byReason[Denial.OVERLOADED.code()]).isPositive();
        assertThat(byReason[Denial.RPM.code()]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatNeverFitsIsGivenUpAtOnce(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.singles = new LengthTable("singles", new int[] {100, 40_000}, new int[] {10, 10});
        small.kvTokens = 40_000;
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        long tooLarge = denied(out, SmallFleet.LARGE, Denial.TOO_LARGE);
        assertThat(tooLarge).isPositive();
        assertThat(out.lost[SmallFleet.LARGE]).isEqualTo(denied(out, SmallFleet.LARGE));
        assertThat(out.attempts[SmallFleet.LARGE]).isEqualTo(out.offered[SmallFleet.LARGE]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whenAModelClassHasNoReplica(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.haikuReplicas = 0;
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        for (int p = 0; p < 4; p++) {
            assertThat(denied(out, p, Denial.SITE_DOWN)).isEqualTo(denied(out, p));
            assertThat(out.denied[p][0]).containsOnly(0);
        }
        assertThat(denied(out, SmallFleet.PRO, Denial.SITE_DOWN)).isPositive();
        assertThat(denied(out, SmallFleet.LARGE, Denial.SITE_DOWN)).isPositive();
    }

    /** Prefixes read back at 20,000 tokens a second and transfers of half a second: some are on their way at both ends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whenRequestsMoveInsideTheService(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.apiRequests = 200_000;
        small.caching = PrefixCaching.PER_REPLICA;
        small.router = new RouterSpec(RouterSpec.Kind.AFFINITY, 2, 0);
        small.opusReplicas = 2;
        small.haikuReplicas = 2;
        small.kvTokens = 70_000;
        small.hostTokens = 70_000;
        small.reload = 20_000;
        small.decodeReplicas = 2;
        small.transfer = 0.5;
        CellOutcome impatient = small.withPatience(0.05, 0.8).run(SPAN);
        assertConserved(impatient);
        assertThat(impatient.abandoned[SmallFleet.FREE]).isPositive();
        assertThat(impatient.abandoned[SmallFleet.PRO]).isGreaterThan(5);
        assertThat(impatient.wastedTokens[SmallFleet.PRO]).isPositive();
        small.reactions = List.of();
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        assertThat(out.lost[SmallFleet.PRO]).isZero();
        long[] uses = new long[PrefixUse.values().length];
        for (int p = 0; p < 4; p++) {
            assertThat(Arrays.stream(out.prefixes[p]).sum()).isEqualTo(out.served[p]);
            assertThat(out.tpot(p, 0).quantile(0.01)).isPositive();
            for (int use = 0; use < uses.length; use++) {
                uses[use] += out.prefixes[p][use];
            }
        }
        for (PrefixUse use : PrefixUse.values()) {
            assertThat(uses[use.ordinal()]).as("%s", use).isPositive();
        }
        assertThat(out.openAtEnd[SmallFleet.LARGE]).isPositive();
    }

    /** Every kind of user, tasks with a reserve, and agents under way at both ends, some of which limits end. */
    @ParameterizedTest
    @CsvSource({"1, 0, false", "2, 0.2, false", "3, 0, true", "4, 0.2, true"})
    void whenTasksStartAgentsAndPeopleReact(long seed, double reserve, boolean perReplica) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.proUsers = 300;
        small.codingSessions = 16;
        small.caching = perReplica ? PrefixCaching.PER_REPLICA : PrefixCaching.IDEAL;
        small.plans = List.of(plan("free", 30_000, 1e6), plan("pro", 3e6, 1e9));
        small.recorded = List.of(SmallFleet.session(6, 20, 1500), SmallFleet.tasks(3, 4, 5, 2000));
        small.reactions = List.of(
                new ReactionSpec("free", 0.4, 0.1, 0.1, 0.1, 1e9, 1e9, 0.8, 0),
                new ReactionSpec("pro", 0.3, 0.2, 0.1, 0.2, 1e6, 1e9, 0.8, reserve));
        small.swarms = List.of(new SwarmSpec("pro", 0.5, 4, 10.7, 2000, 9000, 235, 6, seed % 2 == 0));
        CellOutcome out = small.run(SPAN);
        assertConserved(out);
        assertThat(out.tasks.agents[SmallFleet.PRO]).isGreaterThan(50);
        assertThat(out.tasks.completed[SmallFleet.FREE]).isPositive();
        assertThat(out.paidCredits[SmallFleet.FREE] + out.paidCredits[SmallFleet.PRO])
                .isPositive();
        assertThat(Arrays.stream(out.paidCredits).skip(2).sum()).isZero();
        assertThat(out.tasks.usefulTokens[SmallFleet.PRO]).isPositive();
        if (reserve == 0) {
            assertThat(out.tasks.agentsLost[SmallFleet.PRO]).isPositive();
            assertThat(out.tasks.wastedTokens[SmallFleet.PRO]).isPositive();
        }
        assertThat(out.tasks.keptTokens[SmallFleet.PRO] > 0).isEqualTo(reserve > 0 || seed % 2 == 0);
        assertThat(denied(out, SmallFleet.PRO, Denial.WINDOW_5H)).isPositive();
    }

    /** At a hundred requests a second and steps of 20 ms and more, measuring begins and ends in the middle of many of them. */
    @Test
    void whenMeasuringCutsThroughSteps() {
        PhaseSpan span = SmallFleet.span(0, 5, 5);
        long open = 0;
        for (long seed = 1; seed <= 20; seed++) {
            SmallFleet small = SmallFleet.poisson(100, new StepLaw(0.02, 0, 0, 1e-4, 0, 0, 0, 1, 1, 1))
                    .withSeed(seed);
            small.tokenBudget = 2048;
            small.opusReplicas = 3;
            small.singles = new LengthTable("singles", new int[] {1, 200}, new int[] {1, 2});
            CellOutcome out = small.run(span);
            assertConserved(out);
            open += out.openAtEnd[SmallFleet.LARGE];
        }
        assertThat(open).isPositive();
    }
}
