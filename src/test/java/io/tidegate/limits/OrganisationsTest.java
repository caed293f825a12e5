package io.tidegate.limits;

import static io.tidegate.limits.OrganisationTestLimits.cap;
import static io.tidegate.limits.OrganisationTestLimits.complete;
import static io.tidegate.limits.OrganisationTestLimits.request;
import static io.tidegate.limits.OrganisationTestLimits.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.PriceSpec;
import io.tidegate.workload.RequestDraft;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand timelines of limits together: what each adds, in which order, and until when it refuses. */
final class OrganisationsTest {
    private static final double NOON = Instant.parse("2026-05-05T12:00:00Z").getEpochSecond();

    private final OrganisationTestLimits spec = new OrganisationTestLimits();

    private static Organisations one(int workspaces) {
        return new Organisations(new double[1], 1, workspaces, NOON);
    }

    private static void assertRefused(
            Organisations all, OrganisationLimits limits, double t, RequestDraft draft, Denial denial, double until) {
        assertThat(take(all, limits, t, draft)).isEqualTo(denial.code());
        assertThat(all.passesAt()).isCloseTo(until, within(1e-9));
    }

    private static void assertPasses(Organisations all, OrganisationLimits limits, double t, RequestDraft draft) {
        assertThat(take(all, limits, t, draft)).isEqualTo(Organisations.PASS);
    }

    @Test
    void theLimitWithTheLongestWaitIsNamed() {
        spec.rpm = 60;
        spec.price = new PriceSpec(1000, 1000, 0, 0);
        spec.caps = List.of(
                cap(CapSpec.Kind.SPEND_DAY, 1, 0),
                cap(CapSpec.Kind.CONCURRENCY, 2, 0),
                cap(CapSpec.Kind.ACCELERATION, 2, 100));
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft first = request(0, 100, 1, 0);
        assertPasses(all, limits, 0, first);
        assertRefused(all, limits, 0, request(0, 1, 1, 0), Denial.ACCELERATION, 60);
        assertPasses(all, limits, 60, request(0, 50, 1, 0));
        assertRefused(all, limits, 60.5, request(0, 1, 1, 0), Denial.RPM, 61);
        assertRefused(all, limits, 62, request(0, 1, 1, 0), Denial.CONCURRENCY, 62);
        assertRefused(all, limits, 62, request(0, 151, 1, 0), Denial.ACCELERATION, 120);
        complete(all, limits, 63, first, 849);
        // 0.1 for the input, 0.05 for the second one, 0.849 for the output: a thousandth is left.
        assertPasses(all, limits, 64, request(0, 20, 1, 0));
        assertRefused(all, limits, 66, request(0, 1, 1, 0), Denial.SPEND, 43_200);
        assertPassesWithSpace(all, limits);
    }

    /** The next day both requests that are still under way have been answered. */
    private static void assertPassesWithSpace(Organisations all, OrganisationLimits limits) {
        complete(all, limits, 70, request(0, 1, 1, 0), 0);
        assertRefused(all, limits, 43_199.9, request(0, 1, 1, 0), Denial.SPEND, 43_200);
        assertPasses(all, limits, 43_200, request(0, 1, 1, 0));
    }

    /** 10 output tokens a second, a bucket of 600. */
    @Test
    void whatIsReservedIsGivenBack() {
        spec.otpm = 600;
        spec.charge = OutputCharge.RESERVED;
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft first = request(0, 1, 400, 0);
        RequestDraft huge = request(0, 1, 2_000, 0);
        assertPasses(all, limits, 0, first);
        assertRefused(all, limits, 0, request(0, 1, 300, 0), Denial.OTPM, 10);
        complete(all, limits, 5, first, 50);
        // 200 left, 50 flowed in, 350 given back.
        assertPasses(all, limits, 5, request(0, 1, 600, 0));
        assertRefused(all, limits, 5, request(0, 1, 1, 0), Denial.OTPM, 5.1);
        assertRefused(all, limits, 5, huge, Denial.OTPM, 65);
        assertPasses(all, limits, 65, huge);
        assertRefused(all, limits, 65, request(0, 1, 1, 0), Denial.OTPM, 65 + 140.1);
        complete(all, limits, 66, huge, 1_990);
        assertRefused(all, limits, 66, request(0, 1, 1, 0), Denial.OTPM, 66 + 138.1);
    }

