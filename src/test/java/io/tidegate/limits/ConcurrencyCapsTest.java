package io.tidegate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests under way. */
final class ConcurrencyCapsTest {
    static CapLimits cap(double atMost, double part) {
        CapSpec cap = new CapSpec("c", CapSpec.Kind.CONCURRENCY, List.of("tier"), atMost, 0, ZoneOffset.UTC);
        return CapLimits.of(List.of(cap), "tier", part);
    }

    /** A request in flight is one whose end has not come, in a plain list; each lasts as long as was drawn for it. */
    @Test
    void itPassesWhileFewerAreUnderWay() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int most = random.nextInt(1, 6);
            int more = most + random.nextInt(1, 3);
            CapLimits low = cap(most, 1);
            CapLimits high = cap(more, 1);
            ConcurrencyCaps lowCaps = new ConcurrencyCaps(2);
            ConcurrencyCaps highCaps = new ConcurrencyCaps(2);
            List<Integer> lowEnds = new ArrayList<>();
            List<Integer> highEnds = new ArrayList<>();
            for (int t = 0; t < 300; t += random.nextInt(4)) {
                end(lowCaps, lowEnds, t);
                end(highCaps, highEnds, t);
                boolean lowPasses = lowCaps.passes(1, low);
                boolean highPasses = highCaps.passes(1, high);
                assertThat(lowPasses).as("seed %d, %d", seed, t).isEqualTo(lowEnds.size() < most);
                assertThat(highPasses).isEqualTo(highEnds.size() < more);
                assertThat(highPasses || !lowPasses)
                        .as("a raised cap refuses none that the lower passed")
                        .isTrue();
                int length = random.nextInt(1, random.nextInt(5) == 0 ? 60 : 12);
                begin(lowCaps, lowEnds, lowPasses, t + length);
                begin(highCaps, highEnds, highPasses, t + length);
                assertThat(lowCaps.passes(0, low)).as("another organisation").isTrue();
            }
        }
    }

    private static void end(ConcurrencyCaps caps, List<Integer> ends, int t) {
        ends.removeIf(end -> end <= t && endOne(caps));
    }

    private static boolean endOne(ConcurrencyCaps caps) {
        caps.end(1, 1);
        return true;
    }

    private static void begin(ConcurrencyCaps caps, List<Integer> ends, boolean passes, int end) {
        if (passes) {
            caps.begin(1, 1);
            ends.add(end);
        }
    }

    /** Seven and a half are eight; a tenth of a request is one, or nothing could pass. */
    @Test
    void aPartIsTheNearestWholeNumberAndAtLeastOne() {
        assertThat(cap(30, 0.25).concurrency).isEqualTo(8);
        assertThat(cap(29, 0.25).concurrency).isEqualTo(7);
        assertThat(cap(1, 0.1).concurrency).isEqualTo(1);
        assertThat(CapLimits.of(List.of(), "tier", 0.1).concurrency).isInfinite();
        assertThat(cap(3, 1).limitsGrowth()).isFalse();
        assertThat(cap(3, 1).limitsSpend()).isFalse();
        CapLimits growth = CapLimits.of(
                List.of(new CapSpec("g", CapSpec.Kind.ACCELERATION, List.of("other", "tier"), 2, 100, ZoneOffset.UTC)),
                "tier",
                0.25);
        assertThat(growth.growth).as("a factor is not divided").isEqualTo(2);
        assertThat(growth.growthFloor).isEqualTo(25);
    }

    @Test
    void aCapThatCouldPassNothingIsRefused() {
        assertThatThrownBy(() -> cap(0.5, 1)).hasMessage("atMost: must be 1 or more, found 0.5");
        assertThatThrownBy(() -> new CapSpec("d", CapSpec.Kind.SPEND_DAY, List.of("tier"), 0, 0, ZoneOffset.UTC))
                .hasMessage("atMost: must be above 0, found 0.0");
        assertThatThrownBy(() -> new CapSpec("d", CapSpec.Kind.CONCURRENCY, List.of("tier"), 1, 5, ZoneOffset.UTC))
                .hasMessage("floor: only a cap on acceleration has one, found 5.0");
    }
}
