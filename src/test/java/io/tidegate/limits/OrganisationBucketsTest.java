package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Closed forms of the token bucket, and hand-computed timelines. */
final class OrganisationBucketsTest {
    /** 1 request, 100 input and 10 output tokens a second; buckets of 2, 6,000 and 600. */
    private static final BucketLimits LIMITS = new BucketLimits(60, 6_000, 600, 2, 60);

    /** Limits of requests alone: the token buckets are far too large to matter. */
    private static BucketLimits requestsOnly(double rpm, double burstSeconds) {
        return new BucketLimits(rpm, 1e12, 1e12, burstSeconds, 60);
    }

    @Test
    void eachBucketRefusesWhatItCannotHoldAndSaysUntilWhen() {
        play("""
                second  input  answer
                0       100    PASS
                0       100    PASS
                0       100    RPM until 1           the bucket held two requests
                0.5     100    RPM until 1
                1       100    PASS                  one has flowed in, and is gone again
                10      6000   PASS                  long since full; empties the input bucket
                11      500    ITPM until 15         100 are there
                12      100    PASS                  a smaller one fits meanwhile: 200 less 100
                15      500    ITPM until 16
                16      500    PASS
                75      9000   ITPM until 76         above the capacity: waits for the full bucket
                76      9000   PASS                  down to -3,000
                77      1      ITPM until 106.01
                77      9000   ITPM until 166
                """);
    }

    @Test
    void theLimitWithTheLongestWaitIsNamed() {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        take(buckets, 0, 0, LIMITS, 0, 6_000);
        take(buckets, 0, 0, LIMITS, 0, 0);
        // Requests are there again after 1 s, input after what is asked over 100 a second.
        assertRefused(buckets, 0, 0, 50, Denial.RPM, 1);
        assertRefused(buckets, 0, 0, 100, Denial.RPM, 1);
        assertRefused(buckets, 0, 0, 150, Denial.ITPM, 1.5);
        buckets.settle(0, 0, LIMITS, 0, 619);
        // -19 output tokens: one is left after 2 s.
        assertRefused(buckets, 0, 0, 150, Denial.OTPM, 2);
        assertRefused(buckets, 0, 0, 250, Denial.ITPM, 2.5);
    }

    @Test
    void outputIsTakenWhenItIsKnownAndStopsWhatFollows() {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        assertThat(take(buckets, 0, 0, LIMITS, 0, 10)).isEqualTo(OrganisationBuckets.PASS);
        assertThat(buckets.output(0, 0, LIMITS, 0)).as("nothing produced yet").isEqualTo(600);
        buckets.settle(0, 0, LIMITS, 20, 1_000);
        assertThat(buckets.output(0, 0, LIMITS, 20)).isEqualTo(-400);
        assertRefused(buckets, 21, 0, 10, Denial.OTPM, 60.1);
        assertThat(buckets.output(0, 0, LIMITS, 60)).isZero();
        assertThat(take(buckets, 0, 0, LIMITS, 60.1, 10)).isEqualTo(OrganisationBuckets.PASS);
    }

    @Test
    void refusalLeavesNoTrace() {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        take(buckets, 0, 0, LIMITS, 0, 6_000);
        for (int i = 0; i < 10; i++) {
            take(buckets, 0, 0, LIMITS, 1 + i, 5_000);
        }
        assertThat(buckets.requests(0, 0, LIMITS, 10)).isEqualTo(2);
        assertThat(buckets.input(0, 0, LIMITS, 10)).isEqualTo(1_000);
    }

    @Test
    void arrivalsAtTheRateOrBelowAlwaysPass() {
        for (double gap : new double[] {1, 1.25, 7}) {
            OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
            for (int i = 0; i < 10_000; i++) {
                assertThat(take(buckets, 0, 0, requestsOnly(60, 1), i * gap, 0)).isEqualTo(OrganisationBuckets.PASS);
            }
        }
    }