    /** Of 6,000 input tokens each of three workspaces may use half. */
    @Test
    void bothTheWorkspaceAndTheOrganisationMustPass() {
        spec.itpm = 6_000;
        spec.workspaces = 3;
        spec.workspaceShare = 0.5;
        OrganisationLimits limits = spec.build();
        Organisations all = one(3);
        assertPasses(all, limits, 0, request(0, 3_000, 1, 0));
        assertRefused(all, limits, 0, request(0, 100, 1, 0), Denial.ITPM, 2);
        assertPasses(all, limits, 0, request(0, 3_000, 1, 1));
        assertRefused(all, limits, 0, request(0, 100, 1, 2), Denial.ITPM, 1);
        assertRefused(all, limits, 1, request(0, 100, 1, 0), Denial.ITPM, 2);
        assertPasses(all, limits, 1, request(0, 100, 1, 2));
    }

    /**
     * 100 weighted input tokens a second are bought, with a bucket of 6,000, and output enough. What they cover does not touch
     * the ordinary bucket, and what they do not goes through it as if they were not there.
     */
    @Test
    void whatACommitmentDoesNotCoverFallsThrough() {
        spec.itpm = 600;
        spec.commitments = List.of(new CommitmentSpec("c", "tier", "model", 6_000, 6_000, 0.1, 1.25, 20_000, 2, 1.5));
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft read = request(10_000, 1_000, 1, 0);
        assertPasses(all, limits, 0, read);
        assertThat(read.charged).as("2,000 of 6,000").isEqualTo(Organisations.COMMITTED);
        RequestDraft written = request(0, 3_200, 1, 0);
        written.agentic = true;
        assertPasses(all, limits, 0, written);
        assertThat(written.charged).as("4,000 of 4,000").isEqualTo(Organisations.COMMITTED);
        RequestDraft ordinary = request(0, 500, 1, 0);
        assertPasses(all, limits, 0, ordinary);
        assertThat(ordinary.charged).as("500 of the ordinary 600").isEqualTo(Organisations.OWN);
        // The ordinary bucket holds 200 after 10 s; the commitment after 2.
        assertRefused(all, limits, 0, request(0, 200, 1, 0), Denial.ITPM, 2);
        RequestDraft later = request(0, 200, 1, 0);
        assertPasses(all, limits, 2, later);
        assertThat(later.charged).isEqualTo(Organisations.COMMITTED);
        // 21,000 tokens of input are long: their weight of 2,190 is doubled, and that of a token of output is 1.5.
        RequestDraft longOne = request(20_900, 100, 1, 0);
        assertPasses(all, limits, 45.8, longOne);
        assertThat(longOne.charged).as("4,380 of 4,380").isEqualTo(Organisations.COMMITTED);
        assertPasses(all, limits, 45.8, request(0, 500, 1, 0));
        complete(all, limits, 45.8, longOne, 4_200);
        // 6,300 of an output bucket of 6,000: one token is there again after 3.01 s.
        // The ordinary bucket holds 58, and 100 after 4.2 s.
        assertRefused(all, limits, 45.8, request(0, 100, 1, 0), Denial.ITPM, 48.81);
    }

    /** What a commitment can never hold waits for the ordinary bucket alone. */
    @Test
    void whatIsLargerThanTheCommitmentIsOrdinary() {
        spec.itpm = 600;
        spec.commitments = List.of(new CommitmentSpec("c", "tier", "model", 60, 6_000, 0.1, 1.25, 20_000, 2, 1.5));
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft draft = request(0, 61, 1, 0);
        assertPasses(all, limits, 0, draft);
        assertThat(draft.charged).isEqualTo(Organisations.OWN);
        assertRefused(all, limits, 0, request(0, 600, 1, 0), Denial.ITPM, 6.1);
    }

