package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.DAY;
import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.CapSpec;
import io.tidegate.limits.CommitmentSpec;
import io.tidegate.limits.Denial;
import io.tidegate.limits.OutputCharge;
import io.tidegate.random.Hash;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.PriceSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import umontreal.ssj.stat.Tally;

/** The limits of organisations in a whole cell. Tier {@code large} has five organisations, in every cell a part of each. */
class OrganisationLimitsTest {
    private static CapSpec cap(CapSpec.Kind kind, double atMost, double floor) {
        return new CapSpec(kind.name(), kind, List.of("tier-1", "large"), atMost, floor, ZoneOffset.UTC);
    }

    private static long denied(CellOutcome out, int population, Denial reason) {
        long sum = 0;
        for (long[] byReason : out.denied[population]) {
            sum += byReason[reason.code()];
        }
        return sum;
    }

    /** Whatever refuses, what was asked for is answered, given up or still there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostUnderAllLimitsTogether(long seed) {
        SmallFleet small = new SmallFleet().withSeed(seed);
        small.api = SmallFleet.api("tier-1", 60, 60_000, 12_000).stream()
                .map(l -> new ApiLimit(l.tier(), l.model(), l.rpm(), l.itpm(), l.otpm(), OutputCharge.RESERVED))
                .toList();
        small.maxTokens = 2;
        small.workspaces = 3;
        small.workspaceShare = 0.5;
        small.price = new PriceSpec(5, 25, 6, 0.5);
        small.caps = List.of(
                cap(CapSpec.Kind.CONCURRENCY, 3, 0),
                cap(CapSpec.Kind.ACCELERATION, 1.5, 20_000),
                cap(CapSpec.Kind.SPEND_DAY, 3, 0));
        small.commitments =
                List.of(new CommitmentSpec("c", "large", "opus", 100_000, 20_000, 0.1, 1.25, 200_000, 2, 1.5));
        CellOutcome out = small.run(SmallFleet.span(DAY, 5 * MINUTE, HOUR));
        for (int p = 0; p < 4; p++) {
            assertThat(out.served[p] + out.lost[p] + out.openAtEnd[p]).isEqualTo(out.offered[p] + out.openAtStart[p]);
        }
        for (Denial reason : List.of(Denial.ACCELERATION, Denial.CONCURRENCY, Denial.SPEND)) {
            assertThat(denied(out, LARGE, reason) + denied(out, TIER_1, reason))
                    .as(reason.name())
                    .isPositive();
        }
    }

    /** Many ask and none is answered within the span: then each organisation has under way exactly what it may. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void inFlightIsExactlyTheCap(int most) {
        SmallFleet small = SmallFleet.poisson(50, new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1));
        small.tokenBudget = 2048;
        small.singles = new LengthTable("long", new int[] {1}, new int[] {100_000});
        small.kvTokens = 100_000_000;
        small.retries = 0;
        small.caps = List.of(cap(CapSpec.Kind.CONCURRENCY, most, 0));
        CellOutcome out = small.run(SmallFleet.span(0, 0, 2 * MINUTE));
        assertThat(out.openAtEnd[LARGE]).isEqualTo(5L * most);
        assertThat(denied(out, LARGE, Denial.CONCURRENCY)).isEqualTo(out.offered[LARGE] - 5L * most);
    }

    /**
     * One server per request and as many as the cap: requests that are refused and not tried again are lost as in Erlang's loss
     * system, whatever the lengths. A request takes 2 s, and up to a step more until it begins and a slice until its end is
     * known. The loss for these two times must lie around a 99.9 % Student interval over 20 runs: a right program fails with
     * probability below 0.001.
     */
    @Test
    void aCapLosesWhatErlangSays() {
        Tally lost = new Tally();
        for (int run = 0; run < 20; run++) {
            SmallFleet small = SmallFleet.poisson(5, SmallFleet.EQUAL_STEPS).withSeed(100 + run);
            small.zipf = 0;
            small.slice = 0.01;
            small.tokenBudget = 2048;
            small.singles = new LengthTable("two seconds", new int[] {1}, new int[] {200});
            small.retries = 0;
            small.caps = List.of(cap(CapSpec.Kind.CONCURRENCY, 3, 0));
            CellOutcome out = small.run(SmallFleet.span(0, MINUTE, 30 * MINUTE));
            lost.add((double) out.lost[LARGE] / out.offered[LARGE]);
        }
        double[] interval = new double[2];
        lost.confidenceIntervalStudent(0.999, interval);
        assertThat(interval[0] + interval[1]).isGreaterThan(erlangB(3, 2.0));
        assertThat(interval[0] - interval[1]).isLessThan(erlangB(3, 2.03));
        assertThat(interval[1]).as("the interval says something").isLessThan(0.02);
    }