    @Test
    void arrivalsAboveTheRateAreAdmittedAtTheRateAfterTheBurst() {
        // Half a request a second, a bucket of 7.5, arrivals every eighth of a second: every number is exact in binary.
        BucketLimits limits = requestsOnly(30, 15);
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        int admitted = 0;
        for (int i = 0; i < 80_000; i++) {
            double t = i / 8.0;
            admitted += take(buckets, 0, 0, limits, t, 0) == OrganisationBuckets.PASS ? 1 : 0;
            assertThat(admitted).as("by %s s", t).isEqualTo((int) Math.min(i + 1, Math.floor(7.5 + 0.5 * t)));
        }
        assertThat(admitted).isEqualTo(5_007);
    }

    @Test
    void theFirstTierOfMay2026IsBoundByInputBeforeAndByRequestsAfter() {
        // 50 requests and 30,000 input tokens a minute are 600 tokens a request; with 500,000 they are 10,000.
        int[] before = tenMinutesOf(2_000, new BucketLimits(50, 30_000, 8_000, 15, 60));
        int[] after = tenMinutesOf(2_000, new BucketLimits(50, 500_000, 80_000, 15, 60));
        assertThat(before[0]).isEqualTo((int) ((30_000 + 500 * 599.9) / 2_000));
        assertThat(after[0]).isEqualTo((int) (12.5 + 50 / 60.0 * 599.9));
        assertThat(before[1 + Denial.RPM.code()]).as("after the first minute").isZero();
        assertThat(before[1 + Denial.ITPM.code()]).isPositive();
        assertThat(after[1 + Denial.ITPM.code()]).isZero();
        assertThat(after[1 + Denial.RPM.code()]).isPositive();
    }

    /** Ten requests a second: how many pass, and behind that how many are refused after the first minute by reason. */
    private static int[] tenMinutesOf(double inputTokens, BucketLimits limits) {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        int[] counts = new int[1 + Denial.values().length];
        for (int i = 0; i < 6_000; i++) {
            int code = take(buckets, 0, 0, limits, i / 10.0, inputTokens);
            if (code == OrganisationBuckets.PASS) {
                counts[0]++;
            } else if (i >= 600) {
                counts[1 + code]++;
            }
        }
        return counts;
    }

    @Test
    void changedLimitActsAtOnceOnTheLevelHeld() {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        BucketLimits fivefold = new BucketLimits(60, 30_000, 600, 2, 60);
        BucketLimits tenth = new BucketLimits(60, 600, 600, 2, 60);
        take(buckets, 0, 0, LIMITS, 0, 6_000);
        assertRefused(buckets, 0, 0, 1_000, Denial.ITPM, 10);
        assertThat(take(buckets, 0, 0, fivefold, 0, 1_000)).isEqualTo(Denial.ITPM.code());
        assertThat(buckets.passesAt())
                .as("the level stays, the rate is five times as high")
                .isEqualTo(2);
        assertThat(take(buckets, 0, 0, fivefold, 10, 1)).isEqualTo(OrganisationBuckets.PASS);
        assertThat(buckets.input(0, 0, fivefold, 10)).isEqualTo(4_999);
        assertThat(buckets.input(0, 0, tenth, 10)).as("a smaller bucket spills").isEqualTo(600);
    }

    @Test
    void organisationsAndModelsDoNotTouchEachOther() {
        OrganisationBuckets buckets = new OrganisationBuckets(3, 2);
        take(buckets, 1, 1, LIMITS, 0, 6_000);
        buckets.settle(1, 1, LIMITS, 0, 600);
        for (int organisation = 0; organisation < 3; organisation++) {
            for (int model = 0; model < 2; model++) {
                boolean used = organisation == 1 && model == 1;
                assertThat(buckets.requests(organisation, model, LIMITS, 0)).isEqualTo(used ? 1 : 2);
                assertThat(buckets.input(organisation, model, LIMITS, 0)).isEqualTo(used ? 0 : 6_000);
                assertThat(buckets.output(organisation, model, LIMITS, 0)).isEqualTo(used ? 0 : 600);
            }
        }
    }