    /** Caps hold for what is bought, too. */
    @Test
    void capsHoldForCommitments() {
        spec.commitments = List.of(new CommitmentSpec("c", "tier", "model", 6_000, 6_000, 0.1, 1.25, 20_000, 2, 1.5));
        spec.caps = List.of(cap(CapSpec.Kind.CONCURRENCY, 1, 0));
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft draft = request(0, 100, 1, 0);
        assertPasses(all, limits, 0, draft);
        assertRefused(all, limits, 0, request(0, 100, 1, 0), Denial.CONCURRENCY, 0);
        complete(all, limits, 1, draft, 10);
        assertPasses(all, limits, 1, request(0, 100, 1, 0));
    }

    /** What was not charged is under way, and takes no tokens when it is complete. */
    @Test
    void whatWasNotChargedIsOnlyUnderWay() {
        spec.otpm = 600;
        spec.caps = List.of(cap(CapSpec.Kind.CONCURRENCY, 1, 0));
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft free = request(0, 1, 1, 0);
        all.begin(0);
        assertRefused(all, limits, 0, request(0, 1, 1, 0), Denial.CONCURRENCY, 0);
        complete(all, limits, 0, free, 100_000);
        assertPasses(all, limits, 0, request(0, 1, 1, 0));
    }

    /** Thirty cents for cached and new input, and a dollar for output, which is an hour late and so of the next day. */
    @Test
    void moneyIsPaidWhenItsPriceIsKnown() {
        spec.price = new PriceSpec(100, 1_000, 200, 10);
        spec.caps = List.of(cap(CapSpec.Kind.SPEND_DAY, 0.6, 0));
        OrganisationLimits limits = spec.build();
        Organisations all = one(0);
        RequestDraft first = request(10_000, 2_000, 1, 0);
        assertPasses(all, limits, 43_000, first);
        RequestDraft written = request(10_000, 1_000, 1, 0);
        written.agentic = true;
        assertPasses(all, limits, 43_001, written);
        assertRefused(all, limits, 43_002, request(0, 1, 1, 0), Denial.SPEND, 43_200);
        complete(all, limits, 44_000, first, 1_000);
        assertRefused(all, limits, 44_000, request(0, 1, 1, 0), Denial.SPEND, 43_200 + 86_400);
    }

