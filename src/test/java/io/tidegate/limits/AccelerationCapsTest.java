package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The growth of use from minute to minute: a hand timeline, a plain oracle, and laws that are theorems. */
final class AccelerationCapsTest {
    private static final int RUNS = 500;

    static CapLimits growth(double atMost, double floor) {
        CapSpec cap = new CapSpec("growth", CapSpec.Kind.ACCELERATION, List.of("tier"), atMost, floor, ZoneOffset.UTC);
        return CapLimits.of(List.of(cap), "tier", 1);
    }

    private static boolean take(AccelerationCaps caps, CapLimits limits, double t, double tokens) {
        boolean passes = caps.passes(0, limits, t, tokens);
        if (passes) {
            caps.charge(0, t, tokens);
        }
        return passes;
    }

    /** Twice the minute before, and a hundred tokens a minute in any case. */
    @Test
    void aMinuteHoldsTheFloorOrTwiceTheMinuteBefore() {
        CapLimits limits = growth(2, 100);
        AccelerationCaps caps = new AccelerationCaps(1);
        assertThat(take(caps, limits, 30, 60)).isTrue();
        assertThat(take(caps, limits, 31, 41)).as("one above the floor").isFalse();
        assertThat(caps.passesAt(31)).isEqualTo(60);
        assertThat(take(caps, limits, 31, 40)).as("the refusal left nothing").isTrue();
        assertThat(take(caps, limits, 59.9, 1)).isFalse();
        assertThat(take(caps, limits, 60, 200)).as("twice 100").isTrue();
        assertThat(take(caps, limits, 119, 1)).isFalse();
        assertThat(take(caps, limits, 120, 399)).isTrue();
        assertThat(take(caps, limits, 121, 2)).isFalse();
        assertThat(take(caps, limits, 121, 1)).isTrue();
        assertThat(caps.allowed(0, limits, 180)).isEqualTo(800);
        assertThat(caps.allowed(0, limits, 240))
                .as("a minute without use is followed by the floor")
                .isEqualTo(100);
        assertThat(take(caps, limits, 250, 5_000))
                .as("the first of a minute passes, however large")
                .isTrue();
        assertThat(take(caps, limits, 251, 1)).isFalse();
        assertThat(take(caps, limits, 300, 10_000)).isTrue();
    }

    @Test
    void everyDecisionIsThatOfTheListOfWhatPassed() {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CapLimits limits = growth(1 + random.nextInt(8) / 4.0, random.nextInt(300));
            AccelerationCaps caps = new AccelerationCaps(1);
            List<double[]> passed = new ArrayList<>();
            double t = 0;
            for (int i = 0; i < 120; i++) {
                t += random.nextInt(random.nextInt(10) == 0 ? 8_000 : 600) / 64.0;
                double tokens = 1 + random.nextInt(200);
                double now = used(passed, Math.floor(t / 60));
                double allowed = Math.max(limits.growthFloor, limits.growth * used(passed, Math.floor(t / 60) - 1));
                boolean expected = now == 0 || now + tokens <= allowed;
                assertThat(caps.passes(0, limits, t, tokens))
                        .as("seed %d, %d", seed, i)
                        .isEqualTo(expected);
                if (!expected) {
                    refused++;
                    double at = caps.passesAt(t);
                    assertThat(caps.passes(0, limits, Math.nextDown(at), tokens))
                            .isFalse();
                    assertThat(caps.passes(0, limits, at, tokens)).isTrue();
                } else {
                    caps.charge(0, t, tokens);
                    passed.add(new double[] {t, tokens});
                    assertThat(now + tokens).isLessThanOrEqualTo(Math.max(allowed, now == 0 ? tokens : 0));
                }
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(RUNS);
    }

    private static double used(List<double[]> passed, double minute) {
        return passed.stream()
                .filter(p -> Math.floor(p[0] / 60) == minute)
                .mapToDouble(p -> p[1])
                .sum();
    }

    /** Of one size, a minute passes the lesser of those that arrive and those that fit; more fit, and so more the next minute. */
    @Test
    void aRaisedLimitPassesNoFewerOfOneSizeInAnyMinute() {
        int differ = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double factor = 1 + random.nextInt(8) / 4.0;
            double floor = random.nextInt(300);
            CapLimits low = growth(factor, floor);
            CapLimits high = growth(factor + random.nextInt(3) / 4.0, floor + random.nextInt(100));
            AccelerationCaps lowCaps = new AccelerationCaps(1);
            AccelerationCaps highCaps = new AccelerationCaps(1);
            int[] lead = new int[40];
            double tokens = 1 + random.nextInt(100);
            for (double t = 0; t < 2_400; t += random.nextInt(1_000) / 64.0) {
                int minute = (int) (t / 60);
                lead[minute] += take(highCaps, high, t, tokens) ? 1 : 0;
                lead[minute] -= take(lowCaps, low, t, tokens) ? 1 : 0;
                assertThat(lead[minute]).as("seed %d", seed).isNotNegative();
            }
            differ += Arrays.stream(lead).sum() > 0 ? 1 : 0;
        }
        assertThat(differ).as("the law is exercised").isGreaterThan(RUNS / 4);
    }

    /** The thirteen pass the 8, which then leaves no room for the small ones. */
    @Test
    void aRaisedLimitCanRefuseMoreOfUnequalSizes() {
        assertThat(refusals(growth(1, 10))).isEqualTo(1);
        assertThat(refusals(growth(1, 13))).isEqualTo(5);
    }

    private static int refusals(CapLimits limits) {
        AccelerationCaps caps = new AccelerationCaps(1);
        int refused = 0;
        for (double tokens : new double[] {5, 8, 1, 1, 1, 1, 1}) {
            refused += take(caps, limits, 1, tokens) ? 0 : 1;
        }
        return refused;
    }
}