    @Test
    void timeBeforeTheLastCallCountsAsThatCalls() {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        take(buckets, 0, 0, LIMITS, 10, 6_000);
        buckets.settle(0, 0, LIMITS, 8, 100);
        assertThat(buckets.output(0, 0, LIMITS, 10)).isEqualTo(500);
        assertThat(buckets.input(0, 0, LIMITS, 11)).as("not filled twice").isEqualTo(100);
        assertRefused(buckets, 9, 0, 200, Denial.ITPM, 12);
    }

    @Test
    void scaledLimitsDivideTheRatesAndKeepRoomForOneRequest() {
        BucketLimits quarter = LIMITS.scaled(0.25);
        assertThat(quarter).isEqualTo(new BucketLimits(15, 1_500, 150, 2, 60));
        assertThat(quarter.requestCapacity())
                .as("two seconds hold half a request")
                .isEqualTo(1);
        assertThat(quarter.inputCapacity()).isEqualTo(1_500);
        assertThat(LIMITS.scaled(1e-4).outputCapacity()).isEqualTo(1);
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        assertThat(take(buckets, 0, 0, quarter, 0, 1)).isEqualTo(OrganisationBuckets.PASS);
        assertThat(take(buckets, 0, 0, quarter, 0, 1)).isEqualTo(Denial.RPM.code());
        assertThat(buckets.passesAt()).isEqualTo(4);
    }

    @Test
    void limitsComeFromTheTierAndRefuseNonsense() {
        LimitsSpec spec = new LimitsSpec(
                new CreditWeights(1, 1.25, 0.1, 5),
                18_000,
                604_800,
                PeakCalendarTest.spec("UTC", "05:00", "11:00"),
                List.of(),
                List.of(),
                15,
                60);
        assertThat(BucketLimits.of(new ApiLimit("1", "opus", 50, 30_000, 8_000), spec))
                .isEqualTo(new BucketLimits(50, 30_000, 8_000, 15, 60));
        assertThatThrownBy(() -> new BucketLimits(1, 0, 1, 1, 1))
                .hasMessage("itpm: must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> LIMITS.scaled(Double.POSITIVE_INFINITY)).hasMessageStartingWith("rpm: must be finite");
    }

    @Test
    void anOrganisationTakesTheStatedBytesAModel() throws IllegalAccessException {
        assertThat(Storage.arrayBytes(new OrganisationBuckets(100, 3)) / 300.0)
                .isEqualTo(OrganisationBuckets.BYTES_PER_BUCKETS);
    }

    /** Charges a request that reserves no output, if it passes. */
    static int take(
            OrganisationBuckets buckets, int organisation, int model, BucketLimits limits, double t, double input) {
        int code = buckets.check(organisation, model, limits, t, input, 0);
        if (code == OrganisationBuckets.PASS) {
            buckets.take(organisation, model, limits, t, input, 0);
        }
        return code;
    }

    private static void assertRefused(
            OrganisationBuckets buckets, double t, int organisation, double input, Denial denial, double until) {
        assertThat(take(buckets, organisation, 0, LIMITS, t, input)).isEqualTo(denial.code());
        assertThat(buckets.passesAt()).isCloseTo(until, within(1e-9));
    }

    /** Plays the lines in turn; words after the answer are remarks. */
    private static void play(String timeline) {
        OrganisationBuckets buckets = new OrganisationBuckets(1, 1);
        timeline.lines().skip(1).forEach(line -> {
            String[] words = line.strip().split(" +", -1);
            int code = take(buckets, 0, 0, LIMITS, Double.parseDouble(words[0]), Double.parseDouble(words[1]));
            assertThat(
                            code == OrganisationBuckets.PASS
                                    ? "PASS"
                                    : Denial.of(code).name())
                    .as(line)
                    .isEqualTo(words[2]);
            if (code != OrganisationBuckets.PASS) {
                assertThat(buckets.passesAt()).as(line).isCloseTo(Double.parseDouble(words[4]), within(1e-9));
            }
        });
    }
}