    /** A hundred organisations of evenly spread draws: as many are covered as the share says, and whoever is at a lower share is at a higher. */
    @Test
    void aShareOfOrganisationsHasCommitted() {
        double[] draws = new double[100];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = ((37 * i) % 100 + 0.5) / 100;
        }
        boolean[] before = new boolean[draws.length];
        for (double share : new double[] {0, 0.2, 0.5, 1}) {
            OrganisationTestLimits spec = new OrganisationTestLimits();
            spec.commitments =
                    List.of(new CommitmentSpec("c", "tier", "model", 6_000, 6_000, 0.1, 1.25, 20_000, 2, 1.5, share));
            OrganisationLimits limits = spec.build();
            Organisations all = new Organisations(draws, 1, 0, NOON);
            int committed = 0;
            for (int i = 0; i < draws.length; i++) {
                RequestDraft draft = OrganisationTestLimits.request(0, 100, 10, 0);
                assertThat(all.check(i, draft, limits, 0)).isEqualTo(Organisations.PASS);
                all.begin(i);
                all.charge(i, draft, limits, 0);
                boolean has = draft.charged == Organisations.COMMITTED;
                assertThat(has || !before[i]).isTrue();
                before[i] = has;
                committed += has ? 1 : 0;
            }
            assertThat(committed).isEqualTo((int) (share * 100));
        }
    }

    /** Of one organisation, a third of whose requests is here. */
    private static Organisations aThird() {
        return new Organisations(new double[1], new int[] {3}, 1, 0, NOON);
    }

    /** Another request, of as much input and output. */
    private static RequestDraft another(int prefill, int output, int maxTokens) {
        RequestDraft draft = request(0, prefill, maxTokens, 0);
        draft.output = output;
        return draft;
    }

    /** A request a second and four at once; 100 input tokens a second and 6,000 at once. */
    @Test
    void otherRequestsPassForThemselves() {
        spec.rpm = 60;
        spec.requestBurst = 4;
        spec.itpm = 6_000;
        OrganisationLimits limits = spec.build();
        Organisations all = aThird();
        all.other(0, another(4_000, 1, 1), limits, 0);
        all.other(0, another(2_001, 1, 1), limits, 0);
        // The second was refused, and took nothing.
        assertPasses(all, limits, 0, request(0, 2_000, 1, 0));
        assertRefused(all, limits, 0, request(0, 100, 1, 0), Denial.ITPM, 1);
        all.other(0, another(100, 1, 1), limits, 1);
        all.other(0, another(1, 1, 1), limits, 1.5);
        // Of four requests four were taken, and 1.5 flowed in.
        assertPasses(all, limits, 1.5, request(0, 1, 1, 0));
        assertRefused(all, limits, 1.5, request(0, 1, 1, 0), Denial.RPM, 2);
    }

    /** Ten output tokens a second, 600 at once: the output of others is taken, or given back, when the one is answered. */
    @Test
    void outputOfOthersIsSettledWithTheOne() {
        spec.otpm = 600;
        OrganisationLimits limits = spec.build();
        Organisations completed = aThird();
        double owed = completed.other(0, another(1, 700, 800), limits, 0);
        assertThat(owed).isEqualTo(700);
        assertPasses(completed, limits, 0, request(0, 1, 1, 0));
        completed.settleOthers(0, 0, limits, 0, owed);
        assertRefused(completed, limits, 0, request(0, 1, 1, 0), Denial.OTPM, 10.1);
        assertThat(completed.other(0, another(1, 700, 800), limits, 0)).isZero();
        spec.charge = OutputCharge.RESERVED;
        limits = spec.build();
        Organisations reserved = aThird();
        owed = reserved.other(0, another(1, 100, 600), limits, 0);
        assertThat(owed).isEqualTo(-500);
        assertRefused(reserved, limits, 0, request(0, 1, 10, 0), Denial.OTPM, 1);
        reserved.settleOthers(0, 0, limits, 0, owed);
        assertPasses(reserved, limits, 0, request(0, 1, 500, 0));
    }

    /** A thousand tokens of either kind are a dollar, of which the day has three. */
    @Test
    void capsCountOthers() {
        spec.price = new PriceSpec(1000, 1000, 0, 0);
        spec.caps = List.of(cap(CapSpec.Kind.SPEND_DAY, 3, 0), cap(CapSpec.Kind.CONCURRENCY, 4, 0));
        OrganisationLimits limits = spec.build();
        Organisations all = aThird();
        RequestDraft first = request(0, 100, 1, 0);
        assertPasses(all, limits, 0, first);
        all.other(0, another(900, 1_000, 1), limits, 0);
        // Three are under way, then six.
        RequestDraft second = request(0, 100, 1, 0);
        assertPasses(all, limits, 0, second);
        assertRefused(all, limits, 1, request(0, 1, 1, 0), Denial.CONCURRENCY, 1);
        complete(all, limits, 2, first, 400);
        complete(all, limits, 2, second, 499);
        // 2.999 dollars are spent.
        all.other(0, another(1, 1, 1), limits, 3);
        assertRefused(all, limits, 3, request(0, 1, 1, 0), Denial.SPEND, 43_200);
    }

    /** What parts use in a long time, asking all the time, is together what the limits allow the whole. */
    @Test
    void partsTogetherUseWhatTheWholeMay() {
        spec.rpm = 600;
        spec.itpm = 6_000;
        OrganisationLimits limits = spec.build();
        double used = 0;
        for (int part = 0; part < 3; part++) {
            Organisations all = aThird();
            for (int tick = 0; tick < 100_000; tick++) {
                double t = 0.25 * tick;
                int own = 50 + (tick * 37 + part * 11) % 130;
                for (int i = 0; i < 3; i++) {
                    int prefill = 50 + (own + 53 * i) % 130;
                    if (i != tick % 3) {
                        all.other(0, another(prefill, 1, 1), limits, t);
                    } else if (take(all, limits, t, request(0, prefill, 1, 0)) == Organisations.PASS) {
                        used += prefill;
                    }
                }
            }
        }
        // 25,000 seconds of 100 tokens, and the bucket's 6,000.
        assertThat(used).isCloseTo(2_506_000, within(0.01 * 2_506_000));
    }
}
