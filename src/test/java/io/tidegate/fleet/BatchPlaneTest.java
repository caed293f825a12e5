package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.CapSpec;
import io.tidegate.limits.Denial;
import io.tidegate.limits.OverloadSpec;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.workload.BatchSpec;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.PriceSpec;
import io.tidegate.workload.SessionKind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch jobs in a whole cell. Tier {@code tier-1} has twenty organisations, {@code large} five. */
class BatchPlaneTest {
    private static final int BATCH = SessionKind.BATCH.ordinal();
    /** Seconds of a step of {@link SmallFleet#WORKING_STEPS} with 2,048 prompt tokens. */
    private static final double FULL_STEP = 0.008 + 2048 * 2e-5;

    /** Jobs may fill so much; prompts that wait for less than a second are no obstacle. */
    private static OverloadSpec level(double share) {
        return new OverloadSpec(4, 1e6, List.of(), false, 10, 0.1, share, 1);
    }

    private static CapSpec queue(double atMost, String... tiers) {
        return new CapSpec("queue", CapSpec.Kind.BATCH_QUEUE, List.of(tiers), atMost, 0, ZoneOffset.UTC);
    }

    private static BatchSpec with(BatchSpec jobs, double resubmit, double expiry) {
        return with(jobs, resubmit, expiry, jobs.perBatch(), jobs.backlog());
    }

    private static BatchSpec with(BatchSpec jobs, double resubmit, double expiry, int perBatch, double backlog) {
        return new BatchSpec(
                jobs.tier(),
                jobs.jobs(),
                jobs.size(),
                jobs.sizeSigma(),
                jobs.largest(),
                jobs.lengths(),
                jobs.cachedShare(),
                jobs.mix(),
                resubmit,
                expiry,
                jobs.price(),
                perBatch,
                backlog);
    }