    /** Share lost of offered load {@code a} with {@code servers} servers. */
    private static double erlangB(int servers, double a) {
        double b = 1;
        for (int n = 1; n <= servers; n++) {
            b = a * b / (n + a * b);
        }
        return b;
    }

    /** What is bought goes first: the tier of the last priority waits less for it than for the rest. */
    @Test
    void whatIsBoughtGoesFirst() {
        double without = wait(List.of());
        double with = wait(
                List.of(new CommitmentSpec("all", "large", "opus", NO_LIMIT, NO_LIMIT, 0.1, 1.25, 200_000, 2, 1.5)));
        assertThat(with).isLessThan(0.5 * without);
    }

    private static double wait(List<CommitmentSpec> commitments) {
        SmallFleet small = new SmallFleet();
        small.maxBatch = 4;
        small.opusReplicas = 1;
        small.haikuReplicas = 1;
        small.apiRequests = 420_000;
        small.tier1Share = 0.9;
        small.tier1Spread = true;
        small.agents = 0;
        small.freeUsers = 1;
        small.proUsers = 1;
        small.tier1Priority = 1;
        small.largePriority = 3;
        small.commitments = commitments;
        CellOutcome out = small.run(SmallFleet.span(0, 5 * MINUTE, 20 * MINUTE));
        return out.wait(LARGE, 0).mean();
    }

    /**
     * What a request asks for at most beyond its output is exponential; the same when it is tried again. The mean of 20,000
     * must be within 3.3 standard errors, which a right program misses with probability 0.001, and each of 4 workspaces
     * has a quarter of them within as many, missed with probability 0.004.
     */
    @Test
    void requestsAreLabelledByTheirIdentity() {
        SmallFleet small = new SmallFleet();
        small.maxTokens = 1.5;
        small.workspaces = 4;
        SessionTable table = new SessionTable();
        LocalDays utc = new LocalDays(ZoneOffset.UTC, SmallFleet.DATE, -1, 2);
        ApiTraffic traffic = new ApiTraffic(small.build(), 0, 1, Hash.combine(1, 0), table, utc);
        int stream = table.allocate();
        table.population[stream] = LARGE;
        table.kind[stream] = (byte) SessionKind.STREAM.ordinal();
        table.apiClass[stream] = 0;
        int retry = table.allocate();
        table.population[retry] = LARGE;
        table.kind[retry] = (byte) SessionKind.RETRY.ordinal();
        table.apiClass[retry] = 0;
        RequestDraft draft = new RequestDraft();
        draft.output = 1_000_000;
        int n = 20_000;
        double sum = 0;
        int[] counts = new int[4];
        for (int i = 0; i < n; i++) {
            long identity = Hash.combine(7, i);
            traffic.label(stream, identity, draft);
            int most = draft.maxTokens;
            int workspace = draft.workspace;
            assertThat(most).isGreaterThanOrEqualTo(draft.output);
            sum += most / 1e6 - 1;
            counts[workspace]++;
            table.key[retry] = identity;
            traffic.label(retry, Hash.combine(identity, 9), draft);
            assertThat(draft.maxTokens).isEqualTo(most);
            assertThat(draft.workspace).isEqualTo(workspace);
        }
        assertThat(Math.abs(sum / n - 1.5)).isLessThan(3.3 * 1.5 / Math.sqrt(n));
        for (int count : counts) {
            assertThat(Math.abs(count - n / 4.0)).isLessThan(3.3 * Math.sqrt(n * 0.25 * 0.75));
        }
    }
}
