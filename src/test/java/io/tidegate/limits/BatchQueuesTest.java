package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.workload.PriceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests of batch jobs that an organisation has in its queue. */
class BatchQueuesTest {
    private static CapLimits cap(double atMost) {
        CapSpec cap = OrganisationTestLimits.cap(CapSpec.Kind.BATCH_QUEUE, atMost, 0);
        return CapLimits.of(List.of(cap), "tier", 1);
    }

    private static boolean take(BatchQueues queues, int requests, CapLimits caps) {
        boolean passes = queues.passes(0, requests, caps);
        if (passes) {
            queues.add(0, requests);
        }
        return passes;
    }

    /** 60 of 100; 41 do not fit, 40 do; then as many fit as are served; a lower cap acts at once. */
    @Test
    void aJobIsTakenWholeOrNotAtAll() {
        BatchQueues queues = new BatchQueues(2);
        assertThat(take(queues, 60, cap(100))).isTrue();
        assertThat(take(queues, 41, cap(100))).isFalse();
        assertThat(take(queues, 40, cap(100))).isTrue();
        assertThat(queues.queued(0)).isEqualTo(100);
        queues.remove(0, 1);
        assertThat(take(queues, 2, cap(100))).isFalse();
        assertThat(take(queues, 1, cap(100))).isTrue();
        assertThat(queues.passes(1, 100, cap(100))).as("another organisation").isTrue();
        assertThat(queues.passes(0, 1, cap(50))).isFalse();
        queues.remove(0, 51);
        assertThat(queues.passes(0, 1, cap(50))).isTrue();
        assertThat(queues.passes(0, 2, cap(50))).isFalse();
        assertThat(queues.passes(0, Integer.MAX_VALUE, CapLimits.of(List.of(), "tier", 0.01)))
                .isTrue();
    }

    /** A job is in one cell, and so is its organisation's whole queue. */
    @Test
    void aPartOfAnOrganisationHasTheWholeQueue() {
        CapSpec cap = OrganisationTestLimits.cap(CapSpec.Kind.BATCH_QUEUE, 100, 0);
        assertThat(CapLimits.of(List.of(cap), "tier", 0.01).queue).isEqualTo(100);
        assertThat(CapLimits.of(List.of(cap), "other", 1).queue).isInfinite();
    }

    /** Jobs of any size and requests served at any time, in a plain list. */
    @Test
    void theQueueIsNeverDeeperThanTheCap() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int most = random.nextInt(1, 200);
            CapLimits caps = cap(most);
            BatchQueues queues = new BatchQueues(1);
            List<Integer> jobs = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                int size = random.nextInt(1, 80);
                int held = jobs.stream().mapToInt(Integer::intValue).sum();
                assertThat(take(queues, size, caps))
                        .as("seed %d, %d", seed, step)
                        .isEqualTo(held + size <= most);
                if (held + size <= most) {
                    jobs.add(size);
                }
                if (!jobs.isEmpty() && random.nextInt(3) == 0) {
                    queues.remove(0, jobs.remove(random.nextInt(jobs.size())));
                }
                assertThat(queues.queued(0)).isBetween(0, most);
            }
        }
    }

    /** Each turn serves one request of a queue that has any. */
    @Test
    void aDeeperQueueRefusesNoMoreJobsOfOneSize() {
        long saved = 0;
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = random.nextInt(1, 20);
            int most = random.nextInt(size, 100);
            CapLimits low = cap(most);
            CapLimits high = cap(most + random.nextInt(1, 40));
            BatchQueues lowQueues = new BatchQueues(1);
            BatchQueues highQueues = new BatchQueues(1);
            int refusedLow = 0;
            int refusedHigh = 0;
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(2 * size) == 0) {
                    refusedLow += take(lowQueues, size, low) ? 0 : 1;
                    refusedHigh += take(highQueues, size, high) ? 0 : 1;
                } else if (random.nextInt(3) > 0) {
                    lowQueues.remove(0, Math.min(1, lowQueues.queued(0)));
                    highQueues.remove(0, Math.min(1, highQueues.queued(0)));
                }
                assertThat(refusedHigh).as("seed %d, %d", seed, step).isLessThanOrEqualTo(refusedLow);
            }
            saved += refusedLow - refusedHigh;
        }
        assertThat(saved).isPositive();
    }

    /** One of eleven, then two of five: a queue of ten refuses the first, one of eleven both others. */
    @Test
    void aDeeperQueueMayRefuseMoreJobsOfUnequalSize() {
        BatchQueues low = new BatchQueues(1);
        BatchQueues high = new BatchQueues(1);
        assertThat(List.of(take(low, 11, cap(10)), take(low, 5, cap(10)), take(low, 5, cap(10))))
                .containsExactly(false, true, true);
        assertThat(List.of(take(high, 11, cap(11)), take(high, 5, cap(11)), take(high, 5, cap(11))))
                .containsExactly(true, false, false);
    }

    /** A million tokens in and out cost 30 USD, half of it in a job: with 15 of a day's 20 spent a job may be handed in, with 30 not. */
    @Test
    void jobsSpendMoneyAtTheirOwnPriceAndCountTowardsNoRate() {
        OrganisationTestLimits tier = new OrganisationTestLimits();
        tier.price = new PriceSpec(5, 25, 6.25, 0.5);
        tier.rpm = 1;
        tier.caps = List.of(
                OrganisationTestLimits.cap(CapSpec.Kind.SPEND_DAY, 20, 0),
                OrganisationTestLimits.cap(CapSpec.Kind.CONCURRENCY, 1, 0),
                OrganisationTestLimits.cap(CapSpec.Kind.BATCH_QUEUE, 100, 0));
        OrganisationLimits limits = tier.build();
        Organisations organisations = new Organisations(new double[1], 1, 0, 0);
        assertThat(organisations.checkJob(0, 101, limits, 0)).isEqualTo(Denial.BATCH_QUEUE.code());
        assertThat(organisations.checkJob(0, 100, limits, 0)).isEqualTo(Organisations.PASS);
        organisations.queue(0, 60);
        organisations.chargeJob(0, limits, 0, 1_000_000, 1_000_000, 0.5, 1);
        assertThat(organisations.checkJob(0, 40, limits, 2)).isEqualTo(Organisations.PASS);
        assertThat(organisations.check(0, OrganisationTestLimits.request(0, 10, 10, 0), limits, 2))
                .isEqualTo(Organisations.PASS);
        organisations.chargeJob(0, limits, 0, 1_000_000, 1_000_000, 0.5, 3);
        assertThat(organisations.checkJob(0, 40, limits, 4)).isEqualTo(Denial.SPEND.code());
        assertThat(organisations.checkJob(0, 41, limits, 4)).isEqualTo(Denial.BATCH_QUEUE.code());
        organisations.unqueue(0, 60);
        assertThat(organisations.queued(0)).isZero();
        assertThat(organisations.checkJob(0, 100, limits, 86_400)).isEqualTo(Organisations.PASS);
    }
}