    /** Jobs of 30 in queues of 100 that nobody serves: three each, so 90 of each of twenty organisations. */
    @Test
    void queuesFillUpToTheirCap() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.batch = List.of(SmallFleet.jobs("tier-1", 480, 30));
        small.caps = List.of(queue(100, "tier-1"));
        BatchCounts batch = small.run(SmallFleet.span(0, MINUTE, HOUR)).batch;
        assertThat(batch.deepest[TIER_1]).isEqualTo(90);
        assertThat(batch.queuedAtEnd[TIER_1]).isEqualTo(20 * 90);
        assertThat(batch.peakQueued[TIER_1]).isEqualTo(20 * 90);
        assertThat(batch.refused[TIER_1][Denial.BATCH_QUEUE.code()]).isPositive();
        assertThat(batch.served[TIER_1] + batch.finished[TIER_1]).isZero();
        assertThat(batch.requests[TIER_1]).isEqualTo(30 * batch.jobs[TIER_1]);
        long refused = batch.refused[TIER_1][Denial.BATCH_QUEUE.code()];
        assertThat(batch.requestsRefused[TIER_1]).isEqualTo(30 * refused);
        // Nobody comes back within the hour or less, so who is refused waits.
        assertThat(batch.openAtEnd[TIER_1]).isEqualTo(batch.openAtStart[TIER_1] + batch.jobs[TIER_1]);
    }

    /** Jobs of one size that nobody serves. */
    @Test
    void aDeeperQueueNeverRefusesMore() {
        long before = Long.MAX_VALUE;
        for (double cap = 20; cap < 2000; cap *= 1.7) {
            SmallFleet small = SmallFleet.poisson(0.001, SmallFleet.WORKING_STEPS);
            small.overload = level(0);
            small.batch = List.of(SmallFleet.jobs("large", 200, 30));
            small.caps = List.of(queue(cap, "large"));
            BatchCounts batch = small.run(SmallFleet.span(0, 0, 2 * HOUR)).batch;
            long refused = batch.refused[LARGE][Denial.BATCH_QUEUE.code()];
            assertThat(refused).as("cap %f", cap).isLessThanOrEqualTo(before);
            assertThat(batch.deepest[LARGE]).isLessThanOrEqualTo((long) cap);
            before = refused;
        }
        assertThat(before).isZero();
    }

    /**
     * Jobs that nobody serves and that expire after half an hour: those of the first span expire within another that ends half an hour
     * later, the last half hour's are queued at its end. A job is in the queue for exactly half an hour.
     */
    @Test
    void whatIsNotServedInTimeIsDropped() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.batch = List.of(with(SmallFleet.jobs("tier-1", 48, 7), HOUR, 30 * MINUTE));
        BatchCounts first = small.run(SmallFleet.span(0, 0, HOUR)).batch;
        BatchCounts longer = small.run(SmallFleet.span(0, 0, 90 * MINUTE)).batch;
        assertThat(first.jobs[TIER_1]).isGreaterThan(20);
        assertThat(longer.expired[TIER_1]).isEqualTo(first.jobs[TIER_1]);
        assertThat(longer.dropped[TIER_1]).isEqualTo(7 * first.jobs[TIER_1]);
        long late = longer.jobs[TIER_1] - first.jobs[TIER_1];
        assertThat(longer.openAtEnd[TIER_1]).isEqualTo(late);
        assertThat(longer.queuedAtEnd[TIER_1]).isEqualTo(7 * late);
        double expired = 7.0 * first.jobs[TIER_1] * 30 * MINUTE;
        double most = expired + 7.0 * late * 30 * MINUTE;
        assertThat(longer.queuedSeconds[TIER_1]).isBetween(expired, most);
        assertThat(longer.finished[TIER_1]).isZero();
    }

    /** A refused job comes back every ten minutes for an hour, seven tries in all, and is then given up. */
    @Test
    void whoIsRefusedComesBackUntilTheJobWouldHaveExpired() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.batch = List.of(with(SmallFleet.jobs("tier-1", 4, 30), 10 * MINUTE, HOUR));
        small.caps = List.of(queue(29, "tier-1"));
        BatchCounts first = small.run(SmallFleet.span(0, 0, HOUR)).batch;
        BatchCounts longer = small.run(SmallFleet.span(0, 0, 2 * HOUR + 1)).batch;
        long late = longer.jobs[TIER_1] - first.jobs[TIER_1];
        assertThat(late).isPositive();
        assertThat(first.jobs[TIER_1]).isPositive();
        assertThat(longer.lost[TIER_1]).isEqualTo(first.jobs[TIER_1]);
        long refused = longer.refused[TIER_1][Denial.BATCH_QUEUE.code()];
        assertThat(refused).isBetween(7 * first.jobs[TIER_1] + late, 7 * (first.jobs[TIER_1] + late));
        assertThat(longer.openAtEnd[TIER_1]).isEqualTo(late);
        assertThat(longer.requestsTaken[TIER_1]).isZero();
    }

    /** Everything at once; jobs and requests balance, and so does what people ask for. */
    @ParameterizedTest
    @CsvSource({"1, false, 0", "2, true, 0", "3, true, 2", "4, false, 2"})
    void nothingIsLost(long seed, boolean perReplica, int decodeReplicas) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.apiRequests = 300_000;
        small.opusReplicas = 2;
        small.haikuReplicas = 2;
        small.decodeReplicas = decodeReplicas;
        small.caching = perReplica ? PrefixCaching.PER_REPLICA : PrefixCaching.IDEAL;
        small.kvTokens = 60_000;
        small.batchLengths = new LengthTable("batch", new int[] {100, 2000, 70_000}, new int[] {1, 400, 20});
        small.overload = level(0.05);
        small.price = new PriceSpec(5, 25, 6, 0.5);
        small.caps = List.of(
                queue(300, "tier-1", "large"),
                new CapSpec("money", CapSpec.Kind.SPEND_DAY, List.of("large"), 40, 0, ZoneOffset.UTC));
        small.batch = List.of(
                with(mixed("tier-1", 60, 40), 5 * MINUTE, 20 * MINUTE),
                with(mixed("large", 200, 80), MINUTE, 5 * MINUTE));
        CellOutcome out = small.run(SmallFleet.span(DAY, 15 * MINUTE, HOUR));
        BatchCounts batch = out.batch;
        for (int p = 0; p < out.offered.length; p++) {
            assertThat(out.served[p] + out.lost[p] + out.openAtEnd[p]).isEqualTo(out.offered[p] + out.openAtStart[p]);
            assertThat(batch.finished[p] + batch.expired[p] + batch.lost[p] + batch.openAtEnd[p])
                    .as("jobs of population %d", p)
                    .isEqualTo(batch.jobs[p] + batch.openAtStart[p]);
            assertThat(batch.served[p] + batch.tooLarge[p] + batch.dropped[p] + batch.queuedAtEnd[p])
                    .as("requests of population %d", p)
                    .isEqualTo(batch.requestsTaken[p] + batch.queuedAtStart[p]);
            assertThat(batch.deepest[p]).isLessThanOrEqualTo(300);
            assertThat(out.people.servedByKind[p][BATCH]).isEqualTo(batch.served[p]);
        }
        assertThat(batch.served[TIER_1]).isPositive();
        assertThat(batch.tooLarge[LARGE]).isPositive();
        assertThat(batch.dropped[LARGE]).isPositive();
        assertThat(batch.finished[TIER_1]).isPositive();
        assertThat(batch.refused[LARGE][Denial.BATCH_QUEUE.code()]).isPositive();
        assertThat(batch.refused[LARGE][Denial.SPEND.code()]).isPositive();
    }

    private static BatchSpec mixed(String tier, double perDay, int size) {
        return new BatchSpec(tier, perDay, size, 1, 100_000, "batch", 0.3, List.of(0.6, 0.4), HOUR, DAY, 0.5);
    }

    /** Nobody else: a job of n requests that each take w seconds of the class, up to a level, is done after n·w/level seconds. */
    @Test
    void aJobAloneGoesAtTheLevel() {
        SmallFleet small = SmallFleet.poisson(0.001, SmallFleet.WORKING_STEPS);
        small.tokenBudget = 2048;
        small.opusReplicas = 4;
        small.batchLengths = new LengthTable("batch", new int[] {2000}, new int[] {200});
        small.overload = level(0.25);
        small.batch = List.of(SmallFleet.jobs("large", 2, 3000));
        CellOutcome out = small.run(SmallFleet.span(0, 0, 5 * HOUR));
        double work = small.build().pools().get(0).work(0, 2000, 200) / 4;
        double alone = 3000 * work / 0.25;
        assertThat(out.batch.finished[LARGE]).isPositive();
        // The answer of the last request takes a few seconds more, and the first second of the level was saved up.
        assertThat(out.batch.time(LARGE).quantile(0)).isBetween(alone - 1, alone + 10);
    }

    /** Two jobs of the same size that overlap share the level; a small one beside a large one is done soon. */
    @Test
    void smallJobsDoNotWaitForLargeOnes() {
        SmallFleet small = SmallFleet.poisson(0.001, SmallFleet.WORKING_STEPS);
        small.tokenBudget = 2048;
        small.opusReplicas = 4;
        small.batchLengths = new LengthTable("batch", new int[] {2000}, new int[] {200});
        small.overload = level(0.25);
        small.tier1Share = 0.5;
        small.sending = 1;
        small.batch = List.of(SmallFleet.jobs("tier-1", 24, 1), SmallFleet.jobs("large", 24, 100_000));
        CellOutcome out = small.run(SmallFleet.span(0, HOUR, HOUR));
        assertThat(out.batch.finished[LARGE]).isZero();
        assertThat(out.batch.finished[TIER_1]).isGreaterThan(5);
        assertThat(out.batch.time(TIER_1).quantile(1)).isLessThan(20);
    }

    /**
     * From ten to eleven others take about 0.6 of the first model class, from eleven on a thousandth as much: of jobs up to a level of 0.4
     * next to nothing comes in the first hour, and all of the level after it, a minute apart from the change.
     */
    @Test
    void jobsComeInTheValley() {
        SmallFleet small = SmallFleet.poisson(1, SmallFleet.WORKING_STEPS);
        small.tokenBudget = 2048;
        small.opusReplicas = 4;
        small.haikuReplicas = 4;
        small.singles = new LengthTable("singles", new int[] {2000}, new int[] {200});
        small.batchLengths = small.singles;
        double work = small.build().pools().get(0).work(0, 2000, 200) / 4;
        List<Double> hours = new ArrayList<>(Collections.nCopies(24, 0.001));
        hours.set(10, 1.0);
        small.hours = hours;
        // The curve is scaled to a mean of 1.
        small.apiRequests = 0.6 / work * HOUR * (1 + 23 * 0.001);
        small.overload = level(0.4);
        small.batch = List.of(SmallFleet.jobs("large", 500, 1000));
        CellOutcome out = small.run(SmallFleet.span(0, 0, 2 * HOUR));
        double busy = 0;
        double quiet = 0;
        double others = 0;
        for (int minute = 0; minute < 60; minute++) {
            others += out.load[LARGE].get(minute) / (60 * MINUTE);
            busy += out.batchLoad.get(minute) / (60 * MINUTE);
        }
        for (int minute = 62; minute < 120; minute++) {
            quiet += (out.batchLoad.get(minute) + out.load[LARGE].get(minute)) / (58 * MINUTE);
        }
        // Loads are of the whole cell, of which the class is a half.
        assertThat(others).isCloseTo(0.3, within(0.03));
        assertThat(busy).isLessThan(0.002);
        assertThat(quiet).isCloseTo(0.2, within(0.004));
        assertThat(out.batch.queuedAtEnd[LARGE]).isPositive();
    }

    /**
     * Jobs up to a half of the capacity beside people who use less than that: where nothing waits for answers the same is asked, and the mean
     * and the median of the time to the first token grow by less than a step with a full budget takes, the 99th percentile by less than two.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void peopleHardlyWaitLonger(long seed) {
        CellOutcome[] outs = new CellOutcome[2];
        for (int on = 0; on < 2; on++) {
            SmallFleet small = new SmallFleet().singleRequests().withSeed(seed);
            small.apiRequests = 250_000;
            small.overload = level(0.5);
            small.batch = on == 1 ? List.of(SmallFleet.jobs("tier-1", 500, 2000)) : List.of();
            outs[on] = small.run(SmallFleet.span(DAY, 10 * MINUTE, HOUR));
        }
        assertThat(outs[1].offered).isEqualTo(outs[0].offered);
        assertThat(outs[1].batch.served[TIER_1]).isGreaterThan(10_000);
        for (int p = 0; p < 4; p++) {
            LatencyHistogram before = outs[0].ttft(p, 0);
            LatencyHistogram after = outs[1].ttft(p, 0);
            assertThat(after.mean() - before.mean()).as("mean of %d", p).isBetween(0.0, FULL_STEP);
            assertThat(after.quantile(0.5) - before.quantile(0.5))
                    .as("median of %d", p)
                    .isBetween(0.0, FULL_STEP);
            assertThat(after.quantile(0.99) - before.quantile(0.99))
                    .as("p99 of %d", p)
                    .isBetween(0.0, 2 * FULL_STEP);
        }
    }

    /** With a level of nothing jobs are handed in and nothing else is different. */
    @Test
    void jobsThatAreNotLetInChangeNothing() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        CellOutcome without = small.run(SmallFleet.span(DAY, 5 * MINUTE, 30 * MINUTE));
        small.batch = List.of(SmallFleet.jobs("tier-1", 500, 2000));
        CellOutcome with = small.run(SmallFleet.span(DAY, 5 * MINUTE, 30 * MINUTE));
        assertThat(with.batch.queuedAtEnd[TIER_1]).isPositive();
        assertThat(with.offered).isEqualTo(without.offered);
        assertThat(with.served).isEqualTo(without.served);
        assertThat(with.simulated).isEqualTo(without.simulated);
        assertThat(with.workSeconds).isEqualTo(without.workSeconds);
        for (int p = 0; p < 4; p++) {
            assertThat(with.ttft(p, 0).mean()).isEqualTo(without.ttft(p, 0).mean());
        }
    }

    /** The same jobs are handed in whatever the capacity, the limits and the other tiers. */
    @Test
    void jobsAreAFunctionOfWhoHandsThemIn() {
        SmallFleet small = new SmallFleet();
        small.batch = List.of(mixed("tier-1", 60, 40));
        BatchCounts first = small.run(SmallFleet.span(0, 0, HOUR)).batch;
        SmallFleet other = new SmallFleet();
        other.batch = List.of(mixed("large", 100, 10), mixed("tier-1", 60, 40));
        other.opusReplicas = 8;
        other.caps = List.of(queue(100, "tier-1"));
        BatchCounts second = other.run(SmallFleet.span(0, 0, HOUR)).batch;
        assertThat(second.jobs[TIER_1]).isEqualTo(first.jobs[TIER_1]).isGreaterThan(20);
        assertThat(second.requests[TIER_1]).isEqualTo(first.requests[TIER_1]);
        assertThat(second.jobs[LARGE]).isPositive();
    }

    /**
     * Twenty organisations with 24 jobs a day each, over ten hours: 200 are expected; five standard deviations, a false alarm in a million. Of
     * five that are spread over four cells each cell has a quarter.
     */
    @Test
    void soManyJobsAreHandedInAsAreStated() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.cells = 4;
        small.batch = List.of(SmallFleet.jobs("tier-1", 24, 5), SmallFleet.jobs("large", 96, 5));
        long[] jobs = new long[4];
        for (int cell = 0; cell < 4; cell++) {
            BatchCounts batch = new CellSimulation(small.build(), SmallFleet.span(0, 0, 10 * HOUR), 0, cell)
                    .run((part, requests) -> {})
                    .batch;
            jobs[TIER_1] += batch.jobs[TIER_1];
            jobs[LARGE] += batch.jobs[LARGE];
        }
        assertThat(jobs[TIER_1]).isCloseTo(200, within(71L));
        assertThat(jobs[LARGE]).isCloseTo(200, within(71L));
    }

    /** Jobs of 30 come as 12, 12 and 6, and a queue of 24 takes the first two of an organisation. */
    @Test
    void aLargeJobComesAsSeveral() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.batch = List.of(SmallFleet.jobs("tier-1", 48, 30));
        BatchCounts whole = small.run(SmallFleet.span(0, MINUTE, HOUR)).batch;
        small.batch = List.of(with(SmallFleet.jobs("tier-1", 48, 30), HOUR, DAY, 12, 0));
        BatchCounts parts = small.run(SmallFleet.span(0, MINUTE, HOUR)).batch;
        assertThat(whole.jobs[TIER_1]).isPositive();
        assertThat(parts.jobs[TIER_1]).isEqualTo(3 * whole.jobs[TIER_1]);
        assertThat(parts.requests[TIER_1]).isEqualTo(whole.requests[TIER_1]);
        assertThat(parts.queuedAtEnd[TIER_1]).isEqualTo(whole.queuedAtEnd[TIER_1]);
        small.caps = List.of(queue(24, "tier-1"));
        BatchCounts capped = small.run(SmallFleet.span(0, MINUTE, HOUR)).batch;
        assertThat(capped.deepest[TIER_1]).isEqualTo(24);
        assertThat(capped.requestsTaken[TIER_1] % 24).isZero();
    }

    /** What is in the queue at ten is what a run from eight on has in it at ten, as nobody serves; and the half hour before it is a part of that. */
    @Test
    void aBacklogIsWhatWasHandedInBefore() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.batch = List.of(SmallFleet.jobs("tier-1", 48, 7));
        long earlier = small.run(SmallFleet.span(0, 2 * HOUR, MINUTE)).batch.queuedAtStart[TIER_1];
        long[] queued = new long[3];
        for (int hours = 0; hours < 3; hours++) {
            small.batch = List.of(with(SmallFleet.jobs("tier-1", 48, 7), HOUR, DAY, 1000, hours * HOUR));
            BatchCounts batch = small.run(SmallFleet.span(0, 0, MINUTE)).batch;
            queued[hours] = batch.queuedAtStart[TIER_1];
            assertThat(batch.openAtStart[TIER_1]).isEqualTo(queued[hours] / 7);
            assertThat(batch.openAtEnd[TIER_1]).isEqualTo(batch.openAtStart[TIER_1] + batch.jobs[TIER_1]);
        }
        assertThat(queued[0]).isZero();
        assertThat(queued[1]).isBetween(7L, earlier - 7);
        assertThat(queued[2]).isEqualTo(earlier);
    }

    /**
     * Jobs of 7 in queues of 10 that nobody serves: within two hours one after the other is taken, expires after half an hour and makes way
     * for whoever asks next, again or at first. An hour after a backlog of two hours is like the third hour.
     */
    @Test
    void aBacklogIsLivedThroughAsTheHoursThatItStandsFor() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.caps = List.of(queue(10, "tier-1"));
        BatchSpec jobs = with(SmallFleet.jobs("tier-1", 48, 7), 11 * MINUTE, 30 * MINUTE);
        small.batch = List.of(jobs);
        BatchCounts lived = small.run(SmallFleet.span(0, 2 * HOUR, HOUR)).batch;
        small.batch = List.of(with(jobs, jobs.resubmit(), jobs.expiry(), 1000, 2 * HOUR));
        BatchCounts told = small.run(SmallFleet.span(0, 0, HOUR)).batch;
        assertThat(lived.queuedAtStart[TIER_1]).isBetween(7L, 7L * 20);
        assertThat(lived.lost[TIER_1]).isPositive();
        assertThat(lived.expired[TIER_1]).isGreaterThan(20);
        assertThat(told.queuedAtStart).isEqualTo(lived.queuedAtStart);
        assertThat(told.openAtStart).isEqualTo(lived.openAtStart);
        assertThat(told.refused).isDeepEqualTo(lived.refused);
        assertThat(told.lost).isEqualTo(lived.lost);
        assertThat(told.expired).isEqualTo(lived.expired);
        assertThat(told.queuedAtEnd).isEqualTo(lived.queuedAtEnd);
    }

    /** A backlog of half an hour of jobs that expire after half an hour is dropped within half an hour. */
    @Test
    void theTimeOfABacklogCounts() {
        SmallFleet small = new SmallFleet();
        small.overload = level(0);
        small.batch = List.of(with(SmallFleet.jobs("tier-1", 96, 7), HOUR, 30 * MINUTE, 1000, 30 * MINUTE));
        BatchCounts batch = small.run(SmallFleet.span(0, 0, 30 * MINUTE)).batch;
        assertThat(batch.queuedAtStart[TIER_1]).isPositive();
        assertThat(batch.dropped[TIER_1]).isEqualTo(batch.queuedAtStart[TIER_1]);
        assertThat(batch.openAtEnd[TIER_1]).isEqualTo(batch.jobs[TIER_1]);
    }

    /** Where there is room a backlog is served, and every job of it finishes once. */
    @Test
    void aBacklogIsServed() {
        SmallFleet small = SmallFleet.poisson(0.001, SmallFleet.WORKING_STEPS);
        small.overload = level(0.8);
        small.batch = List.of(with(SmallFleet.jobs("large", 48, 3), HOUR, DAY, 2, 2 * HOUR));
        BatchCounts batch = small.run(SmallFleet.span(0, 0, HOUR)).batch;
        assertThat(batch.queuedAtStart[LARGE]).isPositive();
        assertThat(batch.finished[LARGE] + batch.openAtEnd[LARGE])
                .isEqualTo(batch.jobs[LARGE] + batch.openAtStart[LARGE]);
        assertThat(batch.served[LARGE] + batch.queuedAtEnd[LARGE])
                .isEqualTo(batch.requestsTaken[LARGE] + batch.queuedAtStart[LARGE]);
        assertThat(batch.finished[LARGE]).isGreaterThan(batch.openAtStart[LARGE]);
    }
}
