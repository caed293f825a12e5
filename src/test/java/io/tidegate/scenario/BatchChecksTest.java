package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.CapSpec;
import io.tidegate.workload.BatchSpec;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch jobs as a scenario states them. */
class BatchChecksTest {
    private static final String JOBS =
            "tier: tier-1, jobs: 0.05, size: 800, size-sigma: 2, lengths: servegen-retrieval, cached-share: 50 %, mix: [0.3, 0.7]";

    @Test
    void everythingAboutJobsIsBound() {
        Scenario scenario = Tiny.load(
                        Tiny.TEXT,
                        "demand.batch=[{" + JOBS + "}, {" + JOBS.replace("tier-1", "tier-2")
                                + ", largest: 10 k, resubmit: 5 min, expiry: 12 h, price: 0.4, per-batch: 5 k, backlog: 3 h}]",
                        "limits.caps=[{name: queue, kind: batch-queue, tiers: [tier-1, tier-2], at-most: 100 k}]",
                        "limits.overload={batch-load: 70 %, batch-wait: 500 ms}")
                .scenario();
        List<Double> mix = List.of(0.3, 0.7);
        assertThat(scenario.demand().batch())
                .containsExactly(
                        new BatchSpec(
                                "tier-1", 0.05, 800, 2, 100_000, "servegen-retrieval", 0.5, mix, 3600, 86_400, 0.5),
                        new BatchSpec(
                                "tier-2",
                                0.05,
                                800,
                                2,
                                10_000,
                                "servegen-retrieval",
                                0.5,
                                mix,
                                300,
                                43_200,
                                0.4,
                                5000,
                                10_800));
        assertThat(scenario.limits().caps())
                .containsExactly(new CapSpec(
                        "queue", CapSpec.Kind.BATCH_QUEUE, List.of("tier-1", "tier-2"), 100_000, 0, ZoneId.of("UTC")));
        assertThat(scenario.limits().overload().batchLoad()).isEqualTo(0.7);
        assertThat(scenario.limits().overload().batchWait()).isEqualTo(0.5);
        assertThat(scenario.limits().overload().isUsual()).isTrue();
    }

    @Test
    void withoutAnyNothingIsDifferent() {
        Scenario scenario = Tiny.load(Tiny.TEXT).scenario();
        assertThat(scenario.demand().batch()).isEmpty();
        assertThat(scenario.limits().overload().isUsual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tier-1 | tier-9 | no tier 'tier-9'; there are: tier-1, tier-2 — did you mean 'tier-1'?",
                "servegen-retrieval | servegen-retreival | no length table 'servegen-retreival'",
                "servegen-retrieval | sessions | no length table 'sessions'",
                "[0.3, 0.7] | [1] | need one share for each model (large, small), found 1",
                "[0.3, 0.7] | [0.3, 0.6] | shares must add up to 1, found 0.9",
                "size: 800 | size: 0 | must be",
                "jobs: 0.05, | '' | missing key 'jobs'",
            })
    void eachMistakeHasItsWords(String part, String other, String message) {
        List<String> complaints = Tiny.complaints(Tiny.TEXT, "demand.batch=[{" + JOBS.replace(part, other) + "}]");
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains(message);
    }

    @Test
    void aTierHasOneKindOfJobs() {
        List<String> complaints = Tiny.complaints(Tiny.TEXT, "demand.batch=[{" + JOBS + "}, {" + JOBS + "}]");
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains("tier-1");
    }
}
